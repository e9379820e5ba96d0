-- indicator: 11 representation       version: 3
-- question:  Is a class of members present in proportion to its number?
-- population: Attended, person x webinar, of member States
-- numerator: the class's attendees     denominator: attendees of all members
-- unit: ratio (1 is proportional): n of d, over the class's share of the members of those webinars     source: evaluation.md, section 2
-- measures: ratio (the whole and each webinar: of the least developed countries)
WITH attendees AS (SELECT * FROM crowd WHERE attended AND regional_group IS NOT NULL),
places AS (SELECT s.* FROM states s JOIN held USING (webinar) WHERE s.member),
came AS (
    SELECT c.breakdown, c.key, sum(n)::BIGINT AS n
    FROM (
        SELECT n, unnest(classes(NULL, NULL, NULL, regional_group, ldc, lldc, sids, NULL, NULL, NULL, NULL)) AS c
        FROM (SELECT regional_group, ldc, lldc, sids, count(*) AS n FROM attendees GROUP BY ALL)
    )
    GROUP BY c.breakdown, c.key
),
could AS (
    SELECT c.breakdown, c.key, count(*) AS members
    FROM (SELECT unnest(classes(NULL, NULL, NULL, regional_group, ldc, lldc, sids, NULL, NULL, NULL, NULL)) AS c FROM places)
    GROUP BY c.breakdown, c.key
),
ratios AS (
    SELECT p.breakdown, p.key, coalesce(a.n, 0) AS n, (SELECT count(*) FROM attendees) AS d,
           coalesce(a.n, 0) / nullif((SELECT count(*) FROM attendees), 0) / (p.members / (SELECT count(*) FROM places)) AS value
    FROM could p LEFT JOIN came a USING (breakdown, key) WHERE p.breakdown <> ''
)
SELECT breakdown, key, 'ratio' AS measure, n, d, value FROM ratios
UNION ALL
SELECT '', '', 'ratio', n, d, value FROM ratios WHERE breakdown = 'ldc' AND key = 'yes'
UNION ALL
SELECT 'webinar', h.webinar, 'ratio', coalesce(a.n, 0), coalesce(a.d, 0), coalesce(a.n, 0) / nullif(a.d, 0) / (p.ldc / p.members)
FROM held h
LEFT JOIN (SELECT webinar, count(*) FILTER (WHERE ldc) AS n, count(*) AS d FROM attendees GROUP BY webinar) a USING (webinar)
JOIN (SELECT webinar, nullif(count(*) FILTER (WHERE ldc), 0) AS ldc, count(*) AS members FROM places GROUP BY webinar) p USING (webinar)
ORDER BY breakdown, key;
