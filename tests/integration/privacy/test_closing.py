"""The end of a series on pages: previewed, confirmed, watched, and told; nobody registers after."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select, update

from tests.conftest import NOON
from tests.factories.accounts import make_account, sign_in
from tests.factories.attendance import make_held_sitting
from tests.factories.feedback import make_invitations
from tests.factories.programme import make_sitting
from tests.factories.registrations import declaration, make_registration
from tests.integration.evaluation.sealing import taken
from webinars.accounts.models import Role
from webinars.app.rooms import place_of
from webinars.database import Db
from webinars.jobs.models import Job
from webinars.journal.models import Entry
from webinars.outbox.models import Letter
from webinars.outbox.operations import post
from webinars.people.models import Person
from webinars.privacy.models import Closure, Step
from webinars.privacy.operations import Order, close_series, count_false
from webinars.privacy.operations.silencing import withdraw_false
from webinars.privacy.tasks import retire_asked
from webinars.programme.models import Series, Sitting
from webinars.registrations.letters import OFFER, REMINDER_DAY, WEBINAR_CANCELLED
from webinars.registrations.models import Registration
from webinars.registrations.operations import register
from webinars.registrations.operations.refusals import RegistrationClosed
from webinars.web.requests import WebinarsApp

MOVED = "https://archive.example.org/pilot"


@pytest.fixture
def held(db: Db) -> Sitting:
    """A sitting of a series that ended, with one who came."""
    sitting = make_held_sitting(db)
    sitting.webinar.series.ends_on = date(2027, 2, 28)
    make_registration(db, sitting=sitting, now=sitting.starts_at - timedelta(days=2))
    return sitting


@pytest.fixture
def administrator(db: Db, app: WebinarsApp) -> FlaskClient:
    account = make_account(db, role=Role.ADMINISTRATOR, email="ada@example.org")
    return sign_in(app.test_client(), db, account)


def answers(series: Series, **over: str) -> dict[str, str]:
    return {"moved_to": MOVED, "mandate": "EXAMPLE/26", "confirmed": series.slug} | over


def worked(db: Db, app: WebinarsApp) -> Closure:
    """Do what the worker would with the last that was asked; return it."""
    job = db.scalars(select(Job).where(Job.name == "privacy.retire").order_by(Job.id)).all()[-1]
    retire_asked(place_of(app), app.engine, job.arguments, NOON)
    db.expire_all()
    return db.scalars(select(Closure).order_by(Closure.id.desc()).limit(1)).one()


def test_a_series_is_closed_from_the_preview_to_what_was_done(
    db: Db, app: WebinarsApp, held: Sitting, administrator: FlaskClient
) -> None:
    series = held.webinar.series
    taken(db, app)
    one_reminder_waits(db)
    at = f"/administration/series/{series.slug}"

    preview = administrator.get(at).text
    asked = administrator.post(f"{at}/close", data=answers(series)).location
    waiting = administrator.get(asked)
    done = worked(db, app)
    page = administrator.get(asked)
    coming = make_sitting(db, webinar=held.webinar, starts_at=NOON + timedelta(days=9))
    form = app.test_client().get(f"/sittings/{coming.public_id}/register")

    for said in ("1 person;", "1 letter that waits", "No decision to close it is recorded."):
        assert said in preview
    assert waiting.headers["Refresh"] == "3"
    assert "Refresh" not in page.headers
    assert done.step is Step.DONE
    for said in (MOVED, "no figure moved", "pack.zip", "1 person;", "1 letter that had not left"):
        assert said in page.text
    assert (form.status_code, "This series is closed for good" in form.text) == (409, True)
    with pytest.raises(RegistrationClosed):
        register(db, sitting=coming, declared=declaration(name="Late"), now=NOON)
    assert administrator.post(f"{at}/close", data=answers(series)).status_code == 422


def one_reminder_waits(db: Db) -> None:
    db.execute(delete(Letter))
    letter(db, db.scalars(select(Registration.public_id)).one(), REMINDER_DAY)


def letter(db: Db, about: str, kind: str) -> None:
    post(
        db,
        kind=kind,
        address="someone@office.example",
        name="Someone",
        language="en",
        zone=None,
        about=about,
        now=NOON,
        due_at=NOON + timedelta(hours=1),
    )


def test_a_closing_that_was_cut_off_goes_on_from_its_first_moment(
    db: Db, app: WebinarsApp, held: Sitting
) -> None:
    """The power fails after the pages lead elsewhere; a day later the job is done again."""
    order = Order(held.webinar.series.slug, MOVED, "EXAMPLE/26", "test")
    place, tomorrow = place_of(app), NOON + timedelta(days=1)
    taken(db, app)
    one_reminder_waits(db)

    def cut_off(step: Step) -> None:
        if step is Step.PURGING:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        close_series(app.engine, place, order, now=NOON, dry_run=False, tell=cut_off)
    done = close_series(app.engine, place, order, now=tomorrow, dry_run=False)

    assert (done.letters, done.purged.persons) == (1, 1)
    assert db.scalars(select(Series.closed_at)).all() == [NOON]


def test_closing_it_once_more_writes_nothing_and_another_address_corrects_the_first(
    db: Db, app: WebinarsApp, held: Sitting
) -> None:
    taken(db, app)

    def closed(moved_to: str) -> tuple[int | None, int]:
        order = Order(held.webinar.series.slug, moved_to, "EXAMPLE/26", "test")
        done = close_series(app.engine, place_of(app), order, now=NOON, dry_run=False)
        wrote = select(func.count()).where(Entry.kind == "privacy.close")
        return done.cut, db.scalar(wrote) or 0

    (first, one), (second, still), (third, two) = (
        closed(MOVED),
        closed(MOVED),
        closed(f"{MOVED}/2"),
    )

    assert (one, still, two) == (1, 1, 2)
    assert (first is None, second, third is None) == (False, None, False)
    db.expire_all()
    assert db.scalars(select(Series.moved_to)).all() == [f"{MOVED}/2"]


def test_letters_that_became_false_are_taken_back_and_no_others(db: Db, held: Sitting) -> None:
    """Neither of another series, nor what stays true, nor what has left."""
    series = held.webinar.series
    here = db.scalars(select(Registration.public_id)).one()
    elsewhere = make_registration(db, sitting=make_sitting(db), name="Else").public_id
    (asked,) = make_invitations(db, webinar=held.webinar)
    db.execute(delete(Letter))
    for about, kind in (
        (here, REMINDER_DAY),
        (asked.public_id, "feedback.invitation"),
        (here, WEBINAR_CANCELLED),
        (elsewhere, REMINDER_DAY),
        (here, OFFER),
    ):
        letter(db, about, kind)
    db.execute(update(Letter).where(Letter.kind == OFFER).values(sent_at=NOON))

    counted = count_false(db, series=series)
    taken_back = [withdraw_false(db, series=series, now=NOON) for _ in "ab"]

    gone = select(Letter.about, Letter.kind).where(Letter.withdrawn_at == NOON)
    assert (counted, taken_back) == (2, [2, 2])
    assert {(row.about, row.kind) for row in db.execute(gone)} == {
        (here, REMINDER_DAY),
        (asked.public_id, "feedback.invitation"),
    }


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"confirmed": "yes"}, "to confirm: what is purged cannot be brought back"),
        ({"moved_to": "javascript:alert(1)"}, "is no address of a page"),
        ({"mandate": ""}, "Write something here"),
    ],
)
def test_nothing_is_asked_without_address_decision_and_confirmation(
    db: Db, held: Sitting, administrator: FlaskClient, over: dict[str, str], said: str
) -> None:
    series = held.webinar.series
    at = f"/administration/series/{series.slug}"

    refused = administrator.post(f"{at}/close", data=answers(series, **over))

    assert refused.status_code == 422
    assert said in refused.text.replace("&#39;", "'")
    assert db.scalars(select(Closure)).all() == []


def test_a_series_that_runs_is_neither_purged_nor_closed(
    db: Db, held: Sitting, administrator: FlaskClient
) -> None:
    series = held.webinar.series
    series.ends_on = date(2027, 3, 1)  # today is its last day
    db.flush()
    at = f"/administration/series/{series.slug}"

    preview = administrator.get(at).text
    codes = [
        administrator.post(f"{at}/close", data=answers(series)).status_code,
        administrator.post(f"{at}/purge", data={"purge-confirmed": series.slug}).status_code,
    ]

    assert "The series runs until" in preview
    assert "Close the series for good" not in preview
    assert codes == [422, 422]


def test_nothing_is_purged_or_closed_while_people_still_come(
    db: Db, held: Sitting, administrator: FlaskClient
) -> None:
    """The period is over, and a sitting was moved beyond it: who registered must be told first."""
    series = held.webinar.series
    held.webinar.announced_at = NOON - timedelta(days=40)
    coming = make_sitting(db, webinar=held.webinar, starts_at=NOON + timedelta(days=9))
    at = f"/administration/series/{series.slug}"

    preview = administrator.get(at).text
    closing = administrator.post(f"{at}/close", data=answers(series))
    purging = administrator.post(f"{at}/purge", data={"purge-confirmed": series.slug})
    coming.cancelled_at = NOON
    db.flush()
    after = administrator.get(at).text

    assert "A sitting on 10 March 2027 is still to come." in " ".join(preview.split())
    assert "Close the series for good" not in preview
    assert (closing.status_code, purging.status_code) == (422, 422)
    assert "has a sitting still to come, on 2027-03-10" in closing.text
    assert "still to come" not in after
    assert "Close the series for good" in after


def test_a_purge_alone_leaves_the_series_and_asked_twice_is_done_once(
    db: Db, app: WebinarsApp, held: Sitting, administrator: FlaskClient
) -> None:
    series = held.webinar.series
    taken(db, app)
    at = f"/administration/series/{series.slug}/purge"

    first = administrator.post(at, data={"purge-confirmed": series.slug})
    second = administrator.post(at, data={"purge-confirmed": series.slug})
    done = worked(db, app)
    again = worked(db, app)

    assert (first.status_code, second.status_code) == (303, 422)
    assert (done.step, again.told["purged"]["persons"]) == (Step.DONE, 1)
    assert db.scalars(select(Person.name)).all() == [""]
    assert db.scalars(select(Series.closed_at)).all() == [None]


def test_everybody_reads_that_it_is_closed_and_where_its_pages_are(
    db: Db, app: WebinarsApp, held: Sitting, administrator: FlaskClient
) -> None:
    series = held.webinar.series
    held.webinar.announced_at = series.published_at = NOON - timedelta(days=40)
    taken(db, app)
    at = f"/administration/series/{series.slug}"
    before = app.test_client().get("/programme?lang=fr").text
    administrator.post(f"{at}/close", data=answers(series))
    worked(db, app)
    account = make_account(db, role=Role.SECRETARIAT, email="sek@example.org")
    office = sign_in(app.test_client(), db, account)

    public = [app.test_client().get(page).text for page in ("/", "/programme")]
    desk = office.get(f"/secretariat/series/{series.slug}").text

    assert MOVED not in before
    for page in public:
        assert "This series was closed on 1 March 2027." in " ".join(page.split())
        assert f'href="{MOVED}"' in page
        assert f'href="/series/{series.slug}/evaluation"' in page
    assert "Closed on 1 March 2027." in " ".join(desk.split())
    assert "Plan a webinar" not in desk
    assert "Nothing more." in administrator.get(at).text


def test_a_refusal_on_the_way_is_told_and_not_tried_again(
    db: Db, app: WebinarsApp, held: Sitting, administrator: FlaskClient
) -> None:
    series = held.webinar.series
    at = f"/administration/series/{series.slug}"
    asked = administrator.post(f"{at}/close", data=answers(series))
    series.ends_on = date(2027, 12, 31)  # extended while the job waited
    db.flush()

    done = worked(db, app)

    assert done.step is Step.REFUSED
    assert "still runs until 2027-12-31" in administrator.get(asked.location).text
    assert db.scalars(select(Person.name)).all() != [""]


def test_the_secretariat_sees_the_same_and_has_no_button(
    db: Db, client: FlaskClient, held: Sitting
) -> None:
    office = sign_in(client, db, make_account(db, role=Role.SECRETARIAT))
    slug = held.webinar.series.slug

    page = office.get(f"/secretariat/series/{slug}/closing")
    refused = office.post(f"/administration/series/{slug}/close", data=answers(held.webinar.series))

    assert "1 person;" in page.text
    assert refused.status_code == 403
    assert "Close the series for good" not in page.text
