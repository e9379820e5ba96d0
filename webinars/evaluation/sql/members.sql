-- Every member with how far it was reached over the series, as classified for the last webinar begun.
-- reached: attended, registered or none.   version: 1   source: evaluation.md, section 2
WITH last_webinar AS (
    SELECT w.webinar FROM windows w JOIN held USING (webinar)
    GROUP BY w.webinar ORDER BY max(w.opens) DESC, w.webinar LIMIT 1
)
SELECT s.state, s.regional_group,
       CASE WHEN EXISTS (SELECT 1 FROM participation p WHERE p.state = s.state AND p.category = 'state' AND p.attended)
            THEN 'attended'
            WHEN EXISTS (SELECT 1 FROM participation p WHERE p.state = s.state AND p.category = 'state' AND p.registered)
            THEN 'registered' ELSE 'none' END AS reached
FROM states s JOIN last_webinar USING (webinar)
WHERE s.member
ORDER BY s.regional_group, s.state;
