-- indicator: 12 response-rate        version: 2
-- question:  How many of those who were asked answered?
-- population: Surveyed: persons to whom the invitation was handed over; those who joined, not all registered
-- numerator: responses submitted     denominator: invitations handed over
-- unit: proportion                   source: evaluation.md, sections 1 and 2
-- measures: after (the questionnaire after the webinar); three-months; six-months; late (invited after the sign-off, of those invited)
-- breakdown completed: of follow-ups, who stayed for four fifths of the running time or more, as known when they were invited
WITH asked AS (
    SELECT c.breakdown, c.key, kind_of(questionnaire) AS kind,
           sum(handed_over) AS handed_over, sum(invited) AS invited, sum(invited_late) AS late
    FROM (SELECT *, unnest(stamped(webinar, regional_group, category, language, completed)) AS c FROM surveyed)
    GROUP BY c.breakdown, c.key, kind_of(questionnaire)
)
SELECT breakdown, key, kind AS measure, coalesce(n, 0) AS n, handed_over AS d, NULL AS value
FROM asked LEFT JOIN replies USING (breakdown, key, kind)
UNION ALL
SELECT breakdown, key, 'late', late, invited, NULL FROM asked WHERE kind = 'after'
ORDER BY measure, breakdown, key;
