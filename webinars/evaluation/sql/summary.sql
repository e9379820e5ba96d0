-- The five populations that every page names first, a webinar and over the series.
-- source: evaluation.md, section 1.   version: 1
SELECT webinar,
       count(*) FILTER (WHERE registered) AS registered,
       count(*) FILTER (WHERE expected)   AS expected,
       count(*) FILTER (WHERE joined)     AS joined,
       count(*) FILTER (WHERE attended)   AS attended,
       count(*) FILTER (WHERE walk_in)    AS walk_in
FROM participation JOIN held USING (webinar)
GROUP BY GROUPING SETS ((webinar), ())
ORDER BY webinar NULLS FIRST;
