-- indicator: 9 coverage              version: 2
-- question:  From how many members did at least one person attend?
-- population: members on the day of the webinar; over the series, of its last webinar that has begun
-- numerator: members with one Attended or more     denominator: members
-- unit: proportion; a full count, so without interval     source: evaluation.md, section 2
-- measures: members
WITH seen AS (
    SELECT DISTINCT webinar, state FROM crowd WHERE attended AND category = 'state'
),
last_webinar AS (
    SELECT webinar FROM held ORDER BY began DESC, webinar LIMIT 1
),
lines AS (  -- over the series: every member as of the last webinar, reached in any
    SELECT s.*, s.state IN (SELECT state FROM seen) AS covered, true AS over_series
    FROM states s JOIN last_webinar USING (webinar) WHERE s.member
    UNION ALL
    SELECT s.*, s.state IN (SELECT state FROM seen v WHERE v.webinar = s.webinar), false
    FROM states s JOIN held USING (webinar) WHERE s.member
),
sliced AS (
    SELECT covered, unnest(CASE WHEN over_series THEN [
            {'breakdown': '', 'key': ''}, {'breakdown': 'group', 'key': nullif(regional_group, '')},
            {'breakdown': 'ldc', 'key': CASE WHEN ldc THEN 'yes' ELSE 'no' END},
            {'breakdown': 'lldc', 'key': CASE WHEN lldc THEN 'yes' ELSE 'no' END},
            {'breakdown': 'sids', 'key': CASE WHEN sids THEN 'yes' ELSE 'no' END}]
        ELSE [{'breakdown': 'webinar', 'key': webinar}] END) AS c
    FROM lines
)
SELECT c.breakdown AS breakdown, c.key AS key, 'members' AS measure, count(*) FILTER (WHERE covered) AS n, count(*) AS d, NULL AS value
FROM sliced WHERE c.key IS NOT NULL GROUP BY c.breakdown, c.key
UNION ALL
SELECT '', '', 'members', 0, 0, NULL WHERE NOT EXISTS (FROM last_webinar)
ORDER BY breakdown, key;
