-- indicator: 20 repeat               version: 2
-- question:  Do people, and members, come back?
-- population: persons with one Attended or more over the series
-- numerator: those with two webinars or more     denominator: those with one or more
-- unit: proportion                   source: evaluation.md, section 2
-- measures: persons; members (of member States, a full count)
WITH people AS (
    SELECT person, count(*) AS webinars, arg_max((regional_group, ldc, lldc, sids), (h.began, webinar)) AS last
    FROM crowd c JOIN held h USING (webinar) WHERE attended GROUP BY person
),
sliced AS (
    SELECT webinars, unnest(classes(NULL, NULL, NULL, struct_extract(last, 1), struct_extract(last, 2),
                                    struct_extract(last, 3), struct_extract(last, 4), NULL, NULL, NULL, NULL)) AS c
    FROM people
),
of_members AS (
    SELECT state, count(DISTINCT webinar) AS webinars FROM crowd WHERE attended AND regional_group IS NOT NULL GROUP BY state
)
SELECT c.breakdown AS breakdown, c.key AS key, 'persons' AS measure, count(*) FILTER (WHERE webinars >= 2) AS n, count(*) AS d, NULL AS value
FROM sliced GROUP BY c.breakdown, c.key
UNION ALL
SELECT '', '', 'members', count(*) FILTER (WHERE webinars >= 2), count(*),  -- all are counted: no interval
       count(*) FILTER (WHERE webinars >= 2) / nullif(count(*), 0)
FROM of_members
ORDER BY measure, breakdown, key;
