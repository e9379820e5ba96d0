-- indicator: 29 language-parity      version: 1
-- question:  Was what was promised in a language published in it?
-- population: parts of webinars that have begun, by language, with a promise that stands
-- numerator: parts x languages published     denominator: parts x languages promised
-- unit: proportion; a full count, so without interval     source: evaluation.md, section 2
-- measures: published
WITH promised AS (SELECT p.*, h.month FROM parts p JOIN held h USING (webinar) WHERE p.withdrawn_at IS NULL),
sliced AS (
    SELECT published, unnest(classes(webinar, month, NULL, NULL, NULL, NULL, NULL, NULL, language, NULL, NULL)
                             || [{'breakdown': 'part', 'key': part}]) AS c
    FROM promised
)
SELECT c.breakdown AS breakdown, c.key AS key, 'published' AS measure, count(*) FILTER (WHERE published) AS n, count(*) AS d, NULL AS value
FROM sliced GROUP BY c.breakdown, c.key
ORDER BY breakdown, key;
