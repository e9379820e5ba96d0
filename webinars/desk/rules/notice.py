"""The versions of the privacy notice. Each registration keeps the one that was shown."""

from datetime import date

VERSIONS = {1: date(2026, 11, 23), 2: date(2026, 11, 26)}
"""Since when each version stands; a change of meaning adds one, a correction of spelling none."""
