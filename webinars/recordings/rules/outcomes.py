"""Why a whole upload was not taken, kept so that each reader is told in their language."""

from webinars.kernel.refusals import Refusal
from webinars.kernel.text import N_

REFUSED = N_("The file was refused.")
"""Where no more is known than that."""


def outcome_of(refusal: Refusal) -> str:
    """Return the refusal as an upload keeps it: the English id, then its values, a line each."""
    values = (f"{name}={value}" for name, value in refusal.values.items())
    return "\n".join([refusal.message, *values])


def refusal_in(outcome: str) -> tuple[str, dict[str, str]]:
    """Return English id and values of the refusal that an upload keeps."""
    message, *values = outcome.split("\n")
    pairs = (value.partition("=") for value in values)
    return (REFUSED if message == "refused" else message), {name: said for name, _, said in pairs}
