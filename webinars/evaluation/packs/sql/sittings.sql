SELECT sitting, webinar, stamp(starts_at), stamp(ends_at), announced_start, zone,
       stamp(actual_start), stamp(actual_end), holding_source, cancelled::INTEGER
FROM sittings ORDER BY starts_at, sitting;
