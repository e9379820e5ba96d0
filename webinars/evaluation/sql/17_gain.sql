-- indicator: 17 gain                 version: 1
-- question:  Do people say that they know more than before?
-- population: responses after the webinar that rate both before and after (retrospective, self-rated)
-- numerator: sum of after less before     denominator: responses with both ratings
-- unit: points of 5                  source: evaluation.md, section 2
-- measures: gain; sd (standard deviation of the sample)
WITH pairs AS (
    SELECT b.breakdown, b.key, a.mark - b.mark AS gain
    FROM marks b JOIN marks a USING (breakdown, key, response)
    WHERE b.kind = 'after' AND b.question = 'before' AND a.question = 'after'
      AND b.mark BETWEEN 1 AND 5 AND a.mark BETWEEN 1 AND 5
)
SELECT breakdown, key, unnest(['gain', 'sd']) AS measure, NULL AS n, count(*) AS d,
       unnest([sum(gain) / count(*), stddev_samp(gain)]) AS value
FROM pairs GROUP BY breakdown, key
ORDER BY measure, breakdown, key;
