-- indicator: 8 person-hours          version: 1
-- question:  How much time was spent together?
-- population: Joined, person x webinar
-- numerator: credited minutes of both sittings over 60, summed     denominator: none
-- unit: hours                        source: evaluation.md, section 2
SELECT webinar, 'hours' AS measure, NULL::DOUBLE AS n,
       count(*) FILTER (WHERE joined) AS d, coalesce(sum(seconds), 0) / 3600 AS value
FROM participation
GROUP BY GROUPING SETS ((webinar), ())
ORDER BY webinar NULLS FIRST;
