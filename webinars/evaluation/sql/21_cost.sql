-- indicator: 21 cost                 version: 1
-- question:  What did it cost for each who attended?
-- population: actual cost lines; of a webinar alone its own lines
-- numerator: Swiss francs            denominator: persons in Attended, and person-hours
-- unit: CHF                          source: evaluation.md, section 2
-- measures: per-participant; per-hour
WITH spent AS (
    SELECT '' AS breakdown, '' AS key, sum(amount) AS francs FROM costs WHERE kind = 'actual'
    UNION ALL
    SELECT 'webinar', webinar, sum(amount) FROM costs WHERE kind = 'actual' AND webinar IS NOT NULL GROUP BY webinar
)
SELECT breakdown, key, 'per-participant' AS measure, francs AS n, attended AS d, francs::DOUBLE / nullif(attended, 0) AS value
FROM spent JOIN slices USING (breakdown, key)
UNION ALL
SELECT breakdown, key, 'per-hour', francs, seconds / 3600, francs::DOUBLE * 3600 / nullif(seconds, 0)
FROM spent JOIN slices USING (breakdown, key)
ORDER BY measure, breakdown, key;
