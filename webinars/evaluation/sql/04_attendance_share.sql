-- indicator: 4 attendance-share      version: 1
-- question:  Which part of the running time did people stay?
-- population: Joined, person x webinar
-- numerator: credited over running time of the better sitting     denominator: persons in Joined
-- unit: share of the running time    source: evaluation.md, sections 1 and 2
-- measures: mean and median
SELECT webinar, unnest(['mean', 'median']) AS measure,
       NULL::DOUBLE AS n, count(*) AS d, unnest([avg(share), median(share)]) AS value
FROM participation WHERE joined
GROUP BY GROUPING SETS ((webinar), ())
ORDER BY webinar NULLS FIRST, measure;
