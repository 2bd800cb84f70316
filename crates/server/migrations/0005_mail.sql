-- Mail to fans, addresses, consent, and identity that host sites vouch for. Moments are milliseconds since 1970 UTC.

-- Confirmed addresses: kept for mail to them, and for nothing else.
CREATE TABLE mail_addresses (
    campaign TEXT NOT NULL,
    fan TEXT NOT NULL,
    address TEXT NOT NULL,
    lang TEXT NOT NULL,
    confirmed_at INTEGER NOT NULL,
    PRIMARY KEY (campaign, fan)
) STRICT, WITHOUT ROWID;

-- Confirmations that are under way. Code and link are kept as keyed hashes; `who` is that of the address. A row goes a day after it was made.
CREATE TABLE mail_requests (
    seq INTEGER PRIMARY KEY,
    campaign TEXT NOT NULL,
    request TEXT NOT NULL,
    fan TEXT NOT NULL,
    who TEXT NOT NULL,
    address TEXT NOT NULL,
    lang TEXT NOT NULL,
    code TEXT NOT NULL,
    link TEXT NOT NULL,
    tries INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX mail_requests_by_fan ON mail_requests (campaign, fan, seq);
CREATE UNIQUE INDEX mail_requests_by_link ON mail_requests (link);

-- Who has asked for how much mail within the day: a fan, a place, the keyed hash of an address; and codes that were tried for that address.
CREATE TABLE mail_asked (
    campaign TEXT NOT NULL,
    who TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX mail_asked_by_who ON mail_asked (campaign, who, at);

-- Mail that is to be sent, and what became of it. `key` keeps a notice from being sent twice. Once it is sent or given up, the address and
-- what was in it (`body`: JSON) are gone.
CREATE TABLE mail_outbox (
    campaign TEXT NOT NULL,
    key TEXT NOT NULL,
    fan TEXT NOT NULL,
    kind TEXT NOT NULL,
    lang TEXT NOT NULL,
    address TEXT,
    body TEXT,
    made_at INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    done_at INTEGER,
    outcome TEXT,
    PRIMARY KEY (campaign, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_outbox_due ON mail_outbox (next_at) WHERE done_at IS NULL;
CREATE INDEX mail_outbox_by_fan ON mail_outbox (campaign, fan);

-- What addresses have in common, as keyed hashes: facts for the trust part. `mx` is empty until it is known; `asked`: how often it was asked for.
CREATE TABLE mail_facts (
    campaign TEXT NOT NULL,
    fan TEXT NOT NULL,
    host_hash TEXT NOT NULL,
    domain_hash TEXT NOT NULL,
    mx_hash TEXT,
    disposable INTEGER NOT NULL,
    provider INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    PRIMARY KEY (campaign, fan)
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_facts_unasked ON mail_facts (campaign, asked) WHERE mx_hash IS NULL;

-- What fans agree to: a line for each time they said so, never changed. `version` is the hash of the text that was shown.
CREATE TABLE consents (
    seq INTEGER PRIMARY KEY,
    campaign TEXT NOT NULL,
    fan TEXT NOT NULL,
    purpose TEXT NOT NULL,
    given INTEGER NOT NULL,
    version TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX consents_by_fan ON consents (campaign, fan, purpose, seq);

-- What the tokens of host sites are checked with.
CREATE TABLE identity_keys (
    campaign TEXT NOT NULL PRIMARY KEY,
    algorithm TEXT NOT NULL,
    key BLOB NOT NULL,
    set_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
