-- Counts of events by span once more, told apart by less: `hour total`, `hour node`, `hour channel`, `hour generation`, and the same of `day` and
-- `all`. What is not told apart is empty, or 0. So a page that tells nodes apart reads as many counts as there are nodes; those that tell everything
-- apart grow with every way that people find.
INSERT INTO rollups
    SELECT campaign, span || ' total', kind, start, '', '', 0, worth, origin, SUM(count)
    FROM rollups WHERE span IN ('hour', 'day', 'all') GROUP BY campaign, span, kind, start, worth, origin;
INSERT INTO rollups
    SELECT campaign, span || ' node', kind, start, node, '', 0, worth, origin, SUM(count)
    FROM rollups WHERE span IN ('hour', 'day', 'all') GROUP BY campaign, span, kind, start, node, worth, origin;
INSERT INTO rollups
    SELECT campaign, span || ' channel', kind, start, '', channel, 0, worth, origin, SUM(count)
    FROM rollups WHERE span IN ('hour', 'day', 'all') GROUP BY campaign, span, kind, start, channel, worth, origin;
INSERT INTO rollups
    SELECT campaign, span || ' generation', kind, start, '', '', generation, worth, origin, SUM(count)
    FROM rollups WHERE span IN ('hour', 'day', 'all') GROUP BY campaign, span, kind, start, generation, worth, origin;
