-- indicator: 16 nps                  version: 1
-- question:  Would people recommend the webinars to a colleague?
-- population: answers of 0 to 10 after the webinar
-- numerator: promoters (9, 10) less detractors (0 to 6)     denominator: answers of 0 to 10
-- unit: points from -100 to 100; interval by the normal approximation, none where all answer alike     source: evaluation.md, sections 2 and 3
-- measures: nps; promoters; passives; detractors
WITH counted AS (
    SELECT breakdown, key, sum(n) AS d, coalesce(sum(n) FILTER (WHERE mark >= 9), 0) AS p, coalesce(sum(n) FILTER (WHERE mark <= 6), 0) AS q
    FROM marks WHERE kind = 'after' AND question = 'recommend' AND mark BETWEEN 0 AND 10
    GROUP BY breakdown, key
),
scored AS (
    SELECT *, 100 * (p - q) / d AS score,
           1.959964 * 100 * sqrt(((p + q) / d - ((p - q) / d) ** 2) / d) AS half
    FROM counted
)
SELECT breakdown, key, 'nps' AS measure, p - q AS n, d, score AS value,
       CASE WHEN half > 0 THEN score - half END AS low, CASE WHEN half > 0 THEN score + half END AS high
FROM scored
UNION ALL
SELECT breakdown, key, unnest(['promoters', 'passives', 'detractors']), unnest([p, d - p - q, q]), d,
       unnest([p, d - p - q, q]) / d, NULL, NULL FROM scored
ORDER BY measure, breakdown, key;
