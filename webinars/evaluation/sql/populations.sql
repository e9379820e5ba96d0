-- The populations: person x webinar, from the snapshot's tables alone.
-- source: evaluation.md, section 1.   version: 1
-- Twin sittings are one webinar; a person in both counts once. Intervals are half-open.

CREATE OR REPLACE VIEW windows AS
SELECT s.sitting, s.webinar,
       coalesce(s.actual_start, s.starts_at) AS opens,
       coalesce(s.actual_end, s.ends_at)     AS closes,
       s.actual_start IS NULL                AS as_scheduled
FROM sittings s
WHERE NOT s.cancelled;

CREATE OR REPLACE VIEW clipped AS
SELECT c.webinar, c.sitting, c.person, c.source, c.left_at IS NULL AS was_open,
       greatest(c.joined_at, w.opens)                     AS began,
       least(coalesce(c.left_at, w.closes), w.closes)     AS ended
FROM connections c
JOIN windows w USING (sitting)
WHERE greatest(c.joined_at, w.opens) < least(coalesce(c.left_at, w.closes), w.closes)
  AND NOT EXISTS (SELECT 1 FROM excluded x WHERE x.webinar = c.webinar AND x.person = c.person);

-- Overlapping and touching intervals of one person in one sitting become one island.
CREATE OR REPLACE VIEW islands AS
SELECT webinar, sitting, person, min(began) AS began, max(ended) AS ended, bool_or(was_open) AS was_open
FROM (
    SELECT *, sum(CASE WHEN began <= reached THEN 0 ELSE 1 END)
              OVER (PARTITION BY sitting, person ORDER BY began, ended) AS island
    FROM (
        SELECT *, max(ended) OVER (PARTITION BY sitting, person ORDER BY began, ended
                                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
        FROM clipped
    )
)
GROUP BY webinar, sitting, person, island;

CREATE OR REPLACE VIEW credit AS
SELECT i.webinar, i.sitting, i.person,
       sum(epoch(i.ended) - epoch(i.began))     AS seconds,
       any_value(epoch(w.closes) - epoch(w.opens)) AS running,
       bool_or(i.was_open)                      AS was_open
FROM islands i
JOIN windows w USING (sitting)
GROUP BY i.webinar, i.sitting, i.person;

-- The share uses the better sitting, person-hours use both; the threshold is met within one.
CREATE OR REPLACE VIEW stays AS
SELECT c.webinar, c.person,
       sum(c.seconds)                                         AS seconds,
       max(c.seconds / c.running)                             AS share,
       bool_or(c.seconds >= 60 * coalesce(r.threshold_minutes, 5)) AS attended,
       bool_or(c.seconds >= 0.8 * c.running)                  AS completed
FROM credit c
JOIN webinars w USING (webinar)
LEFT JOIN series r USING (series)
GROUP BY c.webinar, c.person;

-- The start that counts for a registration: of its own sitting, else of the webinar's last.
CREATE OR REPLACE VIEW declared AS
SELECT r.*, coalesce(own.opens, webinar_last.opens) AS opens
FROM registrations r
LEFT JOIN windows own ON own.sitting = r.sitting
LEFT JOIN (SELECT webinar, max(opens) AS opens FROM windows GROUP BY webinar) webinar_last
       ON webinar_last.webinar = r.webinar
WHERE r.approval IN ('not-asked', 'approved')
  AND NOT EXISTS (SELECT 1 FROM excluded x WHERE x.webinar = r.webinar AND x.person = r.person);

-- One row a person x webinar: the registration made last among those that stood at the start.
CREATE OR REPLACE VIEW registered AS
SELECT webinar, person, state, category, language, gender, sector,
       registered_at <= opens OR opens IS NULL AS expected
FROM declared
WHERE cancelled_at IS NULL OR cancelled_at >= opens
QUALIFY row_number() OVER (PARTITION BY webinar, person
                           ORDER BY cancelled_at IS NULL DESC, registered_at DESC, registration) = 1;

CREATE OR REPLACE VIEW participation AS
SELECT coalesce(r.webinar, s.webinar)      AS webinar,
       coalesce(r.person, s.person)        AS person,
       r.state, r.category, r.language, r.gender, r.sector,
       r.person IS NOT NULL                AS registered,
       coalesce(r.expected, false)         AS expected,
       s.person IS NOT NULL                AS joined,
       coalesce(s.attended, false)         AS attended,
       coalesce(s.completed, false)        AS completed,
       s.person IS NOT NULL AND NOT coalesce(r.expected, false) AS walk_in,
       coalesce(s.seconds, 0)              AS seconds,
       s.share
FROM registered r
FULL JOIN stays s ON s.webinar = r.webinar AND s.person = r.person;

-- Webinars that have begun: the others have no attendance to speak of yet.
CREATE OR REPLACE VIEW held AS
SELECT webinar FROM windows GROUP BY webinar HAVING min(opens) <= (SELECT moment FROM cut);
