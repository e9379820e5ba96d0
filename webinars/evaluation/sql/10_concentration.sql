-- indicator: 10 concentration        version: 1
-- question:  Do a few members make up most of those who attend?
-- population: Attended, person x webinar, of member States
-- numerator: attendees of the five members with most     denominator: attendees of all members
-- unit: proportion; measure effective-number: 1 / sum of squared shares     source: evaluation.md, section 2
WITH counted AS (
    SELECT p.webinar, p.state, count(*) AS persons
    FROM participation p
    JOIN states s ON s.webinar = p.webinar AND s.state = p.state AND s.member
    WHERE p.attended AND p.category = 'state'
    GROUP BY GROUPING SETS ((p.webinar, p.state), (p.state))
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY webinar ORDER BY persons DESC, state) AS place,
           sum(persons) OVER (PARTITION BY webinar) AS everyone
    FROM counted
)
SELECT webinar, 'top-five' AS measure, sum(persons) FILTER (WHERE place <= 5) AS n,
       any_value(everyone) AS d, NULL::DOUBLE AS value
FROM ranked GROUP BY webinar
UNION ALL
SELECT webinar, 'effective-number', NULL, any_value(everyone), 1 / sum((persons / everyone) ** 2)
FROM ranked GROUP BY webinar
ORDER BY measure, webinar NULLS FIRST;
