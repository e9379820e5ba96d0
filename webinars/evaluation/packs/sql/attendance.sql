SELECT rekeyed(p.person), p.webinar, p.sitting,
       b.state, b.m49, b.regional_group, b.ldc, b.lldc, b.sids, b.category, b.language, b.gender, b.sector,
       p.registered::INTEGER, p.expected::INTEGER, p.joined::INTEGER, p.attended::INTEGER,
       p.completed::INTEGER, p.walk_in::INTEGER, round(p.seconds / 60, 1),
       CASE WHEN p.joined THEN round(p.share, 4)::VARCHAR ELSE 'n/a' END
FROM crowd p
JOIN base b ON b.webinar = p.webinar AND b.person = p.person
ORDER BY rekeyed(p.person), p.webinar;
