"""Captions are worked on beside the player: each time they are kept they are another version."""

import io
from collections.abc import Sequence

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories.recordings import ENGLISH, make_asset, make_captions, make_held_sitting
from webinars.database import Db
from webinars.journal.models import Entry
from webinars.programme.models import Sitting
from webinars.recordings.models import Asset, AssetKind, Review
from webinars.recordings.queries import recording_of
from webinars.recordings.rules import captions_of
from webinars.storage.store import Store, pieces


def long_captions(count: int) -> str:
    cues = [
        f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.000 --> "
        f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.900\nword {n}"
        for n in range(count)
    ]
    return "\n\n".join(["WEBVTT", *cues]) + "\n"


def in_use(db: Db, sitting: Sitting) -> Asset:
    db.expire_all()
    recording = recording_of(db, sitting=sitting)
    assert recording is not None
    [asset] = captions_of(recording.assets)
    return asset


def words(store: Store, asset: Asset) -> str:
    return b"".join(pieces(store.open_range(asset.digest))).decode()


def at(asset: Asset) -> str:
    return f"/secretariat/recordings/files/{asset.public_id}/captions"


def page_of(
    rows: Sequence[tuple[str, str, str, str]], *, first: int = 0, last: int = 3, **over: str
) -> dict[str, str]:
    """Return what a page sends whose rows are the captions `first` until before `last`."""
    sent = {"first": str(first), "last": str(last), "rows": str(len(rows)), "review": "draft"}
    for n, (start, end, who, text) in enumerate(rows):
        sent |= {f"start-{n}": start, f"end-{n}": end, f"who-{n}": who, f"text-{n}": text}
        sent[f"was-{n}"] = str(first + n) if n < last - first else ""
    return sent | {"do": "keep"} | over


THREE = [
    ("00:00:00.000", "00:00:01.000", "Moderator", "Good morning, good afternoon, good evening."),
    ("00:00:01.000", "00:00:02.000", "Amina Mfano", "We asked for a database."),
    ("00:00:02.000", "00:00:03.000", "", "What we needed was for two registers to agree."),
]


@pytest.fixture
def sitting(db: Db, store: Store) -> Sitting:
    sitting = make_held_sitting(db)
    make_asset(db, store, sitting=sitting)
    return sitting


def test_the_rows_stand_beside_the_player(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting, review=Review.MACHINE)

    page = officer.get(at(asset)).text

    assert page.count("<li id=") == 3
    assert 'value="Amina Mfano"' in page
    assert ">We asked for a database.</textarea>" in page
    assert "<video controls" in page
    assert f"/media/{asset.public_id}/en.vtt" in page


def test_what_is_kept_is_another_version_and_the_older_stays(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting, review=Review.MACHINE)
    rows = [*THREE[:2], ("2", "0:03", "", ""), ("0:02.5", "0:04", "Amina", "A & B < C")]

    answer = officer.post(at(asset), data=page_of(rows))

    newer = in_use(db, sitting)
    assert answer.headers["Location"] == f"{at(newer)}?from=0"
    assert words(store, newer).endswith(
        "We asked for a database.\n\n00:00:02.500 --> 00:00:04.000\n<v Amina>A &amp; B &lt; C\n"
    )
    assert (newer.review, newer.derived_from, newer.made_with) == (
        Review.DRAFT,
        asset.digest,
        "editor",
    )
    assert asset.withdrawn_at is not None
    assert words(store, asset) == ENGLISH
    kinds = db.scalars(select(Entry.kind).where(Entry.kind == "recordings.add")).all()
    assert len(kinds) == 3


def test_checked_captions_name_who_checked_them(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting, review=Review.MACHINE)
    nobody = officer.post(at(asset), data=page_of(THREE, review="verified", reviewer=" "))
    assert nobody.status_code == 422
    assert "Write the name of the person who checked the captions" in nobody.text
    assert in_use(db, sitting).review is Review.MACHINE

    officer.post(at(asset), data=page_of(THREE, review="verified", reviewer="Ana Prueba"))

    same = in_use(db, sitting)
    assert same.public_id == asset.public_id  # not a word was changed, so the file is the same
    assert (same.review, same.reviewed_by) == (Review.VERIFIED, "Ana Prueba")


def test_a_page_that_changes_nothing_makes_no_version(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting, review=Review.VERIFIED)

    answer = officer.post(at(asset), data=page_of(THREE), follow_redirects=True)

    assert "Nothing was changed." in answer.text
    assert in_use(db, sitting).review is Review.VERIFIED


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("soon", "0:02", "", "x"), "Row 2: “soon” is no time"),
        (("0:02", "0:01", "", "x"), "Row 2: the caption ends before it begins"),
        (("0:02.5", "0:09", "", "kept words"), "Row 3 begins before the one above it"),
        (("0:01", "0:02", "", "<script>kept</script>"), "Row 2: “&lt;script” is no tag"),
    ],
)
def test_a_refusal_keeps_nothing_and_loses_nothing(  # noqa: PLR0917
    db: Db,
    store: Store,
    officer: FlaskClient,
    sitting: Sitting,
    row: tuple[str, str, str, str],
    sentence: str,
) -> None:
    asset = make_captions(db, store, sitting=sitting)
    answer = officer.post(
        at(asset), data=page_of([THREE[0], row, ("0:02", "0:03", "", "my third")])
    )

    assert answer.status_code == 422
    assert sentence in answer.text
    assert ">my third</textarea>" in answer.text
    assert f'value="{row[0]}"' in answer.text
    assert in_use(db, sitting).public_id == asset.public_id
    assert words(store, asset) == ENGLISH


def test_buttons_change_the_page_and_keep_nothing(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting)

    answers = {
        do: officer.post(at(asset), data=page_of(THREE, do=do))
        for do in (
            "split-2",
            "join-0",
            "new-1",
            "new-top",
            "drop-0",
            "join-2",
            "what-0",
            "split-99",
        )
    }

    counts = {
        do: answer.text.count("<li id=")
        for do, answer in answers.items()
        if answer.status_code == 200
    }
    assert counts == {
        "split-2": 4,
        "join-0": 2,
        "new-1": 4,
        "new-top": 4,
        "drop-0": 2,
        "what-0": 3,
        "split-99": 3,
    }
    assert "there is none to join it with" in answers["join-2"].text
    assert ">What we needed was for</textarea>" in answers["split-2"].text
    assert "on this page only" in answers["drop-0"].text
    assert in_use(db, sitting).public_id == asset.public_id


def test_an_hour_is_worked_on_a_page_at_a_time(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting, queries: list[str]
) -> None:
    asset = make_captions(db, store, sitting=sitting, data=long_captions(900), review=Review.DRAFT)
    queries.clear()

    page = officer.get(f"{at(asset)}?t=0:10:20")

    assert len(queries) <= 10
    assert page.text.count("<li id=") == 50
    assert 'id="row-621"' in page.text
    assert len(page.data) < 150_000
    rows = [("0:10:20.000", "0:10:20.900", "", "changed")]
    answer = officer.post(at(asset), data=page_of(rows, first=620, last=621, do="keep-next"))

    newer = in_use(db, sitting)
    assert answer.headers["Location"] == f"{at(newer)}?from=621"
    before, after = long_captions(900), words(store, newer)
    assert after == before.replace("word 620\n", "changed\n")


def test_two_who_change_different_rows_both_find_theirs(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting, data=long_captions(100), review=Review.DRAFT)
    hers = [("0:00.000", "0:00.500", "", "hers"), ("0:00.500", "0:00.900", "", "also hers")]
    officer.post(at(asset), data=page_of(hers, first=0, last=1))
    his = [("1:30.000", "1:30.900", "", "his")]

    answer = officer.post(at(asset), data=page_of(his, first=90, last=91))

    assert answer.status_code == 303
    kept = words(store, in_use(db, sitting))
    assert all(word in kept for word in ("\nhers\n", "\nalso hers\n", "\nhis\n", "word 89"))
    assert "word 90\n" not in kept
    assert kept.count("-->") == 101


def test_the_second_of_two_at_the_same_rows_is_told_and_loses_nothing(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting)
    hers = [THREE[0], (*THREE[1][:3], "Her words."), THREE[2]]
    mine = [THREE[0], (*THREE[1][:3], "My words."), THREE[2]]
    officer.post(at(asset), data=page_of(hers))
    newer = in_use(db, sitting)

    told = officer.post(at(asset), data=page_of(mine))

    assert told.status_code == 409
    assert "Somebody has kept a newer version of these captions meanwhile." in told.text
    assert ">My words.</textarea>" in told.text
    assert "Her words." in told.text
    assert in_use(db, sitting).public_id == newer.public_id
    wrong = officer.post(at(asset), data=page_of(mine, do="over", newest=asset.public_id))
    assert wrong.status_code == 409
    officer.post(at(asset), data=page_of(mine, do="over", newest=newer.public_id))
    assert "My words." in words(store, in_use(db, sitting))
    assert "Her words." not in words(store, in_use(db, sitting))
    versions = officer.get(at(asset).replace("/captions", "/versions")).text
    assert versions.count("<tr>") == 4


def test_captions_that_were_taken_out_of_use_are_not_lost_on_the_page(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting)
    officer.post(f"/secretariat/recordings/files/{asset.public_id}/remove")

    answer = officer.post(at(asset), data=page_of([(*THREE[0][:3], "My words.")]))

    assert answer.status_code == 409
    assert ">My words.</textarea>" in answer.text


def test_an_older_version_is_read_and_taken_back(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting, review=Review.VERIFIED)
    officer.post(at(asset), data=page_of([THREE[0]]))
    newer = in_use(db, sitting)

    older = officer.get(at(asset)).text
    back = officer.post(f"/secretariat/recordings/files/{asset.public_id}/take-back")

    assert "We asked for a database." in older
    again = in_use(db, sitting)
    assert back.status_code == 303
    assert again.public_id not in {asset.public_id, newer.public_id}
    assert (again.digest, again.review, again.reviewed_by) == (
        asset.digest,
        Review.VERIFIED,
        "Salma Mithal",
    )
    twice = officer.post(f"/secretariat/recordings/files/{asset.public_id}/take-back")
    assert twice.status_code == 409
    page = officer.get(at(again).replace("/captions", "/versions")).text
    assert page.count("<tr>") == 4
    assert "In use" in page


def test_a_machines_draft_is_not_taken_back_over_checked_captions(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting, review=Review.MACHINE)
    officer.post(at(asset), data=page_of([THREE[0]], review="verified", reviewer="Ana Prueba"))

    answer = officer.post(f"/secretariat/recordings/files/{asset.public_id}/take-back")

    assert answer.status_code == 409
    assert in_use(db, sitting).reviewed_by == "Ana Prueba"


def test_hostile_numbers_open_nothing_else(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    asset = make_captions(db, store, sitting=sitting)
    sent = page_of(THREE, first=0, last=3) | {"was-0": "-1", "was-1": "999", "was-2": "²"}
    far = page_of(THREE) | {"first": "99999999", "last": "1", "rows": "99999999"}

    assert officer.get(f"{at(asset)}?from=99999999999999&t=x").status_code == 200
    assert officer.post(at(asset), data=sent).status_code == 303
    assert officer.post(at(asset), data=far).status_code in {303, 422}
    assert len(words(store, in_use(db, sitting)).split("-->")) >= 4


def test_srt_is_sent_and_becomes_webvtt(
    db: Db, store: Store, officer: FlaskClient, sitting: Sitting
) -> None:
    data = "1\r\n00:00:01,000 --> 00:00:02,000\r\nЯ <i>здесь</i> & сейчас\r\n".encode("cp1251")
    sent = {"kind": "captions", "language": "ru", "review": "draft", "reviewer": ""}

    answer = officer.post(
        f"/secretariat/sittings/{sitting.public_id}/recording",
        data=sent | {"file": (io.BytesIO(data), "sitting.srt")},
    )

    asset = in_use(db, sitting)
    assert answer.status_code == 303
    assert (asset.name, asset.file.media_type, asset.made_with) == (
        "sitting.vtt",
        "text/vtt",
        "SubRip",
    )
    assert words(store, asset).endswith("Я <i>здесь</i> &amp; сейчас\n")


@pytest.mark.usefixtures("sitting")
def test_other_files_have_no_rows(db: Db, officer: FlaskClient) -> None:
    film = db.scalars(select(Asset).where(Asset.kind == AssetKind.ORIGINAL)).one()

    assert officer.get(at(film)).status_code == 404
    assert officer.post(at(film), data=page_of(THREE)).status_code == 404
    assert officer.get(at(film).replace("/captions", "/versions")).status_code == 404
