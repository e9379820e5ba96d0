-- A row a response; `cells` holds every question that was asked: given, or skipped.
SELECT rekeyed(s.response), s.webinar, s.questionnaire, s.day, s.regional_group, s.category, s.language,
       CASE WHEN kind_of(s.questionnaire) = 'after' THEN 'not asked' ELSE s.completed END,
       i.asked, a.given
FROM stamps s
JOIN (SELECT questionnaire, list(question) AS asked FROM items GROUP BY questionnaire) i USING (questionnaire)
LEFT JOIN (SELECT response, map_from_entries(list((question, value))) AS given FROM answers GROUP BY response) a
  USING (response)
ORDER BY rekeyed(s.response);
