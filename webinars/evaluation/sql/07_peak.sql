-- indicator: 7 peak                  version: 3
-- question:  How many people were there at once?
-- population: Joined, persons and not connections
-- numerator: most persons present at one instant of one sitting     denominator: none
-- unit: persons                      source: evaluation.md, section 2
-- measures: peak
WITH running AS (
    SELECT webinar, sitting, '' AS regional_group, sum(sum(change)) OVER (PARTITION BY sitting ORDER BY moment) AS persons
    FROM steps GROUP BY webinar, sitting, moment
    UNION ALL
    SELECT webinar, sitting, regional_group, sum(change) OVER (PARTITION BY sitting, regional_group ORDER BY moment)
    FROM steps WHERE regional_group <> ''
),
peaks AS (SELECT webinar, sitting, regional_group, max(persons) AS peak FROM running GROUP BY ALL),
whole AS (  -- where nobody came, the most is nobody
    SELECT w.webinar, w.sitting, h.month, coalesce(p.peak, 0) AS peak
    FROM windows w JOIN held h USING (webinar) LEFT JOIN peaks p ON p.sitting = w.sitting AND p.regional_group = ''
)
SELECT '' AS breakdown, '' AS key, 'peak' AS measure, NULL AS n, NULL AS d, coalesce(max(peak), 0) AS value FROM whole
UNION ALL SELECT 'webinar', webinar, 'peak', NULL, NULL, max(peak) FROM whole GROUP BY webinar
UNION ALL SELECT 'month', month, 'peak', NULL, NULL, max(peak) FROM whole GROUP BY month
UNION ALL SELECT 'sitting', sitting, 'peak', NULL, NULL, peak FROM whole
UNION ALL SELECT 'group', regional_group, 'peak', NULL, NULL, max(peak) FROM peaks WHERE regional_group <> '' GROUP BY regional_group
ORDER BY breakdown, key;
