-- indicator: 18 intention            version: 1
-- question:  Do people intend to apply what they learned?
-- population: answers of 1 to 5 after the webinar
-- numerator: answers of 4 and 5      denominator: answers of 1 to 5
-- unit: proportion                   source: evaluation.md, section 2
-- measures: top-two
SELECT breakdown, key, 'top-two' AS measure, coalesce(sum(n) FILTER (WHERE mark >= 4), 0) AS n, sum(n) AS d, NULL AS value
FROM marks WHERE kind = 'after' AND question = 'apply' AND mark BETWEEN 1 AND 5
GROUP BY breakdown, key
ORDER BY breakdown, key;
