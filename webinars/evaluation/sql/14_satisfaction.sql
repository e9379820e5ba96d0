-- indicator: 14 satisfaction         version: 1
-- question:  Were people satisfied?
-- population: answers of 1 to 5 after the webinar; `does not apply` is counted apart
-- numerator: answers of 4 and 5      denominator: answers of 1 to 5
-- unit: proportion                   source: evaluation.md, section 2
-- measures: top-two; relevance (top two of that question); not-applicable (of all who answered)
SELECT breakdown, key, CASE question WHEN 'satisfaction' THEN 'top-two' ELSE 'relevance' END AS measure,
       coalesce(sum(n) FILTER (WHERE mark >= 4), 0) AS n, sum(n) AS d, NULL AS value
FROM marks WHERE kind = 'after' AND question IN ('satisfaction', 'relevance') AND mark BETWEEN 1 AND 5
GROUP BY breakdown, key, question
UNION ALL
SELECT breakdown, key, 'not-applicable', coalesce(sum(n) FILTER (WHERE value = 'na'), 0), sum(n), NULL
FROM marks WHERE kind = 'after' AND question = 'satisfaction'
GROUP BY breakdown, key
ORDER BY measure, breakdown, key;
