-- indicator: 6 drop-off              version: 4
-- question:  When did people leave?
-- population: Joined, persons present at each whole minute of each sitting
-- numerator: most present in the sitting less present at minute t     denominator: most present in the sitting
-- unit: proportion                   source: evaluation.md, section 2
-- measures: end (the last whole minute, all sittings together); minute (key: sitting+minute)
CREATE OR REPLACE TEMP TABLE running AS
WITH grouped AS (  -- of each group, and of all together as NULL
    SELECT sitting, regional_group, moment, change FROM steps
    UNION ALL
    SELECT sitting, NULL, moment, sum(change) FROM steps GROUP BY sitting, moment
)
SELECT sitting, regional_group, moment, sum(change) OVER (PARTITION BY sitting, regional_group ORDER BY moment) AS persons
FROM grouped;

CREATE OR REPLACE TEMP TABLE present AS
WITH minutes AS (
    SELECT w.webinar, w.sitting, h.month, t.t AS minute, w.opens + to_seconds(t.t * 60) AS moment,
           t.t = (w.running - 1) // 60 AS is_last
    FROM windows w JOIN held h USING (webinar), LATERAL (SELECT unnest(range((w.running + 59) // 60)) AS t) t
    WHERE w.sitting IN (SELECT sitting FROM steps)
),
each AS (SELECT DISTINCT m.*, g.regional_group FROM minutes m JOIN running g USING (sitting))
SELECT e.webinar, e.sitting, e.month, e.minute, e.is_last, e.regional_group, coalesce(r.persons, 0) AS persons
FROM each e
ASOF LEFT JOIN running r ON r.sitting = e.sitting AND r.regional_group IS NOT DISTINCT FROM e.regional_group AND r.moment <= e.moment
WHERE e.regional_group IS NULL OR e.regional_group <> '';

-- The most were there at any second, not only at whole minutes.
CREATE OR REPLACE TEMP VIEW drops AS
SELECT p.*, m.peak
FROM present p
JOIN (SELECT sitting, regional_group, max(persons) AS peak FROM running GROUP BY ALL) m
  ON m.sitting = p.sitting AND m.regional_group IS NOT DISTINCT FROM p.regional_group;

SELECT '' AS breakdown, '' AS key, 'end' AS measure, coalesce(sum(peak - persons), 0) AS n, coalesce(sum(peak), 0) AS d, NULL AS value
FROM drops WHERE is_last AND regional_group IS NULL
UNION ALL
SELECT 'webinar', webinar, 'end', sum(peak - persons), sum(peak), NULL
FROM drops WHERE is_last AND regional_group IS NULL GROUP BY webinar
UNION ALL
SELECT 'month', month, 'end', sum(peak - persons), sum(peak), NULL
FROM drops WHERE is_last AND regional_group IS NULL GROUP BY month
UNION ALL
SELECT 'sitting', sitting, 'end', peak - persons, peak, NULL FROM drops WHERE is_last AND regional_group IS NULL
UNION ALL
SELECT 'group', regional_group, 'end', sum(peak - persons), sum(peak), NULL
FROM drops WHERE is_last AND regional_group IS NOT NULL GROUP BY regional_group
UNION ALL
SELECT 'minute', sitting || '+' || CASE WHEN minute > 999 THEN '' ELSE repeat('0', 3 - length(minute::VARCHAR)) END || minute, 'minute', peak - persons, peak, NULL
FROM drops WHERE regional_group IS NULL
ORDER BY breakdown, key, measure;
