-- Where the evidence comes from: intervals of attendance, times of sittings begun, registrations.
-- origin: file, manual, room, provider; schedule where nobody noted a time; self, focal-point, secretariat, enrolment.
-- version: 1   source: evaluation.md, section 1
SELECT 'intervals' AS evidence, source AS origin, count(*) AS number FROM connections GROUP BY source
UNION ALL
SELECT 'times', coalesce(nullif(holding_source, ''), 'schedule'), count(*)
FROM sittings WHERE NOT cancelled AND starts_at <= (SELECT moment FROM cut) GROUP BY ALL
UNION ALL
SELECT 'registrations', source, count(*) FROM registrations GROUP BY source
ORDER BY evidence, origin;
