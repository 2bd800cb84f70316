-- Staff: their accounts, sessions, invitations, tokens, and who has done what. The server's, not a campaign's. Moments are milliseconds since 1970
-- UTC by the machine's clock, also in a rehearsal.

-- `email`: lower case, as it is signed in with. `campaigns`: JSON, a list of slugs; NULL: all. `password`: argon2id in PHC format. `factor`: the
-- secret of the second factor; `factor_next`: one that is not confirmed yet; `factor_step`: the last step whose code was taken; `recovery`: JSON, a
-- list of SHA-256 hashes of codes. `changes` goes up with each change: who writes says which state he has read.
CREATE TABLE accounts (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    campaigns TEXT,
    language TEXT NOT NULL,
    password TEXT NOT NULL,
    factor BLOB,
    factor_next BLOB,
    factor_step INTEGER NOT NULL,
    recovery TEXT NOT NULL,
    disabled INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    seen_at INTEGER,
    changes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- `hash`: SHA-256 of what the cookie holds. `id` names it for its owner and opens nothing.
CREATE TABLE staff_sessions (
    hash TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    place TEXT NOT NULL,
    agent TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX staff_sessions_by_account ON staff_sessions (account);

-- `hash`: SHA-256 of what stands in the link. A used one is deleted.
CREATE TABLE staff_invitations (
    id TEXT NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    campaigns TEXT,
    language TEXT NOT NULL,
    by TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The link for the first administrator; there is one at most.
CREATE TABLE first_link (
    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    hash TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

-- `hash`: SHA-256 of the token. `scopes`: JSON, a list of rights.
CREATE TABLE api_tokens (
    id TEXT NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    campaigns TEXT,
    made_at INTEGER NOT NULL,
    expires_at INTEGER,
    seen_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX api_tokens_by_account ON api_tokens (account);

-- Wrong passwords, by a hash of the address that was typed, and by place. `until`: nobody is let in before.
CREATE TABLE sign_in_tries (
    key TEXT NOT NULL PRIMARY KEY,
    failed INTEGER NOT NULL,
    until INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who did what: written in the transaction of what it tells, and never changed. `place`: the first 24 bits of an IPv4 address, the first 64 of an
-- IPv6 one. `change`: JSON.
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    what TEXT NOT NULL,
    campaign TEXT,
    about TEXT NOT NULL,
    change TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_campaign ON audit (campaign, seq) WHERE campaign IS NOT NULL;
CREATE INDEX audit_by_account ON audit (account, seq);

-- What a list of campaigns counts.
CREATE INDEX fans_verified ON fans (campaign) WHERE verified_at IS NOT NULL AND merged_into IS NULL;
CREATE INDEX fans_held ON fans (campaign) WHERE standing = 'held';
