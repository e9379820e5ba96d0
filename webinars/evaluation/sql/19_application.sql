-- indicator: 19 application          version: 1
-- question:  Have people applied what they learned, three and six months later?
-- population: respondents of the follow-up questionnaires; self-reported
-- numerator: answers `yes`           denominator: respondents who answered the question
-- unit: proportion                   source: evaluation.md, section 2
-- measures: three-months; six-months
SELECT breakdown, key, kind AS measure, coalesce(sum(n) FILTER (WHERE value = 'yes'), 0) AS n, sum(n) AS d, NULL AS value
FROM marks WHERE kind IN ('three-months', 'six-months') AND question = 'applied' AND value <> 'na'
GROUP BY breakdown, key, kind
ORDER BY measure, breakdown, key;
