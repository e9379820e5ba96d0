"""Sentences that a template says in turn, joined as their language joins them.

A template parts two sentences by a space, as most languages do. Chinese does not: its
full-width stops bring their own room. Pages and letters are put right here, once they
are written; what somebody wrote into a field stays as it is.
"""

import re
from collections.abc import Mapping

from webinars.kernel.languages import Language

JOINTS: Mapping[Language, re.Pattern[str]] = {
    Language.CHINESE: re.compile(
        r'<(?P<whole>textarea|pre|script)\b.*?</(?P=whole)>|\bvalue="[^"]*"'
        r"|(?P<stop>[。；：，！？](?:</\w+>)*) +(?=[^\s–])",
        re.DOTALL,
    )
}
"""What stands between two sentences of a language, or must be left alone."""


def joined(text: str, *, language: Language) -> str:
    """Return a page or letter in `language` without the spaces that it does not know."""
    joint = JOINTS.get(language)
    return joint.sub(lambda met: met["stop"] or met[0], text) if joint else text
