-- Every member with how far it was reached over the series, as classified for the last webinar begun.
-- reached: attended, registered or none.   version: 2   source: evaluation.md, section 2
WITH last_webinar AS (SELECT webinar FROM held ORDER BY began DESC, webinar LIMIT 1),
seen AS (
    SELECT state, bool_or(attended) AS attended, bool_or(registered) AS registered
    FROM crowd WHERE category = 'state' GROUP BY state
)
SELECT s.state, s.regional_group,
       CASE WHEN seen.attended THEN 'attended' WHEN seen.registered THEN 'registered' ELSE 'none' END AS reached
FROM states s JOIN last_webinar USING (webinar) LEFT JOIN seen USING (state)
WHERE s.member
ORDER BY s.regional_group, s.state;
