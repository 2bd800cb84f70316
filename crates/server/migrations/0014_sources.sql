-- Which advertisement led somebody here, as the page's address said it at his first touch. Strangers write it, so it is in no counts; and only
-- those have a row of whom there is something, so that reading all of it costs what it is.
CREATE TABLE sources (
    campaign TEXT NOT NULL,
    fan TEXT NOT NULL,
    utm_source TEXT,
    utm_medium TEXT,
    utm_campaign TEXT,
    utm_term TEXT,
    utm_content TEXT,
    PRIMARY KEY (campaign, fan)
) STRICT, WITHOUT ROWID;

-- Who does not count, by when he took part: what a weekly report asks for.
CREATE INDEX fans_doubted ON fans (campaign, joined_at) WHERE standing IN ('held', 'refused');
