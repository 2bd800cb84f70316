-- Who came, counted by place alone: `hour place`, `day place` and `all place` tell nodes, channels and generations apart, but not what somebody is worth
-- or where he descends from (`open` and nothing stand there). There are only so many places, so a page that tells them apart over some days costs as
-- much with a hundred million events as with one.
INSERT INTO rollups
    SELECT campaign, span || ' place', kind, start, node, channel, generation, 'open', '', SUM(count)
    FROM rollups WHERE span IN ('hour', 'day', 'all') AND kind IN ('arrived', 'joined') GROUP BY campaign, span, kind, start, node, channel, generation;
