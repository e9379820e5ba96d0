-- Whoever stands in a row about persons, person x webinar, with all that could tell who it is.
-- Run after populations.sql. `rekeyed` makes the keys of this pack.
CREATE TABLE base AS
WITH latest AS (
    SELECT * FROM registrations
    QUALIFY row_number() OVER (PARTITION BY webinar, person ORDER BY registered_at DESC, registration) = 1
),
pairs AS (SELECT webinar, person FROM latest UNION SELECT webinar, person FROM crowd),
declared AS (
    SELECT k.webinar, k.person, l.person IS NOT NULL AS asked,
           coalesce(c.state, l.state) AS state, coalesce(c.category, l.category) AS category,
           coalesce(c.language, l.language) AS language,
           coalesce(c.gender, l.gender, '') AS gender, coalesce(c.sector, l.sector, '') AS sector
    FROM pairs k
    LEFT JOIN crowd c ON c.webinar = k.webinar AND c.person = k.person
    LEFT JOIN latest l ON l.webinar = k.webinar AND l.person = k.person
)
SELECT d.webinar, d.person, 0 AS depth,
       CASE WHEN asked THEN coalesce(d.state, 'n/a') ELSE 'not asked' END AS state,
       CASE WHEN asked THEN coalesce(s.m49, 'n/a') ELSE 'not asked' END AS m49,
       CASE WHEN asked THEN coalesce(nullif(s.regional_group, ''), 'n/a') ELSE 'not asked' END AS regional_group,
       CASE WHEN asked THEN coalesce(s.ldc::INTEGER::VARCHAR, 'n/a') ELSE 'not asked' END AS ldc,
       CASE WHEN asked THEN coalesce(s.lldc::INTEGER::VARCHAR, 'n/a') ELSE 'not asked' END AS lldc,
       CASE WHEN asked THEN coalesce(s.sids::INTEGER::VARCHAR, 'n/a') ELSE 'not asked' END AS sids,
       coalesce(counts_as(d.category, s.member), 'not asked') AS category,
       coalesce(d.language, 'not asked') AS language,
       CASE WHEN NOT asked THEN 'not asked' WHEN d.gender = '' THEN 'skipped' WHEN d.gender = 'unsaid' THEN 'declined' ELSE d.gender END AS gender,
       CASE WHEN NOT asked THEN 'not asked' WHEN d.sector = '' THEN 'skipped' ELSE d.sector END AS sector
FROM declared d
LEFT JOIN states s ON s.webinar = d.webinar AND s.state = d.state;

-- Responses with the classes stamped on them; a group of one member stands nowhere alone.
CREATE TABLE stamps AS
SELECT r.response, r.webinar, r.questionnaire, r.day, 0 AS depth,
       CASE WHEN r.regional_group IN (SELECT regional_group FROM states WHERE member AND regional_group <> '' GROUP BY webinar, regional_group HAVING count(*) = 1)
            THEN 'suppressed' ELSE coalesce(nullif(r.regional_group, ''), 'suppressed') END AS regional_group,
       coalesce(nullif(r.category, ''), 'suppressed') AS category,
       coalesce(nullif(r.language, ''), 'suppressed') AS language,
       CASE WHEN kind_of(r.questionnaire) = 'after' THEN 'not asked' ELSE coalesce(nullif(r.completed, ''), 'suppressed') END AS completed
FROM responses r;

-- Instants as every file has them: ISO 8601, UTC, whole seconds.
CREATE MACRO stamp(moment) AS strftime(moment, '%Y-%m-%dT%H:%M:%SZ');
