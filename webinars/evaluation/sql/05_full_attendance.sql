-- indicator: 5 full-attendance       version: 1
-- question:  How many of those who came stayed to the end?
-- population: Joined, person x webinar
-- numerator: persons in Completed     denominator: persons in Joined
-- unit: proportion                   source: evaluation.md, sections 1 and 2
SELECT webinar, 'completed' AS measure,
       count(*) FILTER (WHERE completed) AS n, count(*) AS d, NULL::DOUBLE AS value
FROM participation WHERE joined
GROUP BY GROUPING SETS ((webinar), ())
ORDER BY webinar NULLS FIRST;
