-- Members from which nobody attended, as classified for the last webinar begun; and what was tried.
-- invited: letters that asked a person of the member to come; registered: whether anybody did, ever, cancelled or not.
-- came: persons in a webinar whom no registration counted there, since it was cancelled, refused or without a place,
-- and who attended nevertheless: in Attended they are, and of no member.
-- last_contact: day of the last invitation or registration, UTC.   version: 3   source: evaluation.md, section 2
WITH last_webinar AS (SELECT webinar FROM held ORDER BY began DESC, webinar LIMIT 1),
seen AS (SELECT DISTINCT state FROM crowd WHERE attended AND category = 'state'),
asked AS (SELECT state, count(*) AS invited, max(invited_at) AS last FROM invited GROUP BY state),
made AS (SELECT state, max(registered_at) AS last FROM registrations WHERE category IN ('state', 'observer-state') GROUP BY state),
uncounted AS (
    SELECT r.state, count(DISTINCT (r.webinar, r.person)) AS came
    FROM registrations r JOIN crowd c ON c.webinar = r.webinar AND c.person = r.person
    WHERE c.attended AND NOT c.registered AND r.category = 'state'
    GROUP BY r.state
)
SELECT s.state, coalesce(s.regional_group, '') AS regional_group, coalesce(asked.invited, 0) AS invited,
       made.state IS NOT NULL AS registered, coalesce(uncounted.came, 0) AS came,
       coalesce(strftime(greatest(asked.last, made.last), '%Y-%m-%d'), '') AS last_contact
FROM states s
JOIN last_webinar USING (webinar)
LEFT JOIN asked USING (state)
LEFT JOIN made USING (state)
LEFT JOIN uncounted USING (state)
WHERE s.member AND s.state NOT IN (SELECT state FROM seen)
ORDER BY s.regional_group, s.state;
