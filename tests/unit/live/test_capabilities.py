"""The document says of each provider what the code says."""

from tests.house.tree import ROOT
from webinars.live.models import Provider
from webinars.live.rules.capabilities import CAPABILITIES, Capabilities


def row(can: Capabilities) -> list[str]:
    def said(*facts: bool) -> list[str]:
        return ["yes" if one else "no" for one in facts]

    (create,) = said(can.create)
    recordings, counts = said(can.recordings, can.counts_present)
    kept = f"{can.retention_days} days" if can.retention_days else "–"
    links = [create, can.personal_links, can.attendance, can.identity, recordings, counts, kept]
    return [can.name, *links]


def test_the_table_of_providers_is_what_they_are_declared_to_do() -> None:
    text = (ROOT / "docs/reference/live-rooms.md").read_text(encoding="utf-8")
    table = [line for line in text.splitlines() if line.startswith("| ")][1:]

    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    assert rows == [row(CAPABILITIES[one]) for one in Provider]
