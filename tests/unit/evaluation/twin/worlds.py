"""Small invented snapshots that obey the tables' promises and are otherwise as odd as they come."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.unit.evaluation.twin.facts import Rows, utc

CUT = utc(2026, 7, 1, 12)
STATES = ("ATL", "BRO", "CHN", "DOR", "ELD", "FLO", "GIL", "NAR", "OZZ", "PSE")
GROUPS = ("african-group", "apg", "grulac", "group-b")
INSTRUMENTS = {
    "after-1": "relevance satisfaction before after apply recommend:recommend comment:text",
    "after-2": "relevance satisfaction before after apply recommend:recommend other:choice",
    "three-months-1": "applied:choice used:several example:text",
    "six-months-1": "applied:choice used:several",
}
Table = list[dict[str, Any]]


@st.composite
def worlds(draw: st.DrawFn) -> Rows:
    """Draw the sizes, which shrink, and a seed for all the rest."""
    sizes = {
        "webinars": draw(st.integers(0, 4)),
        "people": draw(st.integers(0, 9)),
        "visits": draw(st.integers(0, 14)),
        "responses": draw(st.integers(0, 8)),
        "rest": draw(st.integers(0, 5)),
    }
    chance = Random(draw(st.integers(0, 2**32 - 1)))  # noqa: S311  (nothing is kept secret)
    return Maker(chance, sizes).rows()


class Maker:
    """Makes one world. Later tables look at the earlier ones."""

    def __init__(self, chance: Random, sizes: dict[str, int]) -> None:
        self.chance = chance
        self.sizes = sizes
        self.people = [f"person {n}" for n in range(sizes["people"])]
        self.made: dict[str, Table] = {}

    def rows(self) -> Rows:
        self.made["series"] = [self._series("s1"), self._series("s2")][
            : self.chance.choice([1, 1, 2])
        ]
        makers = {
            "webinars": self._webinars,
            "sittings": self._sittings,
            "states": self._states,
            "hours": self._hours,
            "registrations": self._registrations,
            "excluded": self._excluded,
            "connections": self._connections,
            "questions": self._questions,
            "items": self._items,
            "surveyed": self._surveyed,
            "responses": self._responses,
            "answers": self._answers,
            "costs": self._costs,
            "recordings": self._recordings,
            "views": self._views,
            "topics": self._topics,
            "parts": self._parts,
        }
        for table, make in makers.items():
            self.made[table] = make()
        return self.made

    def maybe(self, of_ten: int) -> bool:
        return self.chance.randrange(10) < of_ten

    def one_of(self, *values: Any) -> Any:  # noqa: ANN401
        return self.chance.choice(values)

    def near(self, moment: datetime, before: int, after: int) -> datetime:
        """Return a moment some minutes before to some minutes after; seconds in steps of ten."""
        return moment + timedelta(seconds=10 * self.chance.randint(-6 * before, 6 * after))

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

    def _items(self) -> Table:
        return [
            {"questionnaire": name, "question": item.partition(":")[0], "position": place}
            | {"kind": item.partition(":")[2] or "scale", "label": item}
            for name, items in INSTRUMENTS.items()
            for place, item in enumerate(items.split())
        ]

    def _surveyed(self) -> Table:
        """Ask by class: at least as many letters were taken as answers may come.

        Of those who are asked months later it is known whether they completed.
        """
        classes = [(g, c, "en") for g in (None, *GROUPS[:2]) for c in (None, "state", "ngo")]
        found = []
        for webinar in self.made["webinars"]:
            for name in INSTRUMENTS:
                later = (None, "yes", "no") if "months" in name else (None,)
                asked = [(*one, said) for one in classes for said in later]
                for group, category, language, said in self.chance.sample(
                    asked, self.one_of(0, 1, 3)
                ):
                    invited = self.chance.randint(1, 9)
                    late, handed = (self.chance.randint(0, invited) for _ in range(2))
                    told = {"invited": invited, "handed_over": handed, "invited_late": late}
                    keys = {"regional_group": group, "category": category, "language": language}
                    keys["completed"] = said
                    found.append(
                        {"webinar": webinar["webinar"], "questionnaire": name} | keys | told
                    )
        return found

    def _responses(self) -> Table:
        left = [row for row in self.made["surveyed"] for _ in range(row["handed_over"])]
        self.chance.shuffle(left)
        columns = (
            "webinar",
            "questionnaire",
            "regional_group",
            "category",
            "language",
            "completed",
        )
        return [
            {"response": f"r{n}", "day": date(2026, 6, 2), "receipt": "0"}
            | {key: row[key] for key in columns}
            for n, row in enumerate(left[: self.sizes["responses"]])
        ]

    def _answers(self) -> Table:
        return [
            {"response": row["response"], "question": item["question"], "value": self._value(item)}
            for row in self.made["responses"]
            for item in self.made["items"]
            if item["questionnaire"] == row["questionnaire"]
            and item["kind"] != "text"
            and self.maybe(8)
        ]

    def _value(self, item: dict[str, Any]) -> str:
        if item["kind"] == "scale":
            return str(self.one_of(1, 2, 3, 4, 5, 5, "na"))
        if item["kind"] == "recommend":
            return str(self.chance.randint(0, 10))
        return str(self.one_of("yes", "no", "not-yet"))

    def _costs(self) -> Table:
        webinars = [None, *(row["webinar"] for row in self.made["webinars"])]
        return [
            {"line": n, "series": "s1", "webinar": self.chance.choice(webinars), "label": "x"}
            | {"kind": self.one_of("actual", "actual", "planned"), "recorded_at": CUT}
            | {"amount": Decimal(self.chance.randint(-500, 9000)) / 4}
            for n in range(self.sizes["rest"])
        ]

    def _recordings(self) -> Table:
        past = [r for r in self.made["sittings"] if not r["cancelled"] and r["ends_at"] < CUT]
        return [
            {"recording": f"rec{n}", "webinar": row["webinar"], "sitting": row["sitting"]}
            | {"published_at": self._published(row), "withdrawn_at": self.one_of(None, None, CUT)}
            for n, row in enumerate(past)
            if self.maybe(7)
        ]

    def _published(self, sitting: dict[str, Any]) -> datetime | None:
        end = sitting["actual_end"] or sitting["ends_at"]
        later: datetime = end + timedelta(hours=self.chance.randint(1, 24 * 40))
        return later if later < CUT and self.maybe(8) else None

    def _views(self) -> Table:
        """Count the views of some days since the publication, not all of them."""
        found = []
        for row in self.made["recordings"]:
            if row["published_at"] is None:
                continue
            first = row["published_at"].date()
            for gap in sorted({0, 6, 7, 8, 29, 30, self.chance.randint(0, 90)}):
                day = first + timedelta(days=gap)
                if day <= CUT.date() and self.maybe(6):
                    n = self.chance.randint(1, 9)
                    found.append(
                        {
                            "recording": row["recording"],
                            "day": day,
                            "visitors": n,
                            "views": n,
                            "octets": 0,
                            "minutes": self.chance.randint(0, 500),
                            "downloads": self.chance.randint(0, 3),
                        }
                    )
        return found

    def _topics(self) -> Table:
        webinars = [None, *(row["webinar"] for row in self.made["webinars"])]
        return [
            {"topic": f"topic {n}", "received_at": utc(2026, self.chance.randint(1, 6), 5)}
            | {
                "language": self.one_of("en", "fr"),
                "status": self.one_of("waiting", "public", "refused"),
            }
            | {"supporters": 1, "webinar": self.chance.choice(webinars), "state": "ATL"}
            for n in range(self.sizes["rest"])
        ]

    def _parts(self) -> Table:
        return [
            {"webinar": row["webinar"], "part": part, "language": language}
            | {"promised_at": utc(2026, 1, 1), "withdrawn_at": self.one_of(None, None, CUT)}
            | {"published": self.maybe(5)}
            for row in self.made["webinars"]
            for part in ("page", "slides")
            for language in ("en", "fr")
            if self.maybe(5)
        ]


def hash_of(person: str) -> int:
    """Return a number of a person that is the same in every run."""
    return sum(person.encode())
