-- What other programs are told as it happens. Moments are milliseconds since 1970 UTC. `since`: nothing that comes
-- by time and was before is told. The secret has to be known to sign with it.
CREATE TABLE webhooks (
    campaign TEXT NOT NULL,
    id TEXT NOT NULL,
    url TEXT NOT NULL,
    kinds TEXT NOT NULL,
    secret TEXT NOT NULL,
    old_secret TEXT,
    old_until INTEGER,
    state TEXT NOT NULL,
    fails INTEGER NOT NULL DEFAULT 0,
    failing_since INTEGER,
    rest_until INTEGER NOT NULL DEFAULT 0,
    problem TEXT,
    delivered_at INTEGER,
    since INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    PRIMARY KEY (campaign, id)
) STRICT, WITHOUT ROWID;

-- What has happened, as far as a webhook of the campaign is told of it: written in the transaction of what it tells. `told_once`: of what may be noticed
-- by several processes. A number is never given twice: receivers know messages by it.
CREATE TABLE webhook_messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    campaign TEXT NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    fan TEXT,
    data TEXT NOT NULL,
    told_once TEXT
) STRICT;
CREATE INDEX webhook_messages_by_campaign ON webhook_messages (campaign, seq);
CREATE INDEX webhook_messages_by_fan ON webhook_messages (campaign, fan) WHERE fan IS NOT NULL;
CREATE UNIQUE INDEX webhook_messages_once ON webhook_messages (campaign, told_once) WHERE told_once IS NOT NULL;

-- The outbox: a row a message and webhook. `due_at` is also until when a process that has taken it holds it.
CREATE TABLE webhook_deliveries (
    campaign TEXT NOT NULL,
    webhook TEXT NOT NULL,
    seq INTEGER NOT NULL,
    state TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    tried_at INTEGER,
    status INTEGER,
    problem TEXT,
    answer TEXT NOT NULL DEFAULT '',
    took_ms INTEGER,
    PRIMARY KEY (campaign, webhook, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (campaign, webhook, due_at, seq) WHERE state = 'waiting';
CREATE INDEX webhook_deliveries_failed ON webhook_deliveries (campaign, webhook, seq) WHERE state = 'failed';
