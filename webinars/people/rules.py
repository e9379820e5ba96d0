"""What every room says alike to persons."""

NOTICE_VERSION = 2
"""Of the privacy notice that is shown now."""
