-- indicator: 2 no-show               version: 1
-- question:  How many of those who were expected never came?
-- population: Expected, person x webinar, of webinars that have begun
-- numerator: persons in Expected and not in Joined     denominator: persons in Expected
-- unit: proportion                   source: evaluation.md, sections 1 and 2
SELECT webinar, 'no-show' AS measure,
       count(*) FILTER (WHERE NOT joined) AS n, count(*) AS d, NULL::DOUBLE AS value
FROM participation JOIN held USING (webinar) WHERE expected
GROUP BY GROUPING SETS ((webinar), ())
ORDER BY webinar NULLS FIRST;
