-- indicator: 19 application          version: 3
-- question:  Have people applied what they learned, three and six months later?
-- population: respondents of the follow-up questionnaires; self-reported
-- numerator: answers `yes`           denominator: respondents
-- unit: proportion                   source: evaluation.md, section 2
-- measures: three-months; six-months
-- breakdown completed: who stayed for four fifths of the running time or more, as known when they were invited; to be read beside
-- the response rate of the same class (indicator 12). Who shares the class with fewer than five is in neither
SELECT r.breakdown, r.key, r.kind AS measure, coalesce(m.n, 0) AS n, r.n AS d, NULL AS value
FROM replies r
LEFT JOIN (SELECT * FROM marks WHERE question = 'applied' AND value = 'yes') m USING (breakdown, key, kind)
WHERE r.kind IN ('three-months', 'six-months')
ORDER BY measure, breakdown, key;
