-- indicator: 9 coverage              version: 1
-- question:  From how many members did at least one person attend?
-- population: members on the day of the webinar; over the series, of its last webinar that has begun
-- numerator: members with one Attended or more     denominator: members
-- unit: proportion; a full count, so without interval     source: evaluation.md, section 2
-- measures: all, ldc, lldc, sids, group:<key>
WITH seen AS (
    SELECT DISTINCT webinar, state FROM participation WHERE attended AND category = 'state'
),
last_webinar AS (
    SELECT w.webinar FROM windows w JOIN held USING (webinar)
    GROUP BY w.webinar ORDER BY max(w.opens) DESC, w.webinar LIMIT 1
),
lines AS (
    SELECT s.webinar, s.state, s.member, s.ldc, s.lldc, s.sids, s.regional_group,
           s.state IN (SELECT state FROM seen v WHERE v.webinar = s.webinar) AS covered
    FROM states s JOIN held USING (webinar)
    UNION ALL
    SELECT NULL, s.state, s.member, s.ldc, s.lldc, s.sids, s.regional_group,
           s.state IN (SELECT state FROM seen)
    FROM states s JOIN last_webinar USING (webinar)
),
measured AS (
    SELECT webinar, covered, unnest(['all'] || CASE WHEN ldc THEN ['ldc'] ELSE [] END
                                            || CASE WHEN lldc THEN ['lldc'] ELSE [] END
                                            || CASE WHEN sids THEN ['sids'] ELSE [] END
                                            || CASE WHEN regional_group IS NULL OR regional_group = ''
                                                    THEN [] ELSE ['group:' || regional_group] END) AS measure
    FROM lines WHERE member
)
SELECT webinar, measure, count(*) FILTER (WHERE covered) AS n, count(*) AS d, NULL::DOUBLE AS value
FROM measured
GROUP BY webinar, measure
ORDER BY webinar NULLS FIRST, measure;
