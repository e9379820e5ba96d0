-- indicator: 26 stay                 version: 1
-- question:  How many of those who attended stayed for a part of the running time?
-- population: Attended, person x webinar
-- numerator: persons credited with k % of the running time or more     denominator: persons in Attended
-- unit: proportion                   source: evaluation.md, section 2
-- measures: stay-50; stay-25; stay-75; stay-85
SELECT breakdown, key, unnest(['stay-25', 'stay-50', 'stay-75', 'stay-85']) AS measure,
       unnest([quarter, half, three_quarters, most]) AS n, attended AS d, NULL AS value
FROM slices
ORDER BY measure, breakdown, key;
