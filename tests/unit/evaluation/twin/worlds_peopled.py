"""Who registered for an invented snapshot, who came, and what they asked."""

from datetime import datetime, timedelta
from typing import Any

from tests.unit.evaluation.twin.chance import CUT, STATES, Chance, Table, hash_of
from tests.unit.evaluation.twin.facts import utc


class Peopled(Chance):
    def _registrations(self) -> Table:
        found: Table = []
        for webinar in self.made["webinars"]:
            for person in self.people:
                if self.maybe(6):
                    found += self._registered(webinar["webinar"], person)
        for number, row in enumerate(found):
            row["registration"] = f"registration {number}"
        return found

    def _registered(self, webinar: str, person: str) -> Table:
        """Register once; or cancel; or cancel and come back with other answers."""
        sittings = [row for row in self.made["sittings"] if row["webinar"] == webinar]
        start = sittings[0]["starts_at"] if sittings else utc(2026, 6, 1)
        made = min(self.near(start, 60 * 24 * 20, self.one_of(0, 30, 400)), CUT)
        made = self.one_of(made, made, made, made, min(start, CUT))
        gone = min(made + (start - made) * self.one_of(0.5, 0.9, 1.1) + timedelta(minutes=1), CUT)
        gone = self.one_of(gone.replace(microsecond=0), *([start] if made < start < CUT else []))
        first = self._answers_of(webinar, person, sittings, made)
        if self.maybe(7):
            return [first]
        again = self._answers_of(webinar, person, sittings, min(gone + timedelta(minutes=5), CUT))
        return [first | {"cancelled_at": max(gone, made)}, *([again] if self.maybe(5) else [])]

    def _answers_of(
        self, webinar: str, person: str, sittings: Table, made: datetime
    ) -> dict[str, Any]:
        category = self.one_of("state", "state", "state", "observer-state", "ngo", "igo", "other")
        own = STATES[hash_of(person) % 9] if self.maybe(8) else self.chance.choice(STATES[:9])
        of_state = category in {"state", "observer-state"}  # as declared, rightly or not
        state = (own if self.maybe(8) else "PSE") if of_state else None
        if self.maybe(1):  # erased: what is optional is gone
            return self._bare(webinar, person, sittings, made) | {"state": state}
        return self._bare(webinar, person, sittings, made) | {
            "state": state,
            "category": category,
            "language": self.one_of("en", "en", "fr", "ar"),
            "gender": self.one_of(None, "woman", "man", "not said"),
            "sector": self.one_of(None, "office", "ministry"),
            "approval": self.one_of("not-asked", "not-asked", "approved", "pending", "rejected"),
            "place": self.one_of(None, "confirmed", "confirmed", "waiting", "offered", "released"),
        }

    def _bare(self, webinar: str, person: str, sittings: Table, made: datetime) -> dict[str, Any]:
        empty = dict.fromkeys(("state", "gender", "sector", "cancelled_at", "place"))
        return empty | {
            "person": person,
            "webinar": webinar,
            "sitting": self.chance.choice(sittings)["sitting"] if sittings else None,
            "category": "state",
            "language": "en",
            "asked_for_help": False,
            "source": "self",
            "approval": "not-asked",
            "viewed": self.maybe(4),
            "registered_at": made,
        }

    def _excluded(self) -> Table:
        return [
            {"webinar": webinar["webinar"], "person": person}
            for webinar in self.made["webinars"]
            for person in self.people
            if self.maybe(1)
        ]

    def _connections(self) -> Table:
        past = [r for r in self.made["sittings"] if not r["cancelled"] and r["ends_at"] < CUT]
        return [self._visit(self.chance.choice(past)) for _ in range(self.sizes["visits"]) if past]

    def _visit(self, sitting: dict[str, Any]) -> dict[str, Any]:
        """Come once: early, late, for a moment, or without ever being seen to leave."""
        start = sitting["actual_start"] or sitting["starts_at"]
        joined = self.near(start, 20, 70)
        left = joined + timedelta(seconds=10 * self.one_of(0, 1, 30, 60, 150, 400, 600))
        walk_in = not self.people or self.maybe(1)
        return {
            "webinar": sitting["webinar"],
            "sitting": sitting["sitting"],
            "person": f"walk-in {self.chance.randrange(3)}"
            if walk_in
            else self.one_of(*self.people),
            "matched": not walk_in,
            "source": self.one_of("file", "file", "file", "room"),
            "joined_at": joined,
            "left_at": None if self.maybe(1) else left,
        }

    def _questions(self) -> Table:
        asked = self.made["registrations"]
        return [
            {"question": f"question {n}", "asked_at": CUT - timedelta(days=90)}
            | {key: row[key] for key in ("webinar", "person")}
            | {"status": (status := self.one_of("new", "shown", "answered", "hidden"))}
            | {"answered_at": CUT - timedelta(days=80) if status == "answered" else None}
            | {"language": self.one_of("en", "fr")}
            for n in range(self.sizes["rest"])
            if asked
            for row in [self.chance.choice(asked)]
        ]
