"""What every room says alike to persons."""

NOTICE_VERSION = 1
"""Of the privacy notice that is shown now."""
