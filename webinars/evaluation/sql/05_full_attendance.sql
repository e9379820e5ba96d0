-- indicator: 5 full-attendance       version: 1
-- question:  How many of those who came stayed to the end?
-- population: Joined, person x webinar
-- numerator: persons in Completed     denominator: persons in Joined
-- unit: proportion                   source: evaluation.md, sections 1 and 2
-- measures: completed
SELECT breakdown, key, 'completed' AS measure, completed AS n, joined AS d, NULL AS value
FROM slices
ORDER BY breakdown, key;
