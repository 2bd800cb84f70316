-- Counts of events by span once more, laid out for reading: what is told apart of node, channel and generation says `way` (`n`, `nc`, `ncg`, and nothing at
-- all: all eight ways are kept), what is not is empty, or 0; and what happened, and what those are worth who did it, are columns of one row. Where
-- `origin` is empty everybody is counted; those who descend from a seed group are counted once more in rows of its own.
ALTER TABLE rollups RENAME TO counted;
CREATE TABLE rollups (
    campaign TEXT NOT NULL,
    span TEXT NOT NULL,
    way TEXT NOT NULL,
    origin TEXT NOT NULL,
    start INTEGER NOT NULL,
    node TEXT NOT NULL,
    channel TEXT NOT NULL,
    generation INTEGER NOT NULL,
    seen_open INTEGER NOT NULL, seen_verified INTEGER NOT NULL, seen_held INTEGER NOT NULL, seen_excluded INTEGER NOT NULL,
    started_open INTEGER NOT NULL, started_verified INTEGER NOT NULL, started_held INTEGER NOT NULL, started_excluded INTEGER NOT NULL,
    completed_open INTEGER NOT NULL, completed_verified INTEGER NOT NULL, completed_held INTEGER NOT NULL, completed_excluded INTEGER NOT NULL,
    shared_open INTEGER NOT NULL, shared_verified INTEGER NOT NULL, shared_held INTEGER NOT NULL, shared_excluded INTEGER NOT NULL,
    arrived_open INTEGER NOT NULL, arrived_verified INTEGER NOT NULL, arrived_held INTEGER NOT NULL, arrived_excluded INTEGER NOT NULL,
    joined_open INTEGER NOT NULL, joined_verified INTEGER NOT NULL, joined_held INTEGER NOT NULL, joined_excluded INTEGER NOT NULL,
    PRIMARY KEY (campaign, span, way, origin, start, node, channel, generation)
) STRICT, WITHOUT ROWID;
-- As yet nobody's origin stands at those who have none.
INSERT INTO rollups
    SELECT campaign, span, 'ncg', origin, start, node, channel, generation,
        SUM(iif(kind = 'seen' AND worth = 'open', count, 0)), SUM(iif(kind = 'seen' AND worth = 'verified', count, 0)),
        SUM(iif(kind = 'seen' AND worth = 'held', count, 0)), SUM(iif(kind = 'seen' AND worth = 'excluded', count, 0)),
        SUM(iif(kind = 'started' AND worth = 'open', count, 0)), SUM(iif(kind = 'started' AND worth = 'verified', count, 0)),
        SUM(iif(kind = 'started' AND worth = 'held', count, 0)), SUM(iif(kind = 'started' AND worth = 'excluded', count, 0)),
        SUM(iif(kind = 'completed' AND worth = 'open', count, 0)), SUM(iif(kind = 'completed' AND worth = 'verified', count, 0)),
        SUM(iif(kind = 'completed' AND worth = 'held', count, 0)), SUM(iif(kind = 'completed' AND worth = 'excluded', count, 0)),
        SUM(iif(kind = 'shared' AND worth = 'open', count, 0)), SUM(iif(kind = 'shared' AND worth = 'verified', count, 0)),
        SUM(iif(kind = 'shared' AND worth = 'held', count, 0)), SUM(iif(kind = 'shared' AND worth = 'excluded', count, 0)),
        SUM(iif(kind = 'arrived' AND worth = 'open', count, 0)), SUM(iif(kind = 'arrived' AND worth = 'verified', count, 0)),
        SUM(iif(kind = 'arrived' AND worth = 'held', count, 0)), SUM(iif(kind = 'arrived' AND worth = 'excluded', count, 0)),
        SUM(iif(kind = 'joined' AND worth = 'open', count, 0)), SUM(iif(kind = 'joined' AND worth = 'verified', count, 0)),
        SUM(iif(kind = 'joined' AND worth = 'held', count, 0)), SUM(iif(kind = 'joined' AND worth = 'excluded', count, 0))
    FROM counted WHERE span IN ('hour', 'day', 'all') GROUP BY campaign, span, start, node, channel, generation, origin;
DROP TABLE counted;
INSERT INTO rollups
    SELECT campaign, span, way, '', start, node, channel, generation,
        SUM(seen_open), SUM(seen_verified), SUM(seen_held), SUM(seen_excluded),
        SUM(started_open), SUM(started_verified), SUM(started_held), SUM(started_excluded),
        SUM(completed_open), SUM(completed_verified), SUM(completed_held), SUM(completed_excluded),
        SUM(shared_open), SUM(shared_verified), SUM(shared_held), SUM(shared_excluded),
        SUM(arrived_open), SUM(arrived_verified), SUM(arrived_held), SUM(arrived_excluded),
        SUM(joined_open), SUM(joined_verified), SUM(joined_held), SUM(joined_excluded)
    FROM rollups WHERE origin <> '' GROUP BY campaign, span, way, start, node, channel, generation
    ON CONFLICT DO UPDATE SET
        seen_open = seen_open + excluded.seen_open, seen_verified = seen_verified + excluded.seen_verified,
        seen_held = seen_held + excluded.seen_held, seen_excluded = seen_excluded + excluded.seen_excluded,
        started_open = started_open + excluded.started_open, started_verified = started_verified + excluded.started_verified,
        started_held = started_held + excluded.started_held, started_excluded = started_excluded + excluded.started_excluded,
        completed_open = completed_open + excluded.completed_open, completed_verified = completed_verified + excluded.completed_verified,
        completed_held = completed_held + excluded.completed_held, completed_excluded = completed_excluded + excluded.completed_excluded,
        shared_open = shared_open + excluded.shared_open, shared_verified = shared_verified + excluded.shared_verified,
        shared_held = shared_held + excluded.shared_held, shared_excluded = shared_excluded + excluded.shared_excluded,
        arrived_open = arrived_open + excluded.arrived_open, arrived_verified = arrived_verified + excluded.arrived_verified,
        arrived_held = arrived_held + excluded.arrived_held, arrived_excluded = arrived_excluded + excluded.arrived_excluded,
        joined_open = joined_open + excluded.joined_open, joined_verified = joined_verified + excluded.joined_verified,
        joined_held = joined_held + excluded.joined_held, joined_excluded = joined_excluded + excluded.joined_excluded;
INSERT INTO rollups
    WITH ways (way, is_node, is_channel, is_generation) AS (
        VALUES ('', 0, 0, 0), ('n', 1, 0, 0), ('c', 0, 1, 0), ('g', 0, 0, 1), ('nc', 1, 1, 0), ('ng', 1, 0, 1), ('cg', 0, 1, 1)
    )
    SELECT campaign, span, ways.way, origin, start, iif(is_node, node, ''), iif(is_channel, channel, ''), iif(is_generation, generation, 0),
        SUM(seen_open), SUM(seen_verified), SUM(seen_held), SUM(seen_excluded),
        SUM(started_open), SUM(started_verified), SUM(started_held), SUM(started_excluded),
        SUM(completed_open), SUM(completed_verified), SUM(completed_held), SUM(completed_excluded),
        SUM(shared_open), SUM(shared_verified), SUM(shared_held), SUM(shared_excluded),
        SUM(arrived_open), SUM(arrived_verified), SUM(arrived_held), SUM(arrived_excluded),
        SUM(joined_open), SUM(joined_verified), SUM(joined_held), SUM(joined_excluded)
    FROM rollups CROSS JOIN ways GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
