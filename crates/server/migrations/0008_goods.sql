-- How far a gift has come, and the code of what has stopped it; NULL: nothing has.
ALTER TABLE gifts ADD COLUMN got INTEGER NOT NULL DEFAULT 0;
ALTER TABLE gifts ADD COLUMN stopped TEXT;
UPDATE gifts SET got = people WHERE done_at IS NOT NULL;

-- Accounts that redeem as themselves: a token a session and campaign, good as long as the session is. `token`: SHA-256. `name` stands beside what it
-- has redeemed, as that of a till does.
CREATE TABLE account_tills (
    token TEXT NOT NULL PRIMARY KEY,
    campaign TEXT NOT NULL,
    session TEXT NOT NULL,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX account_tills_by_session ON account_tills (campaign, session);
