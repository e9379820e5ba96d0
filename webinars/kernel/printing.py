"""Pages on paper: a typst source and its data become a PDF, in a process of its own.

The printer is loaded only there, so that a web process stays small, and a page that hangs or eats
memory is ended. Values go in as data: nothing that a person wrote is ever read as markup.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_

HERE = Path(__file__).parents[2]
FONTS = ("Noto Sans", "Noto Sans Arabic", "Noto Sans SC")
WITHIN = 20
"""Seconds that a page may take; it takes less than one."""


class NotPrinted(Refusal):
    status = 503
    message = N_("The page could not be made just now. Try again in a minute.")


def printed(source: Path, data: Mapping[str, Any]) -> bytes:
    """Return the PDF of `source`, which reads `data` as JSON from `sys.inputs.data`.

    Accessible (PDF/UA-1), unless a name is in a script that our fonts lack: then without.

    Raises:
        NotPrinted: the printer failed, or took too long.
    """
    try:
        done = subprocess.run(  # noqa: S603  (as above)
            [sys.executable, "-m", "webinars.kernel.printer", str(source)],
            input=json.dumps({**data, "fonts": FONTS}).encode(),
            capture_output=True,
            timeout=WITHIN,
            check=True,
            cwd=HERE,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise NotPrinted from error
    return done.stdout
