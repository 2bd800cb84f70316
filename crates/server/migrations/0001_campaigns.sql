-- Every table is keyed by campaign first, so that it can be distributed by campaign. Moments are milliseconds since 1970 UTC.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE publications (
    campaign TEXT NOT NULL,
    version INTEGER NOT NULL,
    rules TEXT NOT NULL,
    source TEXT NOT NULL,
    model TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    PRIMARY KEY (campaign, version)
) STRICT, WITHOUT ROWID;

-- What fans may see of a teaser, one composed picture for each stage and size.
CREATE TABLE pictures (
    campaign TEXT NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    node TEXT NOT NULL,
    stage INTEGER NOT NULL,
    preview INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (campaign, version, name)
) STRICT;

CREATE TABLE fans (
    campaign TEXT NOT NULL,
    id TEXT NOT NULL,
    token TEXT NOT NULL,
    code TEXT NOT NULL,
    referrer TEXT,
    via TEXT,
    channel TEXT NOT NULL,
    generation INTEGER NOT NULL,
    arrived_at INTEGER NOT NULL,
    joined_at INTEGER,
    in_draw INTEGER NOT NULL,
    friends_arrived INTEGER NOT NULL,
    friends_joined INTEGER NOT NULL,
    PRIMARY KEY (campaign, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX fans_by_token ON fans (campaign, token);
CREATE UNIQUE INDEX fans_by_code ON fans (campaign, code);

-- One line for each act that was accepted: what makes a repeated request count once.
CREATE TABLE acts (
    campaign TEXT NOT NULL,
    token TEXT NOT NULL,
    key TEXT NOT NULL,
    digest TEXT NOT NULL,
    earned INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (campaign, token, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    campaign TEXT NOT NULL,
    at INTEGER NOT NULL,
    fan TEXT NOT NULL,
    node TEXT NOT NULL,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    generation INTEGER NOT NULL
) STRICT;
CREATE INDEX events_by_fan ON events (campaign, fan, node, kind);

CREATE TABLE ledger (
    seq INTEGER PRIMARY KEY,
    campaign TEXT NOT NULL,
    at INTEGER NOT NULL,
    fan TEXT NOT NULL,
    node TEXT NOT NULL,
    reason TEXT NOT NULL,
    about TEXT,
    amount INTEGER NOT NULL
) STRICT;
CREATE INDEX ledger_by_fan ON ledger (campaign, fan, node, reason, amount);
CREATE INDEX ledger_by_friend ON ledger (campaign, about) WHERE about IS NOT NULL;

CREATE TABLE picks (
    campaign TEXT NOT NULL,
    fan TEXT NOT NULL,
    node TEXT NOT NULL,
    pick TEXT NOT NULL,
    label TEXT NOT NULL,
    own INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (campaign, fan, node, pick)
) STRICT, WITHOUT ROWID;

CREATE TABLE tallies (
    campaign TEXT NOT NULL,
    node TEXT NOT NULL,
    pick TEXT NOT NULL,
    label TEXT NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (campaign, node, pick)
) STRICT, WITHOUT ROWID;
CREATE INDEX tallies_by_people ON tallies (campaign, node, people DESC);

CREATE TABLE rollups (
    campaign TEXT NOT NULL,
    hour INTEGER NOT NULL,
    node TEXT NOT NULL,
    channel TEXT NOT NULL,
    generation INTEGER NOT NULL,
    kind TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (campaign, hour, node, channel, generation, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE counters (
    campaign TEXT NOT NULL,
    name TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (campaign, name)
) STRICT, WITHOUT ROWID;
