SELECT w.webinar, w.title, w.planned_month, w.status, w.cycle_theme, w.activity_types, w.lead_state,
       stamp(w.announced_at), stamp(w.cancelled_at),
       (SELECT count(*) FROM windows s WHERE s.webinar = w.webinar),
       count(p.person) FILTER (WHERE p.registered), count(p.person) FILTER (WHERE p.expected),
       count(p.person) FILTER (WHERE p.joined), count(p.person) FILTER (WHERE p.attended),
       count(p.person) FILTER (WHERE p.walk_in)
FROM webinars w LEFT JOIN participation p ON p.webinar = w.webinar
GROUP BY ALL ORDER BY w.planned_month, w.webinar;
