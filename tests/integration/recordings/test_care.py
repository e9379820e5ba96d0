"""How long recordings are kept, who agreed to be heard, and what stays of what is gone."""

import io
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories.programme import NOON
from tests.factories.recordings import (
    SLIDES,
    make_asset,
    make_captions,
    make_held_sitting,
    make_public,
)
from tests.factories.registrations import make_registration
from webinars.database import Db
from webinars.journal.models import Entry
from webinars.kernel.languages import Language
from webinars.live.models import FloorQuestion, QuestionState
from webinars.programme.models import Appearance, Part, Sitting
from webinars.recordings.models import AssetKind, Recording, Retention, SlidePage
from webinars.recordings.operations import publish, withdraw
from webinars.recordings.operations.keeping import (
    classify,
    due_for_removal,
    hold,
    lift_hold,
    purge,
)
from webinars.recordings.operations.refusals import (
    NotRestricted,
    OnHold,
    WhyHeld,
    WithoutConsent,
)
from webinars.recordings.queries import silent_questioners
from webinars.registrations.models import Consent, ConsentKind
from webinars.storage.models import StoredFile
from webinars.storage.operations import register_file
from webinars.storage.store import Store
from webinars.web.requests import WebinarsApp

LATER = NOON + timedelta(days=90)


def page_of(sitting: Sitting) -> str:
    return f"/secretariat/sittings/{sitting.public_id}/recording"


def make_restricted(db: Db, store: Store) -> Recording:
    recording = make_asset(db, store, sitting=make_held_sitting(db)).recording
    classify(db, recording=recording, retention=Retention.RESTRICTED, by="test", now=NOON)
    return recording


def make_silent_speaker(db: Db, sitting: Sitting) -> None:
    speaker = Appearance(part=Part.SPEAKER, name="Amina Mfano", invited_at=NOON)
    sitting.webinar.appearances.append(speaker)
    db.flush()


def make_question(db: Db, sitting: Sitting, *, agreed: bool) -> None:
    registration = make_registration(db, sitting=sitting)
    if agreed:
        row = Consent(kind=ConsentKind.RECORDING, given_at=NOON, notice_version=1)
        registration.consents.append(row)
    question = FloorQuestion(
        webinar_id=sitting.webinar_id,
        registration_id=registration.id,
        language=Language.ENGLISH,
        text="May I ask?",
        named=False,
        asked_at=NOON,
        state=QuestionState.ALOUD,
    )
    db.add(question)
    db.flush()


def test_nothing_is_public_of_whom_nobody_has_asked(
    db: Db, store: Store, officer: FlaskClient
) -> None:
    sitting = make_held_sitting(db)
    make_asset(db, store, sitting=sitting)
    make_captions(db, store, sitting=sitting)
    make_silent_speaker(db, sitting)

    refused = officer.post(f"{page_of(sitting)}/publish", data={"reason": ""})
    agreed = officer.post(
        f"{page_of(sitting)}/publish", data={"consent": "In writing, 2 March 2027"}
    )

    assert refused.status_code == 422
    assert "not noted of Amina Mfano" in refused.text
    assert agreed.status_code == 303
    assert db.scalars(select(Recording.consent_note)).all() == ["In writing, 2 March 2027"]


@pytest.mark.parametrize("agreed", [True, False])
def test_who_is_heard_asking_must_have_agreed(db: Db, store: Store, agreed: bool) -> None:  # noqa: FBT001
    sitting = make_held_sitting(db)
    asset = make_asset(db, store, sitting=sitting)
    make_captions(db, store, sitting=sitting)
    make_question(db, sitting, agreed=agreed)

    assert len(silent_questioners(db, webinar=sitting.webinar)) == (0 if agreed else 1)
    if agreed:
        publish(db, recording=asset.recording, reason="", by="test", now=NOON)
    else:
        with pytest.raises(WithoutConsent):
            publish(db, recording=asset.recording, reason="", by="test", now=NOON)


def test_a_tombstone_says_who_decided(db: Db, store: Store, client: FlaskClient) -> None:
    recording = make_public(db, store)
    withdraw(
        db,
        recording=recording,
        reason="Names a person.",
        authority="Legal Counsel",
        by="test",
        now=NOON,
    )

    page = client.get(f"/recordings/{recording.slug}").text

    assert "Names a person." in page
    assert "Decided by Legal Counsel." in page
    assert recording.assets[0].digest in page


def test_a_restricted_recording_goes_after_ninety_days(
    app: WebinarsApp, db: Db, store: Store, officer: FlaskClient
) -> None:
    recording = make_restricted(db, store)
    asset = recording.assets[0]
    app.clock = lambda: LATER

    said = app.test_cli_runner().invoke(args=["recordings", "purge"])
    still = store.exists(asset.digest)
    done = app.test_cli_runner().invoke(args=["recordings", "purge", "--yes"])
    db.expire_all()

    assert (said.exit_code, still) == (0, True)
    assert f"{recording.slug}: restricted, since 2027-03-01" in said.output
    assert done.output.endswith("files removed: 1\n")
    assert not store.exists(asset.digest)
    app.clock = lambda: NOON
    assert officer.get(f"/media/{asset.public_id}/a").status_code == 410
    assert db.get_one(StoredFile, asset.digest).purged_at == LATER
    kinds = select(Entry.kind).where(Entry.subject == recording.public_id).order_by(Entry.id)
    assert list(db.scalars(kinds))[-1] == "recordings.purge"


def test_the_pictures_of_slides_go_with_them(db: Db, store: Store) -> None:
    slides = make_asset(
        db,
        store,
        sitting=make_held_sitting(db),
        data=SLIDES,
        kind=AssetKind.SLIDES,
        language="en",
        name="slides.pdf",
    )
    picture = store.keep(io.BytesIO(b"\xff\xd8\xff" + bytes(100)))
    file = register_file(db, kept=picture, now=NOON)
    for number in (1, 2):  # two blank pages look alike
        page = {"asset_id": slides.id, "number": number, "width": 9, "height": 9, "words": ""}
        db.add(SlidePage(file=file, **page))
    db.flush()
    recording = slides.recording
    classify(db, recording=recording, retention=Retention.RESTRICTED, by="test", now=NOON)

    gone = purge(db, recording=recording, by="test", now=LATER)

    assert set(gone) == {slides.digest, picture.digest}


def test_a_hold_keeps_it_until_it_is_lifted(db: Db, store: Store) -> None:
    recording = make_restricted(db, store)
    with pytest.raises(WhyHeld):
        hold(db, recording=recording, reason=" ", by="test", now=NOON)
    hold(db, recording=recording, reason="Case EXAMPLE/7", by="test", now=NOON)

    assert due_for_removal(db, now=LATER) == []
    with pytest.raises(OnHold):
        purge(db, recording=recording, by="test", now=LATER)
    lift_hold(db, recording=recording, by="test", now=LATER)
    assert due_for_removal(db, now=LATER) == [recording]


def test_what_was_public_or_stands_elsewhere_is_not_removed(db: Db, store: Store) -> None:
    public = make_public(db, store)
    twin = make_asset(db, store, sitting=make_held_sitting(db)).recording
    classify(db, recording=twin, retention=Retention.RESTRICTED, by="test", now=NOON)

    with pytest.raises(NotRestricted):
        purge(db, recording=public, by="test", now=LATER)
    assert purge(db, recording=twin, by="test", now=LATER) == []  # the same film is public
    assert store.exists(public.assets[0].digest)


def test_the_archive_is_cared_for_on_one_page(db: Db, store: Store, officer: FlaskClient) -> None:
    recording = make_public(db, store)
    sitting = recording.sitting
    officer.post(f"{page_of(sitting)}/retention", data={"retention": "working"})
    officer.post(f"{page_of(sitting)}/hold", data={"reason": "Case EXAMPLE/7"})
    recording.assets[0].file.harmed_at = NOON
    db.flush()

    page = officer.get("/secretariat/recordings").text

    assert sitting.webinar.texts[0].title in page
    assert "Working: kept until it is replaced" in page
    assert "Case EXAMPLE/7" in page
    assert "One is harmed or missing." in page
    assert recording.assets[0].digest in page
    officer.post(f"{page_of(sitting)}/lift")
    assert "Case EXAMPLE/7" not in officer.get("/secretariat/recordings").text
