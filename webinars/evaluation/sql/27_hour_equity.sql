-- indicator: 27 hour-equity          version: 1
-- question:  For how many members was the webinar in working hours?
-- population: members on the day, by webinar that has begun
-- numerator: members for whose capital one sitting lay whole in 08:00 to 18:00 of one local date     denominator: members
-- unit: proportion; a full count, so without interval     source: evaluation.md, section 2
-- measures: members
WITH served AS (
    SELECT h.webinar, h.month, s.regional_group, s.ldc, s.lldc, s.sids,
           s.state IN (SELECT o.state FROM hours o JOIN windows w USING (sitting)
                       WHERE w.webinar = h.webinar AND o.inside) AS inside
    FROM held h JOIN states s USING (webinar) WHERE s.member
),
sliced AS (
    SELECT inside, unnest(classes(webinar, month, NULL, regional_group, ldc, lldc, sids, NULL, NULL, NULL, NULL)) AS c FROM served
)
SELECT c.breakdown AS breakdown, c.key AS key, 'members' AS measure, count(*) FILTER (WHERE inside) AS n, count(*) AS d, NULL AS value
FROM sliced GROUP BY c.breakdown, c.key
ORDER BY breakdown, key;
