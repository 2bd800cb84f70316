-- What was forecast of a campaign, one a day, so that it can be held against what came. `day`: when the day began, milliseconds; `days`: bands as JSON.
CREATE TABLE forecasts (
    campaign TEXT NOT NULL,
    day INTEGER NOT NULL,
    days TEXT NOT NULL,
    PRIMARY KEY (campaign, day)
) STRICT, WITHOUT ROWID;
