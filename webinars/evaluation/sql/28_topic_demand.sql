-- indicator: 28 topic-demand         version: 2
-- question:  Were the topics met that members asked for?
-- population: topics received, merged and refused ones too: each request counts
-- numerator: topics answered by a webinar that has begun     denominator: topics received
-- unit: proportion; a full count, so without interval     source: evaluation.md, section 2
-- measures: met (by webinar: those that it answers, of all received)
WITH received AS (
    SELECT t.state, t.language, t.webinar, strftime(t.received_at, '%Y-%m') AS month, h.webinar IS NOT NULL AS met
    FROM topics t LEFT JOIN held h ON h.webinar = t.webinar
    WHERE t.received_at <= (SELECT moment FROM cut)
),
sliced AS (
    SELECT met, unnest(classes(NULL, month, NULL, NULL, NULL, NULL, NULL, NULL, language, NULL, NULL)) AS c FROM received
)
SELECT c.breakdown AS breakdown, c.key AS key, 'met' AS measure, count(*) FILTER (WHERE met) AS n, count(*) AS d, NULL AS value
FROM sliced GROUP BY c.breakdown, c.key
UNION ALL
SELECT 'webinar', h.webinar, 'met', count(*) FILTER (WHERE r.webinar = h.webinar), count(r.month), NULL
FROM held h LEFT JOIN received r ON true GROUP BY h.webinar
ORDER BY breakdown, key;
