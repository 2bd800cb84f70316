-- What pages of statistics read. A fan's origin is the seed group of the root of his chain.
ALTER TABLE fans ADD COLUMN origin TEXT NOT NULL DEFAULT '';

-- What somebody is worth in statistics: `canyu_core::world::Worth` says the same.
ALTER TABLE fans ADD COLUMN worth TEXT NOT NULL GENERATED ALWAYS AS (
    CASE
        WHEN standing = 'held' THEN 'held'
        WHEN standing IN ('refused', 'merged') THEN 'excluded'
        WHEN verified_at IS NOT NULL THEN 'verified'
        ELSE 'open'
    END
) VIRTUAL;

UPDATE fans SET origin = seeds.grp FROM seeds
    WHERE seeds.campaign = fans.campaign AND seeds.fan = fans.id AND fans.referrer IS NULL;
WITH RECURSIVE descends (campaign, id, origin) AS (
    SELECT campaign, id, origin FROM fans WHERE origin <> ''
    UNION SELECT fans.campaign, fans.id, descends.origin FROM descends
        JOIN fans ON fans.campaign = descends.campaign AND fans.referrer = descends.id
)
UPDATE fans SET origin = descends.origin FROM descends
    WHERE fans.campaign = descends.campaign AND fans.id = descends.id;

-- Counts of events by span: `hour` (start: of the hour), `day` (start: of the day in the zone of `meta`), `all` (start: 0). What is asked for most
-- comes first: one kind of event over a time.
DROP TABLE rollups;
CREATE TABLE rollups (
    campaign TEXT NOT NULL,
    span TEXT NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    node TEXT NOT NULL,
    channel TEXT NOT NULL,
    generation INTEGER NOT NULL,
    worth TEXT NOT NULL,
    origin TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (campaign, span, kind, start, node, channel, generation, worth, origin)
) STRICT, WITHOUT ROWID;
INSERT INTO rollups
    SELECT events.campaign, 'hour', kind, events.at - (events.at % 3600000 + 3600000) % 3600000, node, events.channel, events.generation,
        COALESCE(fans.worth, 'open'), COALESCE(fans.origin, ''), COUNT(*)
    FROM events LEFT JOIN fans ON fans.campaign = events.campaign AND fans.id = events.fan
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
-- The zone of the setting is not known here: when a server with another one starts it makes the days again.
INSERT INTO rollups
    SELECT campaign, 'day', kind, start - (start % 86400000 + 86400000) % 86400000, node, channel, generation, worth, origin, SUM(count)
    FROM rollups WHERE span = 'hour' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
INSERT INTO rollups
    SELECT campaign, 'all', kind, 0, node, channel, generation, worth, origin, SUM(count)
    FROM rollups WHERE span = 'hour' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
INSERT INTO meta (name, value) VALUES ('zone', 'UTC');

-- What tells whether statistics have changed: the last event, and how often counts of earlier events have moved.
CREATE TABLE revisions (
    campaign TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    moves INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO revisions SELECT campaign, MAX(seq), 0 FROM events GROUP BY campaign;
