-- indicator: 15 mean-score           version: 2
-- question:  How were the scales answered?
-- population: answers of 1 to 5 after the webinar
-- numerator: sum of the answers      denominator: answers of 1 to 5
-- unit: points of 5                  source: evaluation.md, section 2
-- measures: mean (of satisfaction; of every scale under item); sd (standard deviation of the sample); answer (share of each answer, key: question=answer)
WITH scores AS (
    SELECT m.breakdown, m.key, m.question, m.mark, m.n
    FROM marks m
    WHERE m.kind = 'after' AND m.mark BETWEEN 1 AND 5
      AND m.question IN (SELECT question FROM items WHERE kind = 'scale')
)
SELECT breakdown, key, unnest(['mean', 'sd']) AS measure, NULL AS n, sum(n) AS d,
       unnest([sum(n * mark) / sum(n), spread(sum(n), sum(n * mark), sum(n * mark * mark))]) AS value
FROM scores WHERE question = 'satisfaction' GROUP BY breakdown, key
UNION ALL
SELECT 'item', question, unnest(['mean', 'sd']), NULL, sum(n),
       unnest([sum(n * mark) / sum(n), spread(sum(n), sum(n * mark), sum(n * mark * mark))])
FROM scores WHERE breakdown = '' GROUP BY question
UNION ALL
SELECT 'answer', question || '=' || points, 'answer', coalesce(sum(n) FILTER (WHERE mark = points), 0), sum(n),
       coalesce(sum(n) FILTER (WHERE mark = points), 0) / sum(n)
FROM scores, range(1, 6) p(points) WHERE breakdown = '' GROUP BY question, points
ORDER BY measure, breakdown, key;
