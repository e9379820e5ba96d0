"""What officers write together with a recording: by what one sees that another changed it. Pure."""

import hashlib
import json


def print_of(said: object) -> str:
    """Return sixteen signs that are others as soon as `said`, as JSON, is another."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]
