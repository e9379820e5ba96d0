-- indicator: 22 archive-reach        version: 4
-- question:  Are the recordings used?
-- population: views of published recordings: a visitor and a file once a day, where a minute was played, or a fifth of a file shorter than five minutes; robots left out, downloads apart; Viewed, person x webinar: who is registered and opened a recording by the own link, nobody else being identified
-- numerator: views                   denominator: recordings that have been published so long
-- unit: views                        source: evaluation.md, section 2
-- measures: views-30; views-7; views-90 (in the first days after publication); views (all); visitors (different ones a day, added up); minutes (played); downloads (whole files sent to be kept); identified (Viewed, of Registered, of webinars with a published recording); not-live (of Viewed, those not in Attended)
WITH used AS (
    SELECT r.webinar, r.recording, days,
           (SELECT coalesce(sum(v.views), 0) FROM views v
            WHERE v.recording = r.recording AND v.day < r.published_at::DATE + days) AS views
    FROM recordings r, (VALUES (7), (30), (90), (100000)) d(days)
    WHERE r.published_at IS NOT NULL
      AND (days > 90 OR r.published_at + to_days(days) <= (SELECT moment FROM cut))
),
own AS (  -- the first row is nobody: where nothing is published there are figures too
    SELECT NULL::VARCHAR AS webinar, NULL::BOOLEAN AS attended, NULL::BOOLEAN AS viewed
    UNION ALL
    SELECT p.webinar, p.attended, EXISTS (SELECT 1 FROM registrations r
                                          WHERE r.webinar = p.webinar AND r.person = p.person AND r.viewed)
    FROM crowd p
    WHERE p.registered AND p.webinar IN (SELECT webinar FROM recordings WHERE published_at IS NOT NULL)
)
SELECT c.breakdown AS breakdown, c.key AS key, CASE WHEN days > 90 THEN 'views' ELSE 'views-' || days END AS measure,
       NULL AS n, count(*) AS d, sum(views) AS value
FROM (SELECT *, unnest(classes(webinar, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)) AS c FROM used)
GROUP BY c.breakdown, c.key, days
UNION ALL
SELECT c.breakdown, c.key, unnest(['visitors', 'minutes', 'downloads']), NULL, count(*),
       unnest([sum(visitors), sum(minutes), sum(downloads)])
FROM (
    SELECT r.recording, coalesce(sum(v.visitors), 0) AS visitors, coalesce(sum(v.minutes), 0) AS minutes,
           coalesce(sum(v.downloads), 0) AS downloads,
           unnest(classes(any_value(r.webinar), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)) AS c
    FROM recordings r LEFT JOIN views v USING (recording)
    WHERE r.published_at IS NOT NULL GROUP BY r.recording
)
GROUP BY c.breakdown, c.key
UNION ALL
SELECT breakdown, key, measure, n, d, n / nullif(d, 0)
FROM (
    SELECT c.breakdown, c.key, unnest(['identified', 'not-live']) AS measure,
           unnest([count(*) FILTER (WHERE viewed), count(*) FILTER (WHERE viewed AND NOT attended)]) AS n,
           unnest([count(viewed), count(*) FILTER (WHERE viewed)]) AS d
    FROM (SELECT *, unnest(classes(webinar, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)) AS c FROM own)
    GROUP BY c.breakdown, c.key
)
ORDER BY measure, breakdown, key;
