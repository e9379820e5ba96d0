-- indicator: 20 repeat               version: 3
-- question:  Do people, and members, come back?
-- population: persons with one Attended or more over the series
-- numerator: those with two webinars or more     denominator: those with one or more
-- unit: proportion                   source: evaluation.md, section 2
-- measures: persons; members (of member States, a full count)
WITH ordered AS (SELECT webinar, row_number() OVER (ORDER BY began, webinar) AS number FROM held),
people AS (  -- each with the row of the last webinar, whose classes count
    SELECT count(*) AS webinars, arg_max(c.rowid, o.number) AS last
    FROM crowd c JOIN ordered o USING (webinar) WHERE attended GROUP BY person
),
counted AS (
    SELECT regional_group, ldc, lldc, sids, count(*) FILTER (WHERE webinars >= 2) AS n, count(*) AS d
    FROM people JOIN crowd c ON c.rowid = last GROUP BY ALL
),
sliced AS (
    SELECT n, d, unnest(classes(NULL, NULL, NULL, regional_group, ldc, lldc, sids, NULL, NULL, NULL, NULL)) AS c FROM counted
),
of_members AS (
    SELECT state, count(DISTINCT webinar) AS webinars FROM crowd WHERE attended AND regional_group IS NOT NULL GROUP BY state
)
SELECT c.breakdown AS breakdown, c.key AS key, 'persons' AS measure, sum(n)::BIGINT AS n, sum(d)::BIGINT AS d, NULL AS value
FROM sliced GROUP BY c.breakdown, c.key
UNION ALL
SELECT '', '', 'members', count(*) FILTER (WHERE webinars >= 2), count(*),  -- all are counted: no interval
       count(*) FILTER (WHERE webinars >= 2) / nullif(count(*), 0)
FROM of_members
ORDER BY measure, breakdown, key;
