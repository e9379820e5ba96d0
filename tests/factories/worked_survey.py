"""Rows of the worked example that came by asking, and what stays: answers, recordings, costs.

The people are told in `tests/unit/evaluation/test_worked_example.py`.
"""

from collections.abc import Mapping

from tests.factories.worked import Row, instant

ITEMS = ("relevance", "satisfaction", "before", "after", "apply", "recommend", "other")

INVITED: Mapping[tuple[str, str], tuple[tuple[str | None, str | None, int, int, int], ...]] = {
    # webinar, questionnaire: group, language, invited, handed over, invited late
    ("needs", "after-1"): (
        ("african-group", "en", 2, 2, 0),
        ("apg", "en", 2, 1, 1),  # one letter came back; one was sent after the sign-off
        ("cebs", "ru", 1, 1, 0),
        ("group-b", "fr", 1, 1, 0),
        ("grulac", "es", 1, 1, 0),
        (None, None, 1, 1, 0),  # China is a group of one: not even stamped
    ),
    ("brands", "after-1"): (
        ("african-group", "en", 1, 1, 0),
        ("apg", "en", 3, 3, 0),
        ("caceec", "ru", 1, 1, 0),
        ("group-b", "fr", 2, 2, 0),
        ("grulac", "es", 1, 1, 0),
        (None, None, 1, 1, 0),
    ),
}
FOLLOWED: Mapping[tuple[str, str], tuple[tuple[str, str, str | None], ...]] = {
    # webinar, questionnaire: group, language, completed; one a person, all handed over
    ("needs", "three-months-1"): (
        ("african-group", "en", "yes"),  # Baraka
        ("african-group", "en", "no"),  # Amina
        ("cebs", "ru", "no"),  # Giorgi
        ("group-b", "fr", "yes"),  # Émile
    ),
    ("brands", "three-months-1"): (
        ("apg", "en", "yes"),  # Deepa
        ("apg", "en", None),  # Kiri: too few were like her
        ("group-b", "fr", "yes"),
    ),
    ("needs", "six-months-1"): (
        ("african-group", "en", "yes"),
        ("african-group", "en", "no"),
        ("cebs", "ru", "no"),
        ("group-b", "fr", "yes"),
    ),
}

AFTER: Mapping[str, tuple[str, str | None, str | None, str]] = {
    # response: webinar, group, language; answers in the order of ITEMS, - for none
    "r1": ("needs", "african-group", "en", "5 5 2 4 5 10 yes"),
    "r2": ("needs", "african-group", "en", "4 4 1 4 4 9 no"),
    "r3": ("needs", "apg", "en", "na 3 3 3 na 7 unsure"),
    "r4": ("needs", "group-b", "fr", "2 2 4 - 2 6 no"),
    "r5": ("needs", None, None, "5 4 2 5 3 8 -"),
    "r6": ("brands", "apg", "en", "4 5 3 5 5 9 yes"),
    "r7": ("brands", "grulac", "es", "1 1 5 4 1 0 no"),
    "r8": ("brands", "caceec", "ru", "- na na 4 4 10 yes"),
    "r9": ("brands", "group-b", "fr", "3 4 2 3 - - unsure"),
}
LATER: Mapping[str, tuple[str, str, str, str, str | None, str]] = {
    # response: webinar, questionnaire, group, language, completed, answer
    "t1": ("needs", "three-months-1", "african-group", "en", "yes", "yes"),
    "t2": ("needs", "three-months-1", "african-group", "en", "no", "no"),
    "t3": ("needs", "three-months-1", "group-b", "fr", "yes", "yes"),
    "t4": ("brands", "three-months-1", "apg", "en", None, "yes"),
    "s1": ("needs", "six-months-1", "african-group", "en", "no", "yes"),
    "s2": ("needs", "six-months-1", "group-b", "fr", "yes", "-"),
}


def survey() -> dict[str, list[Row]]:
    """Return who was asked, what, and the answers."""
    return {
        "surveyed": [
            {"webinar": webinar, "questionnaire": asked, "regional_group": group}
            | {"category": "state", "language": language}
            | {"invited": invited, "handed_over": handed, "invited_late": late}
            for (webinar, asked), rows in INVITED.items()
            for group, language, invited, handed, late in rows
        ]
        + [
            {"webinar": webinar, "questionnaire": asked, "regional_group": group}
            | {"category": "state", "language": language, "completed": completed}
            | {"invited": 1, "handed_over": 1, "invited_late": 0}
            for (webinar, asked), people in FOLLOWED.items()
            for group, language, completed in people
        ],
        "items": _items(),
        **_responses(),
    }


def _items() -> list[Row]:
    kinds = {"recommend": "recommend", "other": "choice", "comment": "text", "how": "text"}
    asked = {
        "after-1": (*ITEMS, "comment"),
        "three-months-1": ("applied", "how"),
        "six-months-1": ("applied", "how"),
    }
    kinds["applied"] = "choice"
    return [
        {"questionnaire": name, "question": question, "position": position}
        | {"kind": kinds.get(question, "scale"), "label": question}
        for name, questions in asked.items()
        for position, question in enumerate(questions)
    ]


def _responses() -> dict[str, list[Row]]:
    told = [
        (response, webinar, "after-1", group, language, None, ITEMS, marks.split())
        for response, (webinar, group, language, marks) in AFTER.items()
    ] + [
        (response, webinar, asked, group, language, completed, ("applied",), [mark])
        for response, (webinar, asked, group, language, completed, mark) in LATER.items()
    ]
    return {
        "responses": [
            {"response": response, "webinar": webinar, "questionnaire": asked, "day": "2026-09-01"}
            | {"regional_group": group, "category": "state", "language": language}
            | {"completed": completed}
            for response, webinar, asked, group, language, completed, _items, _marks in told
        ],
        "answers": [
            {"response": response, "question": item, "value": mark}
            for response, *_facts, items, marks in told
            for item, mark in zip(items, marks, strict=True)
            if mark != "-"
        ],
    }


def floor() -> dict[str, list[Row]]:
    """Return the questions to the speakers."""
    asked = (
        ("needs", "Amina", "answered"),
        ("needs", "Amina", "new"),
        ("needs", "Émile", "answered"),
        ("needs", "Kiri", "hidden"),  # asked beforehand, and did not come
        ("needs", "Sven", "answered"),  # the speaker
        ("brands", "Deepa", "shown"),
        ("brands", "Amina", "answered"),
        ("licences", "Chandra", "answered"),  # asked beforehand, and did not come
    )
    return {
        "questions": [
            {"question": str(number), "webinar": webinar, "person": person, "language": "en"}
            | {"asked_at": instant("01-19T10:00"), "status": status}
            | {"answered_at": instant("04-01T10:00") if status == "answered" else None}
            for number, (webinar, person, status) in enumerate(asked)
        ]
    }


def archive() -> dict[str, list[Row]]:
    """Return recordings and their use; the third was never published."""
    kept = (
        ("rec-needs", "needs", "needs-1", "01-25T14:45"),  # 5 days after the end
        ("rec-brands", "brands", "brands-pm", "02-27T16:20"),  # 10 days after the end
        ("rec-licences", "licences", "licences-1", None),
    )
    views = (
        ("rec-needs", "2026-01-25", 3, 4),
        ("rec-needs", "2026-01-30", 2, 2),  # on the 5th day: 6 in 7 days
        ("rec-needs", "2026-02-10", 2, 3),  # on the 16th: 9 in 30
        ("rec-needs", "2026-03-01", 4, 5),  # on the 35th: 14 in 90
        ("rec-needs", "2026-06-01", 6, 7),  # 21 in all
        ("rec-brands", "2026-02-28", 2, 2),  # 2 in 7
        ("rec-brands", "2026-03-20", 3, 4),  # 6 in 30
        ("rec-brands", "2026-05-01", 1, 1),  # 7 in 90, and in all
    )
    return {
        "recordings": [
            {"recording": recording, "webinar": webinar, "sitting": sitting}
            | {"published_at": instant(published) if published else None}
            for recording, webinar, sitting, published in kept
        ],
        "views": [
            {"recording": recording, "day": day, "visitors": visitors, "views": count, "octets": 9}
            | {"minutes": 10 * count + 1, "downloads": visitors - 1}
            for recording, day, visitors, count in views
        ],
    }


def promises() -> dict[str, list[Row]]:
    """Return what was promised in languages, what it cost, and what members had asked for."""
    parts = (
        ("needs", "page", "en", None, True),
        ("needs", "page", "fr", None, True),
        ("needs", "slides", "en", None, True),
        ("needs", "captions", "fr", None, False),
        ("needs", "transcript", "es", "01-10T10:00", False),  # taken back: no promise stands
        ("brands", "page", "en", None, True),
        ("brands", "page", "zh", None, False),
        ("brands", "questionnaire", "ar", None, True),
    )
    costs = (
        (None, "actual", "1200.00"),  # the platform, for the whole series
        ("needs", "actual", "800.00"),
        ("needs", "actual", "-50.00"),  # a correction
        ("needs", "planned", "9999.00"),
        ("brands", "actual", "600.00"),
        ("licences", "actual", "300.00"),
    )
    topics = (
        ("patents", None, "KEN", "public", "needs"),
        ("patents too", "patents", "NPL", "public", "needs"),  # merged: met with the other
        ("licensing", None, "BRA", "public", "licences"),
        ("designs", None, "NPL", "public", None),
        ("wines", None, "FRA", "refused", None),
        ("music", None, "KEN", "waiting", None),
    )
    return {
        "parts": [
            {"webinar": webinar, "part": part, "language": language, "published": published}
            | {"promised_at": instant("01-01T10:00")}
            | {"withdrawn_at": instant(withdrawn) if withdrawn else None}
            for webinar, part, language, withdrawn, published in parts
        ],
        "costs": [
            {"line": line, "series": "pilot", "webinar": webinar, "kind": kind, "label": "+ VAT"}
            | {"amount": amount, "recorded_at": instant("04-02T10:00")}
            for line, (webinar, kind, amount) in enumerate(costs, 1)
        ],
        "topics": [
            {
                "topic": topic,
                "counts_as": into,
                "state": state,
                "language": "en",
                "webinar": webinar,
            }
            | {"status": status, "supporters": 3, "received_at": instant("01-01T10:00")}
            for topic, into, state, status, webinar in topics
        ],
    }
