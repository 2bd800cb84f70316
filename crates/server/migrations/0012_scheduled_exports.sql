-- Exports that come by themselves: a row a schedule, with the file that was due last. A process that takes one notes until when it holds it. Moments are
-- milliseconds since 1970 UTC.
CREATE TABLE scheduled_exports (
    campaign TEXT NOT NULL,
    name TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    held_until INTEGER NOT NULL,
    done_at INTEGER,
    file TEXT NOT NULL DEFAULT '',
    rows INTEGER NOT NULL DEFAULT 0,
    problem TEXT,
    PRIMARY KEY (campaign, name)
) STRICT, WITHOUT ROWID;
