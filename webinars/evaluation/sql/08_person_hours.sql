-- indicator: 8 person-hours          version: 3
-- question:  How much time was spent together?
-- population: Joined, person x webinar
-- numerator: credited minutes of both sittings over 60, summed     denominator: persons in Joined, beside it (by sitting: in that sitting)
-- unit: hours                        source: evaluation.md, section 2
-- measures: hours
WITH spent AS (
    SELECT sitting, count(*) AS joined, sum(seconds) AS seconds FROM attendance GROUP BY sitting
)
SELECT breakdown, key, 'hours' AS measure, NULL AS n, joined AS d, seconds / 3600 AS value
FROM slices WHERE breakdown NOT IN ('sitting', 'webinar')
UNION ALL
SELECT 'webinar', webinar, 'hours', NULL, coalesce(joined, 0), coalesce(seconds, 0) / 3600  -- a sum over nobody is 0
FROM held LEFT JOIN slices ON breakdown = 'webinar' AND key = webinar
UNION ALL
SELECT 'sitting', sitting, 'hours', NULL, coalesce(joined, 0), coalesce(seconds, 0) / 3600
FROM windows JOIN held USING (webinar) LEFT JOIN spent USING (sitting)
ORDER BY breakdown, key;
