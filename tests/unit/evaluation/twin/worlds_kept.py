"""What an invented snapshot cost, and what was kept of it."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.unit.evaluation.twin.chance import CUT, Chance, Table
from tests.unit.evaluation.twin.facts import utc


class Kept(Chance):
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
