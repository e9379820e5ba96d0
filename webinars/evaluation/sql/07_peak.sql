-- indicator: 7 peak                  version: 2
-- question:  How many people were there at once?
-- population: Joined, persons and not connections
-- numerator: most persons present at one instant of one sitting     denominator: none
-- unit: persons                      source: evaluation.md, section 2
-- measures: peak
WITH steps AS (
    SELECT webinar, sitting, person, began AS moment, 1 AS change FROM islands
    UNION ALL
    SELECT webinar, sitting, person, ended, -1 FROM islands
),
sliced AS (
    SELECT s.*, unnest(['', g.regional_group]) AS regional_group
    FROM steps s JOIN crowd g USING (webinar, person)
),
peaks AS (
    SELECT webinar, sitting, regional_group, max(persons) AS peak
    FROM (
        SELECT *, sum(change) OVER (PARTITION BY sitting, regional_group
                                    ORDER BY moment, change ROWS UNBOUNDED PRECEDING) AS persons
        FROM sliced WHERE regional_group IS NOT NULL
    )
    GROUP BY ALL
),
whole AS (SELECT p.*, h.month FROM peaks p JOIN held h USING (webinar) WHERE regional_group = '')
SELECT '' AS breakdown, '' AS key, 'peak' AS measure, NULL AS n, NULL AS d, coalesce(max(peak), 0) AS value FROM whole
UNION ALL SELECT 'webinar', webinar, 'peak', NULL, NULL, max(peak) FROM whole GROUP BY webinar
UNION ALL SELECT 'month', month, 'peak', NULL, NULL, max(peak) FROM whole GROUP BY month
UNION ALL SELECT 'sitting', sitting, 'peak', NULL, NULL, peak FROM whole
UNION ALL SELECT 'group', regional_group, 'peak', NULL, NULL, max(peak) FROM peaks WHERE regional_group <> '' GROUP BY regional_group
ORDER BY breakdown, key;
