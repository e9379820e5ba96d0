-- indicator: 4 attendance-share      version: 2
-- question:  Which part of the running time did people stay?
-- population: Joined, person x webinar
-- numerator: credited over running time of the better sitting     denominator: persons in Joined
-- unit: share of the running time    source: evaluation.md, sections 1 and 2
-- measures: median; mean
WITH ordered AS (
    SELECT breakdown, key, share, n, sum(n) OVER (PARTITION BY breakdown, key ORDER BY share) AS upto,
           sum(n) OVER (PARTITION BY breakdown, key) AS d
    FROM stayed
)
SELECT breakdown, key, unnest(['median', 'mean']) AS measure, NULL AS n, any_value(d)::BIGINT AS d,
       unnest([quantile_of(share, upto, d, 0.5), sum(share * n) / any_value(d)]) AS value
FROM ordered
GROUP BY breakdown, key
ORDER BY measure, breakdown, key;
