-- indicator: 1 conversion            version: 1
-- question:  Did the people who were expected come?
-- population: Expected, person x webinar, of webinars that have begun
-- numerator: persons in Attended and Expected     denominator: persons in Expected
-- unit: proportion                   source: evaluation.md, sections 1 and 2
-- measures: attended; joined (persons in Joined and Expected over the same denominator)
SELECT breakdown, key, 'attended' AS measure, expected_attended AS n, expected AS d, NULL AS value FROM slices
UNION ALL
SELECT breakdown, key, 'joined', expected_joined, expected, NULL FROM slices
ORDER BY measure, breakdown, key;
