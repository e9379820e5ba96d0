"""What an invented snapshot planned: series, webinars, sittings, States and their hours."""

from datetime import date, datetime, timedelta
from typing import Any

from tests.unit.evaluation.twin.chance import (
    CUT,
    GROUPS,
    STATES,
    Chance,
    Table,
)
from tests.unit.evaluation.twin.facts import utc


class Planned(Chance):
    def _series(self, name: str) -> dict[str, Any]:
        return {"series": name, "title": name, "threshold_minutes": self.one_of(1, 5, 5, 20)}

    def _webinars(self) -> Table:
        return [self._webinar(f"w{n}") for n in range(self.sizes["webinars"])]

    def _webinar(self, name: str) -> dict[str, Any]:
        month = date(2026, self.chance.randint(2, 8), 1)
        return {
            "webinar": name,
            "series": self.chance.choice(self.made["series"])["series"],
            "slug": name,
            "planned_month": month,
            "status": self.one_of("open", "open", "open", "announced", "cancelled"),
            "openness": "public",
            "announced_at": self.one_of(None, utc(2026, 1, self.chance.randint(1, 28), 9)),
        }

    def _sittings(self) -> Table:
        found = []
        for webinar in self.made["webinars"]:
            first = utc(
                2026, self.chance.randint(3, 7), self.chance.randint(1, 28), self.one_of(8, 8, 23)
            )
            gap = self.one_of(7, 7, 7, 0.5, 0)
            for n in range(self.one_of(0, 1, 1, 2, 2, 3)):
                starts = first + timedelta(hours=gap * n)
                found.append(self._sitting(f"{webinar['webinar']}{'abc'[n]}", webinar, starts))
        return found

    def _sitting(self, name: str, webinar: dict[str, Any], starts: datetime) -> dict[str, Any]:
        ends = starts + timedelta(minutes=self.one_of(10, 30, 60, 90))
        held = self.maybe(6) and ends < CUT
        return {
            "sitting": name,
            "webinar": webinar["webinar"],
            "starts_at": starts,
            "ends_at": ends,
            "announced_start": "2026-03-01T09:00:00",
            "zone": "Europe/Zurich",
            "actual_start": self.near(starts, 3, 3) if held else None,
            "actual_end": self.near(ends, 3, 15) if held else None,
            "cancelled": webinar["status"] == "cancelled" or self.maybe(1),
        }

    def _states(self) -> Table:
        """Classify every State on the day of each webinar: some change from one to the next."""
        usual = {state: self._classes(state) for state in STATES}
        there = {row["webinar"] for row in self.made["sittings"]}
        return [
            {"webinar": webinar, "state": state}
            | (self._classes(state) if self.maybe(1) else usual[state])
            for webinar in sorted(there)
            for state in STATES
        ]

    def _classes(self, state: str) -> dict[str, Any]:
        member = state != "PSE" and not (state == "OZZ" and self.maybe(5))
        group = "china" if state == "CHN" else self.chance.choice(GROUPS)
        return {
            "m49": "001",
            "member": member,
            "regional_group": group if member else None,
            **{key: self.maybe(3) for key in ("ldc", "lldc", "sids")},
        }

    def _hours(self) -> Table:
        members = {(row["webinar"], row["state"]) for row in self.made["states"] if row["member"]}
        return [
            {"sitting": row["sitting"], "state": state, "zone": "UTC", "inside": self.maybe(6)}
            for row in self.made["sittings"]
            if not row["cancelled"]
            for state in STATES
            if (row["webinar"], state) in members
        ]
