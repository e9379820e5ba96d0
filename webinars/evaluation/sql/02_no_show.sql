-- indicator: 2 no-show               version: 1
-- question:  How many of those who were expected never came?
-- population: Expected, person x webinar, of webinars that have begun
-- numerator: persons in Expected and not in Joined     denominator: persons in Expected
-- unit: proportion                   source: evaluation.md, sections 1 and 2
-- measures: no-show
SELECT breakdown, key, 'no-show' AS measure, expected - expected_joined AS n, expected AS d, NULL AS value
FROM slices
ORDER BY breakdown, key;
