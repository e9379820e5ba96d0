-- indicator: 3 credited-minutes      version: 3
-- question:  How long did people stay?
-- population: Joined, person x webinar
-- numerator: minutes credited, both sittings     denominator: persons in Joined
-- unit: minutes a person             source: evaluation.md, sections 1 and 2
-- measures: median; mean; q1 and q3 (lower and upper quartile)
WITH ordered AS (
    SELECT breakdown, key, seconds, n, sum(n) OVER (PARTITION BY breakdown, key ORDER BY seconds) AS upto,
           sum(n) OVER (PARTITION BY breakdown, key) AS d
    FROM stayed
)
SELECT breakdown, key, unnest(['median', 'mean', 'q1', 'q3']) AS measure, NULL AS n, any_value(d)::BIGINT AS d,
       unnest([quantile_of(seconds, upto, d, 0.5), sum(seconds * n) / any_value(d),
               quantile_of(seconds, upto, d, 0.25), quantile_of(seconds, upto, d, 0.75)]) / 60 AS value
FROM ordered
GROUP BY breakdown, key
ORDER BY measure, breakdown, key;
