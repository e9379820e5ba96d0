-- indicator: 7 peak                  version: 1
-- question:  How many people were there at once?
-- population: Joined, persons and not connections
-- numerator: most persons present at one instant of one sitting     denominator: none
-- unit: persons                      source: evaluation.md, section 2
WITH steps AS (
    SELECT webinar, sitting, began AS moment, 1 AS change FROM islands
    UNION ALL
    SELECT webinar, sitting, ended, -1 FROM islands
),
running AS (
    SELECT webinar, sitting,
           sum(change) OVER (PARTITION BY sitting ORDER BY moment, change ROWS UNBOUNDED PRECEDING) AS persons
    FROM steps
)
SELECT webinar, 'peak' AS measure, NULL::DOUBLE AS n, NULL::BIGINT AS d, max(persons)::DOUBLE AS value
FROM running
GROUP BY webinar
ORDER BY webinar;
