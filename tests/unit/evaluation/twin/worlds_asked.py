"""What people of an invented snapshot were asked afterwards, and what they answered."""

from datetime import date
from typing import Any

from tests.unit.evaluation.twin.chance import GROUPS, INSTRUMENTS, Chance, Table


class Asked(Chance):
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
