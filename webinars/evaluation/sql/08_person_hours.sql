-- indicator: 8 person-hours          version: 1
-- question:  How much time was spent together?
-- population: Joined, person x webinar
-- numerator: credited minutes of both sittings over 60, summed     denominator: persons in Joined, beside it
-- unit: hours                        source: evaluation.md, section 2
-- measures: hours
SELECT breakdown, key, 'hours' AS measure, NULL AS n, joined AS d, seconds / 3600 AS value
FROM slices
ORDER BY breakdown, key;
