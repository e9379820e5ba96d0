-- indicator: 23 delivery             version: 1
-- question:  Was what was planned held, in its month, and soon to be seen?
-- population: webinars whose planned month is over, or that were held
-- numerator: webinars held           denominator: webinars planned
-- unit: proportion; a full count, so without interval     source: evaluation.md, section 2
-- measures: held; in-month (of those held); days-to-recording (median days from the end to the publication)
WITH planned AS (
    SELECT w.webinar, w.series, w.planned_month, h.webinar IS NOT NULL AS held, h.began, h.ended
    FROM webinars w LEFT JOIN held h USING (webinar)
    WHERE h.webinar IS NOT NULL OR w.planned_month + INTERVAL 1 MONTH <= (SELECT moment FROM cut)
),
published AS (
    SELECT p.webinar, date_diff('second', w.closes, r.published_at) / 86400 AS days
    FROM recordings r JOIN windows w USING (sitting) JOIN planned p ON p.webinar = r.webinar
    WHERE r.published_at IS NOT NULL AND p.held
)
SELECT '' AS breakdown, '' AS key, 'held' AS measure, count(*) FILTER (WHERE held) AS n, count(*) AS d, NULL AS value FROM planned
UNION ALL
SELECT 'webinar', webinar, 'held', held::INT, 1, NULL FROM planned
UNION ALL
SELECT '', '', 'in-month', count(*) FILTER (WHERE date_trunc('month', began) = planned_month), count(*), NULL FROM planned WHERE held
UNION ALL
SELECT 'webinar', webinar, 'in-month', (date_trunc('month', began) = planned_month)::INT, 1, NULL FROM planned WHERE held
UNION ALL
SELECT '', '', 'days-to-recording', NULL, count(*), quantile_cont(days, 0.5) FROM published
UNION ALL
SELECT 'webinar', webinar, 'days-to-recording', NULL, count(*), quantile_cont(days, 0.5) FROM published GROUP BY webinar
ORDER BY measure, breakdown, key;
