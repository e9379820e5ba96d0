-- indicator: 3 credited-minutes      version: 2
-- question:  How long did people stay?
-- population: Joined, person x webinar
-- numerator: minutes credited, both sittings     denominator: persons in Joined
-- unit: minutes a person             source: evaluation.md, sections 1 and 2
-- measures: median; mean; q1 and q3 (lower and upper quartile)
-- The quartiles of a group are found together: apart, each would keep every person's seconds once more.
SELECT breakdown, key, unnest(['median', 'mean', 'q1', 'q3']) AS measure, NULL AS n, d,
       unnest([quartiles[2], mean, quartiles[1], quartiles[3]]) / 60 AS value
FROM (
    SELECT breakdown, key, count(*) AS d, sum(seconds) / count(*) AS mean,
           quantile_cont(seconds, [0.25, 0.5, 0.75]) AS quartiles
    FROM stayed
    GROUP BY breakdown, key
)
ORDER BY measure, breakdown, key;
