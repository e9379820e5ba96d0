-- indicator: 12 response-rate        version: 1
-- question:  How many of those who were asked answered?
-- population: Surveyed: persons to whom the invitation was handed over; those who joined, not all registered
-- numerator: responses submitted     denominator: invitations handed over
-- unit: proportion                   source: evaluation.md, sections 1 and 2
-- measures: after (the questionnaire after the webinar); three-months; six-months; late (invited after the sign-off, of those invited)
WITH asked AS (
    SELECT c.breakdown, c.key, kind, sum(handed_over) AS handed_over, sum(invited) AS invited, sum(invited_late) AS late
    FROM (
        SELECT *, regexp_replace(questionnaire, '-[0-9]+$', '') AS kind,
               unnest(classes(webinar, NULL, NULL, regional_group, NULL, NULL, NULL, nullif(category, ''),
                              nullif(language, ''), NULL, NULL)) AS c
        FROM surveyed
    )
    GROUP BY c.breakdown, c.key, kind
),
answered AS (SELECT breakdown, key, kind, count(*) AS n FROM replies GROUP BY breakdown, key, kind)
SELECT breakdown, key, kind AS measure, coalesce(n, 0) AS n, handed_over AS d, NULL AS value
FROM asked LEFT JOIN answered USING (breakdown, key, kind)
UNION ALL
SELECT breakdown, key, 'late', late, invited, NULL FROM asked WHERE kind = 'after'
ORDER BY measure, breakdown, key;
