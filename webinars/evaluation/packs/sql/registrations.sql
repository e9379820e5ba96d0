SELECT rekeyed(r.registration), rekeyed(r.person), r.webinar, r.sitting,
       b.state, b.m49, b.regional_group, b.ldc, b.lldc, b.sids, b.category, b.language, b.gender, b.sector,
       r.source,
       CASE WHEN coalesce(r.referral, '') = '' THEN NULL
            WHEN count(*) OVER (PARTITION BY r.referral) < $k THEN 'suppressed'
            ELSE r.referral END,
       r.approval, r.viewers, r.registered_at::DATE, r.cancelled_at::DATE, (x.person IS NOT NULL)::INTEGER
FROM registrations r
JOIN base b ON b.webinar = r.webinar AND b.person = r.person
LEFT JOIN excluded x ON x.webinar = r.webinar AND x.person = r.person
ORDER BY rekeyed(r.registration);
