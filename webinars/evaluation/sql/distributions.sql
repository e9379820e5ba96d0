-- How every question with answers to choose from was answered, by the classes stamped on the responses.
-- n: responses with that answer; d: responses that answered the question, of that class. Who may give several answers
-- counts in d once. `na` (does not apply) is in neither. breakdown '' is everybody; free texts are never broken down.
-- version: 1   source: evaluation.md, sections 2 and 4
WITH offered AS (
    SELECT DISTINCT kind_of(questionnaire) AS kind, question, kind AS sort
    FROM items WHERE kind IN ('scale', 'choice', 'several', 'recommend')
),
given AS (
    SELECT kind, question, sort, breakdown, key, value, n
    FROM marks JOIN offered USING (kind, question)
    WHERE value <> 'na' AND breakdown IN ('', 'language', 'group', 'category', 'completed')
),
bases AS (SELECT kind, question, sort, breakdown, key, sum(n)::BIGINT AS d FROM given GROUP BY ALL),
parted AS (
    SELECT kind, question, sort, breakdown, key, n,
           unnest(CASE WHEN sort = 'several' THEN string_split(value, ' ') ELSE [value] END) AS value
    FROM given
)
SELECT p.kind AS questionnaire, p.question, p.sort AS kind, p.breakdown, p.key, p.value, sum(p.n)::BIGINT AS n, b.d
FROM parted p JOIN bases b USING (kind, question, sort, breakdown, key)
GROUP BY ALL
ORDER BY ALL;
