"""Attendance files of live rooms, read from bytes to connections. Pure: no database, no network.

Downwards: `apart` (in a process of its own), `reading` (the entry), one file a report
(`zoom_webinar`, `teams`, `layouts` for those of one table, `dashboard`, `analytics`, `strangers`),
`resolving` and `people` (texts to instants, people and an outcome), `dates`,
`blocks` and `tables` (cells), `decoding` and `kinds` (bytes), `records`, `sentences`.
"""
