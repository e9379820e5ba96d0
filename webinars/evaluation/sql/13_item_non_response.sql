-- indicator: 13 item-non-response    version: 1
-- question:  Which questions were left open?
-- population: respondents, each with every question of the questionnaire but free texts
-- numerator: questions left open     denominator: questions that could be answered
-- unit: proportion                   source: evaluation.md, section 2
-- measures: blank
WITH eligible AS (
    SELECT r.breakdown, r.key, r.response, i.question, a.response IS NULL AS blank
    FROM replies r
    JOIN items i ON i.questionnaire = r.questionnaire AND i.kind <> 'text'
    LEFT JOIN answers a ON a.response = r.response AND a.question = i.question
    WHERE r.kind = 'after'
)
SELECT breakdown, key, 'blank' AS measure, count(*) FILTER (WHERE blank) AS n, count(*) AS d, NULL AS value
FROM eligible GROUP BY breakdown, key
UNION ALL
SELECT 'item', question, 'blank', count(*) FILTER (WHERE blank), count(*), NULL
FROM eligible WHERE breakdown = '' GROUP BY question
ORDER BY breakdown, key;
