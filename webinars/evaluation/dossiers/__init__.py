"""Documents computed from one snapshot: the same blocks as HTML, DOCX and PDF."""
