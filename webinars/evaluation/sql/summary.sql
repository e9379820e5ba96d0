-- The five populations that every page names first, a webinar and over the series.
-- source: evaluation.md, section 1.   version: 2
SELECT nullif(key, '') AS webinar, registered, expected, joined, attended, walk_in
FROM slices WHERE breakdown IN ('', 'webinar')
ORDER BY breakdown, key;
