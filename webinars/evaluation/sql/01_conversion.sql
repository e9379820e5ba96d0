-- indicator: 1 conversion            version: 1
-- question:  Did the people who were expected come?
-- population: Expected, person x webinar, of webinars that have begun
-- numerator: persons in Attended and Expected     denominator: persons in Expected
-- unit: proportion                   source: evaluation.md, sections 1 and 2
-- measure joined: persons in Joined and Expected over the same denominator
SELECT webinar, 'attended' AS measure,
       count(*) FILTER (WHERE attended) AS n, count(*) AS d, NULL::DOUBLE AS value
FROM participation JOIN held USING (webinar) WHERE expected
GROUP BY GROUPING SETS ((webinar), ())
UNION ALL
SELECT webinar, 'joined', count(*) FILTER (WHERE joined), count(*), NULL
FROM participation JOIN held USING (webinar) WHERE expected
GROUP BY GROUPING SETS ((webinar), ())
ORDER BY measure, webinar NULLS FIRST;
