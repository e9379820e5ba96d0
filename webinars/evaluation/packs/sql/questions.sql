-- The questions of all questionnaires, those after a webinar first.
SELECT question, any_value(kind), string_agg(questionnaire, ' ' ORDER BY questionnaire)
FROM items WHERE kind <> 'text' GROUP BY question
ORDER BY min((questionnaire NOT LIKE 'after-%')::INTEGER * 100 + position), question;
