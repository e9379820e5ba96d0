"""Chapters are made of the agenda, mended by hand, and lead readers to their second."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories.recordings import make_asset, make_held_sitting, make_public
from webinars.database import Db
from webinars.journal.models import Entry
from webinars.kernel.languages import Language
from webinars.programme.models import AgendaItem, AgendaText, Sitting
from webinars.recordings.models import Asset
from webinars.recordings.queries import recording_of
from webinars.recordings.rules.chapters import marks_of
from webinars.storage.store import Store

AGENDA = [(1, {"en": "Opening", "ar": "الافتتاح"}), (2, {"en": "Three offices"})]


@pytest.fixture
def sitting(db: Db, store: Store) -> Sitting:
    sitting = make_held_sitting(db)
    for place, (minutes, titles) in enumerate(AGENDA):
        texts = [AgendaText(language=Language(code), title=title) for code, title in titles.items()]
        sitting.webinar.agenda.append(AgendaItem(position=place, minutes=minutes, texts=texts))
    make_asset(db, store, sitting=sitting)
    return sitting


def at(sitting: Sitting) -> str:
    return f"/secretariat/sittings/{sitting.public_id}/recording/chapters"


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found is not None
    return found[1]


def sent(page: str, *lines: tuple[str, str], **over: str) -> dict[str, str]:
    """Return what the page sends with these times and English titles."""
    told = {"seen": seen_on(page), "lines": str(len(lines)), "do": "keep"}
    for n, (time, title) in enumerate(lines):
        told |= {f"at-{n}": time, f"title-{n}-en": title}
    return told | over


def kept(db: Db, sitting: Sitting) -> list[tuple[int, str]]:
    db.expire_all()
    recording = recording_of(db, sitting=sitting)
    assert recording is not None
    return [(one.at, one.titles["en"]) for one in marks_of(recording)]


def test_the_agenda_fills_the_page_and_keeps_nothing(
    db: Db, officer: FlaskClient, sitting: Sitting
) -> None:
    page = officer.get(at(sitting)).text

    filled = officer.post(at(sitting), data=sent(page, do="agenda", begins="0:02")).text

    assert 'value="00:00:02"' in filled
    assert 'value="الافتتاح"' in filled
    assert "on this page only" in filled
    assert "Three offices" not in filled  # it begins after the end of the film
    assert kept(db, sitting) == []


def test_chapters_are_kept_and_lead_to_their_second(
    db: Db, store: Store, officer: FlaskClient, client: FlaskClient, sitting: Sitting
) -> None:
    recording = make_public(db, store, sitting=sitting, film=sitting_film(db, sitting))
    page = officer.get(at(sitting)).text

    officer.post(at(sitting), data=sent(page, ("0:02", "Questions"), ("", ""), ("0:00", "Opening")))

    assert kept(db, sitting) == [(0, "Opening"), (2, "Questions")]
    shown = client.get(f"/recordings/{recording.slug}?lang=ar").text
    assert '<a href="?t=00:00:02#play">' in shown
    assert f'<track kind="chapters" src="/recordings/{recording.slug}/chapters/ar.vtt"' in shown
    track = client.get(f"/recordings/{recording.slug}/chapters/en.vtt")
    assert track.content_type == "text/vtt; charset=utf-8"
    assert track.text == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nOpening\n"
        "\n00:00:02.000 --> 00:00:03.000\nQuestions\n"
    )
    kinds = db.scalars(select(Entry.kind).where(Entry.kind == "recordings.chapters")).all()
    assert len(kinds) == 1


def sitting_film(db: Db, sitting: Sitting) -> Asset:
    recording = recording_of(db, sitting=sitting)
    assert recording is not None
    return recording.assets[0]


def test_a_fault_keeps_nothing_and_loses_nothing(
    db: Db, officer: FlaskClient, sitting: Sitting
) -> None:
    page = officer.get(at(sitting)).text

    answer = officer.post(at(sitting), data=sent(page, ("0:00", "Opening"), ("later", "Questions")))

    assert answer.status_code == 422
    assert "Chapter 2: “later” is no time." in answer.text
    assert 'value="Questions"' in answer.text
    assert kept(db, sitting) == []


def test_the_second_of_two_is_told_and_loses_nothing(
    db: Db, officer: FlaskClient, sitting: Sitting
) -> None:
    page = officer.get(at(sitting)).text
    officer.post(at(sitting), data=sent(page, ("0:00", "Hers")))

    told = officer.post(at(sitting), data=sent(page, ("0:01", "Mine")))

    assert told.status_code == 409
    assert "Somebody has changed the chapters meanwhile." in told.text
    assert "Hers" in told.text
    assert 'value="Mine"' in told.text
    assert kept(db, sitting) == [(0, "Hers")]
    officer.post(at(sitting), data=sent(told.text, ("0:01", "Mine")))
    assert kept(db, sitting) == [(1, "Mine")]


def test_chapters_are_all_taken_away(db: Db, officer: FlaskClient, sitting: Sitting) -> None:
    officer.post(at(sitting), data=sent(officer.get(at(sitting)).text, ("0:00", "Opening")))

    officer.post(at(sitting), data=sent(officer.get(at(sitting)).text, ("", "")))

    assert kept(db, sitting) == []


def test_nobody_else_is_told_of_chapters_before_publication(
    db: Db, officer: FlaskClient, client: FlaskClient, sitting: Sitting
) -> None:
    officer.post(at(sitting), data=sent(officer.get(at(sitting)).text, ("0:00", "Opening")))
    recording = recording_of(db, sitting=sitting)
    assert recording is not None

    assert client.get(f"/recordings/{recording.slug}/chapters/en.vtt").status_code == 404
    assert client.get("/recordings/nothing/chapters/en.vtt").status_code == 404
    assert client.get(f"/recordings/{recording.slug}/chapters/xx.vtt").status_code == 404
    nothing_kept = make_held_sitting(db)
    assert officer.get(at(nothing_kept)).status_code == 404
