-- indicator: 4 attendance-share      version: 1
-- question:  Which part of the running time did people stay?
-- population: Joined, person x webinar
-- numerator: credited over running time of the better sitting     denominator: persons in Joined
-- unit: share of the running time    source: evaluation.md, sections 1 and 2
-- measures: median; mean
SELECT breakdown, key, unnest(['median', 'mean']) AS measure, NULL AS n, count(*) AS d,
       unnest([quantile_cont(share, 0.5), avg(share)]) AS value
FROM stayed
GROUP BY breakdown, key
ORDER BY measure, breakdown, key;
