-- indicator: 3 credited-minutes      version: 1
-- question:  How long did people stay?
-- population: Joined, person x webinar
-- numerator: minutes credited, both sittings     denominator: persons in Joined
-- unit: minutes a person             source: evaluation.md, sections 1 and 2
-- measures: median; mean; q1 and q3 (lower and upper quartile)
SELECT breakdown, key, unnest(['median', 'mean', 'q1', 'q3']) AS measure, NULL AS n, count(*) AS d,
       unnest([quantile_cont(seconds, 0.5), sum(seconds) / count(*),
               quantile_cont(seconds, 0.25), quantile_cont(seconds, 0.75)]) / 60 AS value
FROM stayed
GROUP BY breakdown, key
ORDER BY measure, breakdown, key;
