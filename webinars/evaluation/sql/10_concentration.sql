-- indicator: 10 concentration        version: 2
-- question:  Do a few members make up most of those who attend?
-- population: Attended, person x webinar, of member States
-- numerator: attendees of the five members with most     denominator: attendees of all members
-- unit: proportion                   source: evaluation.md, section 2
-- measures: top-five; effective-number (1 / sum of squared shares, a number of members)
WITH counted AS (
    SELECT c.breakdown, c.key, state, count(*) AS persons
    FROM (
        SELECT state, unnest([{'breakdown': '', 'key': ''}, {'breakdown': 'webinar', 'key': webinar}, {'breakdown': 'month', 'key': month}]) AS c
        FROM crowd WHERE attended AND regional_group IS NOT NULL
    )
    GROUP BY c.breakdown, c.key, state
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY breakdown, key ORDER BY persons DESC, state) AS place,
           sum(persons) OVER (PARTITION BY breakdown, key) AS everyone
    FROM counted
)
SELECT breakdown, key, 'top-five' AS measure, sum(persons) FILTER (WHERE place <= 5) AS n, any_value(everyone) AS d, NULL AS value
FROM ranked GROUP BY breakdown, key
UNION ALL
SELECT breakdown, key, 'effective-number', NULL, any_value(everyone), any_value(everyone) ** 2 / sum(persons ** 2)
FROM ranked GROUP BY breakdown, key
ORDER BY measure, breakdown, key;
