"""Where half of an upload lies while it arrives."""

import tempfile

from config import Settings


def keep_uploads_beside(settings: Settings) -> None:
    """Let temporary files of this process lie in the data directory.

    The system's own place may be small, or memory: a film of some gigabytes
    belongs on the disk that was chosen for it.
    """
    folder = settings.data / "temporary"
    folder.mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = str(folder)
