-- indicator: 25 lead-time            version: 4
-- question:  How long before a webinar was it announced, and when did people register?
-- population: webinars that have begun; registrations made by the start and accepted, cancelled or not; no speakers
-- numerator: days from announcement to the first sitting     denominator: webinars
-- unit: days                         source: evaluation.md, section 2
-- measures: announced (median); registered (median days before the start); day (registrations on each day before, key: days)
WITH leads AS (
    SELECT webinar, date_diff('second', w.announced_at, h.began) / 86400 AS days
    FROM webinars w JOIN held h USING (webinar) WHERE w.announced_at IS NOT NULL
),
made AS (
    SELECT r.webinar, date_diff('second', r.registered_at, h.began) / 86400 AS days
    FROM registrations r JOIN held h USING (webinar)
    WHERE r.registered_at <= h.began AND accepted(r.approval, r.place, r.cancelled_at)
      AND NOT EXISTS (SELECT 1 FROM excluded x WHERE x.webinar = r.webinar AND x.person = r.person)
)
SELECT '' AS breakdown, '' AS key, 'announced' AS measure, NULL AS n, count(*) AS d, quantile_cont(days, 0.5) AS value FROM leads
UNION ALL
SELECT 'webinar', webinar, 'announced', NULL, 1, days FROM leads
UNION ALL
SELECT '', '', 'registered', NULL, count(*), quantile_cont(days, 0.5) FROM made
UNION ALL
SELECT 'webinar', webinar, 'registered', NULL, count(*), quantile_cont(days, 0.5) FROM made GROUP BY webinar
UNION ALL
SELECT 'day', lpad(floor(days)::INT::VARCHAR, 3, '0'), 'day', count(*), (SELECT count(*) FROM made), count(*) FROM made GROUP BY ALL
ORDER BY measure, breakdown, key;
