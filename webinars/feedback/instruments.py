"""Where the instruments lie that come with the program."""

from pathlib import Path

AFTER = Path(__file__).parent / "data/after.json"
"""After a webinar: eight items, six languages."""
