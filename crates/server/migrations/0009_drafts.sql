-- Campaigns that are being written. Times are the machine's.
CREATE TABLE drafts (
    id TEXT NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL,
    -- The published version that it stands on.
    base INTEGER,
    revision INTEGER NOT NULL,
    edited_at INTEGER NOT NULL,
    edited_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The last revisions of each, so that changes can be taken back.
CREATE TABLE draft_revisions (
    draft TEXT NOT NULL,
    revision INTEGER NOT NULL,
    source TEXT NOT NULL,
    -- The revision that comes back when this one is taken back.
    back INTEGER,
    PRIMARY KEY (draft, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft_pictures (
    draft TEXT NOT NULL,
    name TEXT NOT NULL,
    hash TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (draft, name)
) STRICT;

-- The files of published pictures, by their SHA-256: what fans see is made of them, and they are needed again when a new version is published.
CREATE TABLE originals (
    campaign TEXT NOT NULL,
    hash TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (campaign, hash)
) STRICT;
