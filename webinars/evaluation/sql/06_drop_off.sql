-- indicator: 6 drop-off              version: 2
-- question:  When did people leave?
-- population: Joined, persons present at each whole minute of each sitting
-- numerator: most present in the sitting less present at minute t     denominator: most present in the sitting
-- unit: proportion                   source: evaluation.md, section 2
-- measures: end (the last whole minute, all sittings together); minute (key: sitting+minute)
CREATE OR REPLACE TEMP VIEW minutes AS
SELECT w.webinar, w.sitting, h.month, t.t AS minute, w.opens + to_seconds(t.t * 60) AS moment,
       t.t = (w.running - 1) // 60 AS is_last
FROM windows w JOIN held h USING (webinar), range(0, 721) t(t)
WHERE t.t * 60 < w.running AND w.sitting IN (SELECT sitting FROM islands);

-- at each minute: the starts before or at it, less the ends before or at it
CREATE OR REPLACE TEMP VIEW steps AS
SELECT i.sitting, c.regional_group, i.began AS moment, 1 AS change FROM islands i JOIN crowd c USING (webinar, person)
UNION ALL
SELECT i.sitting, c.regional_group, i.ended, -1 FROM islands i JOIN crowd c USING (webinar, person);

CREATE OR REPLACE TEMP TABLE present AS
WITH counted AS (
    SELECT sitting, regional_group, moment, sum(change) AS change FROM steps GROUP BY ALL
    UNION ALL
    SELECT m.sitting, g.regional_group, m.moment, 0
    FROM minutes m JOIN (SELECT DISTINCT sitting, regional_group FROM steps) g USING (sitting)
),
running AS (
    SELECT sitting, regional_group, moment,
           sum(change) OVER (PARTITION BY sitting, regional_group ORDER BY moment) AS persons
    FROM counted
    QUALIFY row_number() OVER (PARTITION BY sitting, regional_group, moment ORDER BY change DESC) = 1
)
SELECT m.webinar, m.sitting, m.month, m.minute, m.is_last, r.regional_group, r.persons
FROM minutes m JOIN running r USING (sitting, moment);

CREATE OR REPLACE TEMP VIEW wholes AS
SELECT webinar, sitting, month, NULL AS regional_group, minute, is_last, sum(persons) AS persons FROM present GROUP BY ALL
UNION ALL
SELECT webinar, sitting, month, regional_group, minute, is_last, sum(persons) FROM present
WHERE regional_group <> '' GROUP BY ALL;

CREATE OR REPLACE TEMP VIEW drops AS
SELECT *, max(persons) OVER (PARTITION BY sitting, regional_group) AS peak FROM wholes;

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
SELECT 'minute', sitting || '+' || lpad(minute::VARCHAR, 3, '0'), 'minute', peak - persons, peak, NULL
FROM drops WHERE regional_group IS NULL
ORDER BY breakdown, key, measure;
