-- indicator: 17 gain                 version: 1
-- question:  Do people say that they know more than before?
-- population: responses after the webinar that rate both before and after (retrospective, self-rated)
-- numerator: sum of after less before     denominator: responses with both ratings
-- unit: points of 5                  source: evaluation.md, section 2
-- measures: gain; sd (standard deviation of the sample)
WITH pairs AS (
    SELECT r.webinar, r.regional_group, r.category, r.language,
           try_cast(a.value AS BIGINT) - try_cast(b.value AS BIGINT) AS gain, count(*) AS n
    FROM responses r
    JOIN answers b ON b.response = r.response AND b.question = 'before' AND try_cast(b.value AS BIGINT) BETWEEN 1 AND 5
    JOIN answers a ON a.response = r.response AND a.question = 'after' AND try_cast(a.value AS BIGINT) BETWEEN 1 AND 5
    WHERE kind_of(r.questionnaire) = 'after'
    GROUP BY ALL
),
sliced AS (SELECT gain, n, unnest(stamped(webinar, regional_group, category, language)) AS c FROM pairs)
SELECT c.breakdown AS breakdown, c.key AS key, unnest(['gain', 'sd']) AS measure, NULL AS n, sum(n) AS d,
       unnest([sum(n * gain) / sum(n), spread(sum(n), sum(n * gain), sum(n * gain * gain))]) AS value
FROM sliced GROUP BY c.breakdown, c.key
ORDER BY measure, breakdown, key;
