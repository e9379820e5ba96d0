-- indicator: 24 question-rate        version: 2
-- question:  Did people ask, and were they answered?
-- population: Joined, person x webinar, of webinars that have begun; questions asked before, during or after; no speakers
-- numerator: persons in Joined who asked     denominator: persons in Joined
-- unit: proportion                   source: evaluation.md, section 2
-- measures: askers; answered (questions answered, of those asked)
WITH askers AS (
    SELECT c.breakdown, c.key, count(*) AS n
    FROM (
        SELECT *, unnest(classes(webinar, month, sitting, regional_group, ldc, lldc, sids, category, language, gender, sector)) AS c
        FROM crowd p
        WHERE joined AND EXISTS (SELECT 1 FROM questions q WHERE q.webinar = p.webinar AND q.person = p.person)
    )
    GROUP BY c.breakdown, c.key
),
asked AS (
    SELECT c.breakdown, c.key, answered_at IS NOT NULL AS answered
    FROM (
        SELECT q.*, unnest(classes(webinar, NULL, NULL, NULL, NULL, NULL, NULL, NULL, language, NULL, NULL)) AS c
        FROM questions q JOIN held USING (webinar)
        WHERE NOT EXISTS (SELECT 1 FROM excluded x WHERE x.webinar = q.webinar AND x.person = q.person)
    )
)
SELECT breakdown, key, 'askers' AS measure, coalesce(n, 0) AS n, joined AS d, NULL AS value
FROM slices LEFT JOIN askers USING (breakdown, key)
UNION ALL
SELECT breakdown, key, 'answered', count(*) FILTER (WHERE answered), count(*), NULL FROM asked GROUP BY breakdown, key
ORDER BY measure, breakdown, key;
