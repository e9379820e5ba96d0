-- indicator: 6 drop-off              version: 1
-- question:  When did people leave?
-- population: Joined, persons present at each whole minute of each sitting
-- numerator: peak less present at minute t     denominator: peak present in the sitting
-- unit: proportion, by minute        source: evaluation.md, section 2
-- measure: minutes from the actual start, as sitting+minute
WITH minutes AS (
    SELECT w.webinar, w.sitting, w.opens, t.t AS minute
    FROM windows w, range(0, 721) t(t)
    WHERE t.t * 60 < epoch(w.closes) - epoch(w.opens)
),
present AS (
    SELECT m.webinar, m.sitting, m.minute, count(DISTINCT i.person) AS persons
    FROM minutes m
    LEFT JOIN islands i ON i.sitting = m.sitting
         AND i.began <= m.opens + to_seconds(m.minute * 60)
         AND i.ended >  m.opens + to_seconds(m.minute * 60)
    GROUP BY m.webinar, m.sitting, m.minute
)
SELECT webinar, sitting || '+' || minute AS measure,
       max(persons) OVER (PARTITION BY sitting) - persons AS n,
       max(persons) OVER (PARTITION BY sitting) AS d, NULL::DOUBLE AS value
FROM present
WHERE sitting IN (SELECT sitting FROM islands)
ORDER BY webinar, sitting, minute;
