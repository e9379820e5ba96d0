"""The source mix: how much of the evidence came from files, rooms, hands and persons themselves."""

from collections.abc import Mapping
from typing import Any

from webinars.kernel.text import N_

EVIDENCE: dict[str, str] = {
    "intervals": N_("Intervals of attendance"),
    "times": N_("Actual times of sittings"),
    "registrations": N_("Registrations"),
}

ORIGINS: dict[str, str] = {
    "file": N_("from a room’s file"),
    "manual": N_("written by hand"),
    "room": N_("ticked at the door"),
    "provider": N_("told by the room"),
    "schedule": N_("not noted: as scheduled"),
    "self": N_("by the person"),
    "focal-point": N_("by a focal point"),
    "secretariat": N_("by the Secretariat"),
    "enrolment": N_("from an enrolment for the series"),
}


def sources_of(found: Mapping[str, Any]) -> list[tuple[str, list[tuple[str, int]]]]:
    """Return evidence and its origins with their numbers, in words; English ids."""
    rows = found.get("sources", [])
    return [
        (
            words,
            [
                (ORIGINS.get(row["origin"], row["origin"]), row["number"])
                for row in rows
                if row["evidence"] == evidence
            ],
        )
        for evidence, words in EVIDENCE.items()
        if any(row["evidence"] == evidence for row in rows)
    ]
