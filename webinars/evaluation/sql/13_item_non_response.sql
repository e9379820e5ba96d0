-- indicator: 13 item-non-response    version: 3
-- question:  Which questions were left open?
-- population: respondents, of every questionnaire, each with every question of it but free texts
-- numerator: questions left open     denominator: questions that could be answered
-- unit: proportion                   source: evaluation.md, section 2
-- measures: blank
-- breakdown completed: of follow-ups alone
WITH answered AS (
    SELECT m.breakdown, m.key, m.question, sum(m.n) AS answered
    FROM marks m GROUP BY ALL
),
eligible AS (  -- a question of an earlier version is asked of those who had that version
    SELECT r.breakdown, r.key, i.question, sum(r.n) AS asked
    FROM (
        SELECT c.breakdown, c.key, questionnaire, count(*) AS n
        FROM (SELECT questionnaire, unnest(stamped(webinar, regional_group, category, language, completed)) AS c
              FROM responses)
        GROUP BY ALL
    ) r
    JOIN items i ON i.questionnaire = r.questionnaire AND i.kind <> 'text'
    GROUP BY ALL
),
blanks AS (
    SELECT e.breakdown, e.key, e.question, e.asked, e.asked - coalesce(a.answered, 0) AS blank
    FROM eligible e LEFT JOIN answered a USING (breakdown, key, question)
)
SELECT breakdown, key, 'blank' AS measure, sum(blank) AS n, sum(asked) AS d, NULL AS value
FROM blanks GROUP BY breakdown, key
UNION ALL
SELECT 'item', question, 'blank', blank, asked, NULL FROM blanks WHERE breakdown = ''
ORDER BY breakdown, key;
