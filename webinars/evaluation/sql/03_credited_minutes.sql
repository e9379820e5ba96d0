-- indicator: 3 credited-minutes      version: 1
-- question:  How long did people stay?
-- population: Joined, person x webinar
-- numerator: minutes credited, both sittings     denominator: persons in Joined
-- unit: minutes a person             source: evaluation.md, sections 1 and 2
-- measures: mean, lower quartile, median, upper quartile
SELECT webinar, unnest(['mean', 'q1', 'median', 'q3']) AS measure,
       NULL::DOUBLE AS n, count(*) AS d,
       unnest([avg(seconds) / 60, quantile_cont(seconds, 0.25) / 60,
               quantile_cont(seconds, 0.5) / 60, quantile_cont(seconds, 0.75) / 60]) AS value
FROM participation WHERE joined
GROUP BY GROUPING SETS ((webinar), ())
ORDER BY webinar NULLS FIRST, measure;
