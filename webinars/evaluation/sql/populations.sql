-- The populations: person x webinar, from the snapshot's tables alone.
-- source: evaluation.md, section 1.   version: 9
-- Twin sittings are one webinar; a person in both counts once. Intervals are half-open, seconds whole.
-- Run this first; then any indicator. `cut` holds the moment of the cut, UTC.

-- Live windows: what was recorded, and the schedule where nothing was.
CREATE TABLE windows AS
SELECT s.sitting, s.webinar, row_number() OVER (ORDER BY s.sitting) AS number,
       coalesce(s.actual_start, s.starts_at) AS opens,
       coalesce(s.actual_end, s.ends_at)     AS closes,
       date_diff('second', coalesce(s.actual_start, s.starts_at), coalesce(s.actual_end, s.ends_at)) AS running,
       s.actual_start IS NULL                AS as_scheduled
FROM sittings s
WHERE NOT s.cancelled;

-- Webinars that have begun: of the others nobody can have come yet.
CREATE TABLE held AS
SELECT webinar, min(opens) AS began, max(closes) AS ended, strftime(min(opens), '%Y-%m') AS month
FROM windows
GROUP BY webinar
HAVING min(opens) <= (SELECT moment FROM cut);

-- A person's intervals inside the live window; one that was never closed ends with the window.
-- Who was checked in at the room joined, were it ticked after the end: an interval of no length.
CREATE TABLE clipped AS
SELECT * EXCLUDE (source, ended), greatest(began, ended) AS ended
FROM (
    SELECT w.number, c.person, c.source, c.left_at IS NULL AS was_open,
           greatest(c.joined_at, w.opens)                 AS began,
           least(coalesce(c.left_at, w.closes), w.closes) AS ended
    FROM connections c
    JOIN windows w USING (sitting)
    JOIN held h ON h.webinar = c.webinar
    WHERE NOT EXISTS (SELECT 1 FROM excluded x WHERE x.webinar = c.webinar AND x.person = c.person)
)
WHERE began < ended OR source = 'room';

-- Overlapping and touching intervals of one person in one sitting become one island.
CREATE TABLE islands AS
SELECT number, person, min(began) AS began, max(ended) AS ended, bool_or(was_open) AS was_open
FROM (
    SELECT *, count(*) FILTER (WHERE apart)
              OVER (PARTITION BY number, person ORDER BY began, ended ROWS UNBOUNDED PRECEDING) AS island
    FROM (
        SELECT *, coalesce(began > max(ended) OVER (PARTITION BY number, person ORDER BY began, ended
                                                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true) AS apart
        FROM clipped
    )
)
GROUP BY number, person, island;

-- Credited time in each sitting: the threshold is met within one.
CREATE TABLE attendance AS
SELECT w.webinar, w.sitting, i.person,
       i.seconds::BIGINT                                  AS seconds,
       w.running                                          AS running_seconds,
       i.seconds >= 60 * coalesce(r.threshold_minutes, 5) AS attended,
       i.seconds * 10 >= w.running * 8                    AS completed,
       i.was_open, w.as_scheduled
FROM (
    SELECT number, person, sum(date_diff('second', began, ended)) AS seconds, bool_or(was_open) AS was_open
    FROM islands
    GROUP BY number, person
) i
JOIN windows w USING (number)
JOIN webinars b ON b.webinar = w.webinar
LEFT JOIN series r USING (series);

-- The share uses the better sitting, person-hours use both.
CREATE TABLE stays AS
SELECT webinar, person, sum(seconds)::BIGINT AS seconds,
       arg_max(sitting, (seconds / running_seconds, sitting)) AS sitting,
       max(seconds / running_seconds)                         AS share,
       bool_or(attended) AS attended, bool_or(completed) AS completed
FROM attendance
GROUP BY webinar, person;

-- Accepted: approved if that was asked, and not merely waiting for a place. A place that was given up with the
-- registration was held before.
CREATE MACRO accepted(approval, place, cancelled_at) AS
    approval IN ('not-asked', 'approved') AND (place IS NULL OR place = 'confirmed' OR cancelled_at IS NOT NULL);

-- Whether somebody came for a member or an observer, the State decides on the webinar's day; what was declared says
-- only that it was a State. Of webinars without a day it says more, as nothing else does.
CREATE MACRO counts_as(category, member) AS
    CASE WHEN member IS NULL OR category NOT IN ('state', 'observer-state') THEN category
         WHEN member THEN 'state' ELSE 'observer-state' END;

-- The start that counts for a registration: of its own sitting, else of the webinar's last.
CREATE TABLE registered AS
SELECT r.webinar, r.person, r.state, counts_as(r.category, s.member) AS category, r.language, r.gender, r.sector,
       r.registered_at,
       coalesce(own.sitting, '') AS sitting,
       coalesce(r.registered_at <= coalesce(own.opens, l.opens)
                AND (r.cancelled_at IS NULL OR r.cancelled_at > coalesce(own.opens, l.opens)), true) AS expected
FROM registrations r
LEFT JOIN windows own ON own.sitting = r.sitting
LEFT JOIN states s ON s.webinar = r.webinar AND s.state = r.state
LEFT JOIN (SELECT webinar, max(opens) AS opens FROM windows GROUP BY webinar) l ON l.webinar = r.webinar
WHERE accepted(r.approval, r.place, r.cancelled_at)
  AND (r.cancelled_at IS NULL OR r.cancelled_at >= coalesce(own.opens, l.opens))
  AND NOT EXISTS (SELECT 1 FROM excluded x WHERE x.webinar = r.webinar AND x.person = r.person)
-- one row a person x webinar: whoever was expected stays so, cancelled and registered again later or not
QUALIFY row_number() OVER (PARTITION BY r.webinar, r.person
                           ORDER BY expected DESC, r.cancelled_at IS NULL DESC, r.registered_at DESC, r.registration) = 1;

CREATE TABLE participation AS
SELECT coalesce(r.webinar, s.webinar)      AS webinar,
       coalesce(r.person, s.person)        AS person,
       coalesce(s.sitting, r.sitting)      AS sitting,
       r.state, r.category, r.language, r.gender, r.sector, r.registered_at,
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

-- Everybody in a webinar that has begun, with the classes by which figures are broken down.
-- A member's classes are those of the State on the webinar's day; others have none.
CREATE TABLE crowd AS
SELECT p.*, h.month, s.regional_group, s.ldc, s.lldc, s.sids
FROM participation p
JOIN held h USING (webinar)
LEFT JOIN states s ON s.webinar = p.webinar AND s.state = p.state AND s.member AND p.category = 'state';

-- The crowd, counted by all classes at once. The first row is nobody: a series without anybody has figures too.
CREATE TABLE cells AS
SELECT NULL::VARCHAR AS webinar, NULL::VARCHAR AS month, NULL::VARCHAR AS sitting, NULL::VARCHAR AS regional_group,
       NULL::BOOLEAN AS ldc, NULL::BOOLEAN AS lldc, NULL::BOOLEAN AS sids,
       NULL::VARCHAR AS category, NULL::VARCHAR AS language, NULL::VARCHAR AS gender, NULL::VARCHAR AS sector,
       0 AS registered, 0 AS expected, 0 AS joined, 0 AS attended, 0 AS completed, 0 AS walk_in, 0 AS seconds,
       0 AS expected_joined, 0 AS expected_attended, 0 AS quarter, 0 AS half, 0 AS three_quarters, 0 AS most
UNION ALL
SELECT webinar, month, sitting, regional_group, ldc, lldc, sids, category, language, gender, sector,
       count(*) FILTER (WHERE registered), count(*) FILTER (WHERE expected), count(*) FILTER (WHERE joined),
       count(*) FILTER (WHERE attended), count(*) FILTER (WHERE completed), count(*) FILTER (WHERE walk_in),
       sum(seconds),
       count(*) FILTER (WHERE expected AND joined), count(*) FILTER (WHERE expected AND attended),
       count(*) FILTER (WHERE attended AND share >= 0.25), count(*) FILTER (WHERE attended AND share >= 0.5),
       count(*) FILTER (WHERE attended AND share >= 0.75), count(*) FILTER (WHERE attended AND share >= 0.85)
FROM crowd
GROUP BY webinar, month, sitting, regional_group, ldc, lldc, sids, category, language, gender, sector;

-- Each cell once for the whole, and once for every class that it has: `key` is the class in the breakdown.
CREATE MACRO classes(webinar, month, sitting, regional_group, ldc, lldc, sids, category, language, gender, sector) AS
    list_filter([
        {'breakdown': '', 'key': ''}, {'breakdown': 'webinar', 'key': webinar}, {'breakdown': 'month', 'key': month},
        {'breakdown': 'sitting', 'key': nullif(sitting, '')}, {'breakdown': 'group', 'key': nullif(regional_group, '')},
        {'breakdown': 'ldc', 'key': CASE WHEN ldc THEN 'yes' WHEN NOT ldc THEN 'no' END},
        {'breakdown': 'lldc', 'key': CASE WHEN lldc THEN 'yes' WHEN NOT lldc THEN 'no' END},
        {'breakdown': 'sids', 'key': CASE WHEN sids THEN 'yes' WHEN NOT sids THEN 'no' END},
        {'breakdown': 'category', 'key': category}, {'breakdown': 'language', 'key': language},
        {'breakdown': 'gender', 'key': nullif(gender, '')}, {'breakdown': 'sector', 'key': nullif(sector, '')}
    ], lambda c: c.key IS NOT NULL);

CREATE TABLE slices AS
SELECT c.breakdown, c.key, sum(registered)::BIGINT AS registered, sum(expected)::BIGINT AS expected, sum(joined)::BIGINT AS joined,
       sum(attended)::BIGINT AS attended, sum(completed)::BIGINT AS completed, sum(walk_in)::BIGINT AS walk_in,
       sum(seconds)::BIGINT AS seconds, sum(expected_joined)::BIGINT AS expected_joined,
       sum(expected_attended)::BIGINT AS expected_attended, sum(quarter)::BIGINT AS quarter, sum(half)::BIGINT AS half,
       sum(three_quarters)::BIGINT AS three_quarters, sum(most)::BIGINT AS most
FROM (
    SELECT *, unnest(classes(webinar, month, sitting, regional_group, ldc, lldc, sids, category, language, gender, sector)) AS c
    FROM cells
)
GROUP BY c.breakdown, c.key;

-- Those who joined, counted by how long they stayed, once for the whole and once for every class: for medians,
-- which cells cannot give. Of a million persons many stayed equally long.
CREATE TABLE stayed AS
SELECT c.breakdown, c.key, seconds, share, sum(n)::BIGINT AS n
FROM (
    SELECT seconds, share, n,
           unnest(classes(webinar, month, sitting, regional_group, ldc, lldc, sids, category, language, gender, sector)) AS c
    FROM (
        SELECT seconds, share, webinar, month, sitting, regional_group, ldc, lldc, sids, category, language, gender, sector,
               count(*) AS n
        FROM crowd
        WHERE joined
        GROUP BY ALL
    )
)
GROUP BY ALL;

-- The quantile of counted values as quantile_cont has it: the value at a part of the way from the first to the last,
-- and between two values in proportion. `upto` counts those no greater, `d` all; an aggregate.
CREATE MACRO value_at(value, upto, place) AS min(value) FILTER (WHERE upto > place);
CREATE MACRO quantile_of(value, upto, d, part) AS
    value_at(value, upto, floor((d - 1) * part))
    + (value_at(value, upto, ceil((d - 1) * part)) - value_at(value, upto, floor((d - 1) * part)))
    * any_value((d - 1) * part - floor((d - 1) * part));

-- How many came or went in a second, persons and not connections: the groups of members apart, others as ''.
CREATE TABLE steps AS
SELECT sitting, webinar, regional_group, moment, sum(change)::BIGINT AS change
FROM (
    SELECT sitting, webinar, regional_group, unnest([began, ended]) AS moment, unnest([n, -n]) AS change
    FROM (
        SELECT w.sitting, w.webinar, coalesce(c.regional_group, '') AS regional_group, i.began, i.ended, count(*) AS n
        FROM islands i
        JOIN windows w USING (number)
        JOIN crowd c ON c.webinar = w.webinar AND c.person = i.person
        GROUP BY ALL
    )
)
GROUP BY ALL;

-- Responses, counted once for the whole and once for every class that is stamped on them. Whether the person completed
-- is stamped on follow-ups alone.
CREATE MACRO stamped(webinar, regional_group, category, language, completed := NULL) AS
    classes(webinar, NULL, NULL, regional_group, NULL, NULL, NULL, nullif(category, ''), nullif(language, ''), NULL, NULL)
    || list_filter([{'breakdown': 'completed', 'key': nullif(completed, '')}], lambda c: c.key IS NOT NULL);
-- Standard deviation of a sample of which number, sum and sum of squares are known.
CREATE MACRO spread(number, total, squares) AS
    CASE WHEN number > 1 THEN sqrt(greatest(0, (squares - total * total / number) / (number - 1))) END;
CREATE MACRO kind_of(questionnaire) AS regexp_replace(questionnaire, '-[0-9]+$', '');

CREATE TABLE replies AS
SELECT c.breakdown, c.key, kind_of(questionnaire) AS kind, sum(n)::BIGINT AS n
FROM (
    SELECT questionnaire, n, unnest(stamped(webinar, regional_group, category, language, completed)) AS c
    FROM (
        SELECT webinar, questionnaire, regional_group, category, language, completed, count(*) AS n
        FROM responses
        GROUP BY ALL
    )
)
GROUP BY ALL;

-- Answers by their value; `na` (does not apply) has no mark.
CREATE TABLE marks AS
SELECT c.breakdown, c.key, kind_of(questionnaire) AS kind, question, value, try_cast(value AS BIGINT) AS mark, sum(n)::BIGINT AS n
FROM (
    SELECT questionnaire, question, value, n, unnest(stamped(webinar, regional_group, category, language, completed)) AS c
    FROM (
        SELECT webinar, questionnaire, regional_group, category, language, completed, question, value, count(*) AS n
        FROM responses JOIN answers USING (response)
        GROUP BY ALL
    )
)
GROUP BY ALL;
