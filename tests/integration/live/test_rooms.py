"""Sittings in providers' rooms: made in time, counted, mended, ended; secrets that stay sealed."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from tests.factories.programme import make_sitting
from tests.factories.rooms import KEY, make_account, make_room, participant
from tests.servers.rooms import SECRET, BigBlueButtonServer, Fault, ZoomServer, running
from webinars.attendance.models import AttendanceImport
from webinars.attendance.queries import newest_holding
from webinars.database import Db
from webinars.jobs.models import Job
from webinars.jobs.register import GivenUp, TryLater
from webinars.journal.models import Detail
from webinars.live.models import Provider, ProviderRoom, RoomAccount, RoomState
from webinars.live.operations.connecting import (
    AccountFacts,
    AddressNeeded,
    BadNetwork,
    SecretNeeded,
    change_account,
    close_account,
    connect,
    opened,
)
from webinars.live.operations.using import NumberNeeded, RoomSaid, mend, use_account
from webinars.live.rules.faults import AuthRefused
from webinars.live.tasks import House, call, tend
from webinars.programme.models import Sitting

START = datetime.fromisoformat("2027-03-10T12:00:00+00:00")
HOUSE = House(KEY, "https://webinars.example")


def minute(count: float) -> datetime:
    return START + timedelta(minutes=count)


@pytest.fixture
def server() -> Iterator[BigBlueButtonServer]:
    room = BigBlueButtonServer()
    with running(room):
        yield room


@pytest.fixture
def account(db: Db, server: BigBlueButtonServer) -> RoomAccount:
    return make_account(db, address=f"{server.address}/bigbluebutton")


@pytest.fixture
def sitting(db: Db) -> Sitting:
    return make_sitting(db)


@pytest.fixture
def room(db: Db, account: RoomAccount, sitting: Sitting) -> ProviderRoom:
    return make_room(db, account=account, sitting=sitting)


class Worker:
    """Does the calls that are due, as the worker does, and says how each ended."""

    def __init__(self, db: Db, connection: Connection) -> None:
        self.db, self.connection = db, connection

    def do(self, now: datetime, *, tending: bool = False) -> list[str]:
        self.db.flush()
        if tending:
            tend(self.connection, now)
        jobs = select(Job).where(
            Job.name == "live.call", Job.done_at.is_(None), Job.failed_at.is_(None)
        )
        due = self.db.scalars(jobs.where(Job.due_at <= now).order_by(Job.id)).all()
        ended = [f"{job.arguments['do']}: {self._one(job, now)}" for job in due]
        self.db.expire_all()
        return ended

    def _one(self, job: Job, now: datetime) -> str:
        try:
            outcome = call(HOUSE, self.connection, job.arguments, now)
        except (TryLater, GivenUp) as end:
            job.failed_at = now
            self.db.flush()
            return f"{type(end).__name__} {end.reason}"
        job.done_at = now
        self.db.flush()
        return str(outcome)


@pytest.fixture
def worker(db: Db, connection: Connection) -> Worker:
    return Worker(db, connection)


def test_a_meeting_is_made_in_time_counted_and_found_over(
    *,
    db: Db,
    worker: Worker,
    server: BigBlueButtonServer,
    room: ProviderRoom,
    sitting: Sitting,
) -> None:
    assert worker.do(minute(-60)) == ["check: 2.0"]
    assert worker.do(minute(-45), tending=True) == ["create: made", "create: made"]
    assert (room.state, server.paths().count("create")) == (RoomState.READY, 2)
    meeting = server.meetings[room.meeting_id]
    assert meeting.asked["meta_endCallbackUrl"].endswith(f"/hooks/bigbluebutton/{room.public_id}")

    meeting.present = 40
    assert worker.do(minute(3), tending=True) == ["create: made", "status: running"]
    assert (room.present, room.present_at) == (40, minute(3))
    assert worker.do(minute(3), tending=True) == []  # asked once a minute, once a slot

    server.meetings.clear()
    assert "status: not running" in worker.do(minute(91), tending=True)
    held = newest_holding(db, sitting=sitting)
    assert held is not None
    assert (held.started_at, held.ended_at, held.source) == (minute(3), minute(91), "provider")


def test_a_server_that_restarted_gets_its_meeting_back(
    worker: Worker, server: BigBlueButtonServer, room: ProviderRoom
) -> None:
    worker.do(minute(-10), tending=True)
    first = room.reference["create_time"]
    server.meetings.clear()

    assert "create: a new run" in worker.do(minute(-5), tending=True)
    assert room.reference["create_time"] != first


def test_a_room_that_is_away_is_left_in_peace_after_five_failures(
    worker: Worker, server: BigBlueButtonServer, account: RoomAccount, room: ProviderRoom
) -> None:
    worker.do(minute(-60))
    server.fails = [Fault(503)] * 20
    for number in range(8):
        worker.do(minute(-40 + 5 * number), tending=True)
        if account.paused_until:
            break

    assert (room.state, room.fault) == (RoomState.FAILED, "Away")
    assert account.failures == 5
    calls = len(server.calls)
    assert account.paused_until is not None
    worker.do(account.paused_until - timedelta(minutes=1), tending=True)
    assert len(server.calls) == calls


def test_too_many_calls_pause_the_account_for_as_long_as_was_asked(
    db: Db, worker: Worker, server: BigBlueButtonServer, account: RoomAccount, room: ProviderRoom
) -> None:
    worker.do(minute(-60))
    server.fails = [Fault(429, {"Retry-After": "600"})]
    assert worker.do(minute(-44)) == ["create: TryLater OverQuota"]
    assert account.paused_until == minute(-34)

    mend(db, room=room, now=minute(-43))  # a person decides not to wait
    assert "create: made" in worker.do(minute(-43))
    assert account.paused_until is None


def test_a_wrong_secret_is_given_up_and_said(
    db: Db, worker: Worker, server: BigBlueButtonServer, account: RoomAccount, room: ProviderRoom
) -> None:
    server.secret = "another secret"
    assert worker.do(minute(-44)) == ["check: GivenUp AuthRefused", "create: GivenUp AuthRefused"]
    assert (account.verdict, room.fault) == ("AuthRefused", "AuthRefused")

    said = AccountFacts(
        provider=account.provider,
        name="Our rooms",
        address=account.address,
        secrets={"secret": "another secret"},
        networks="127.0.0.0/8",
    )
    change_account(db, account=account, said=said, key=KEY, by="admin", now=minute(-43))
    mend(db, room=room, now=minute(-43))

    assert "create: made" in worker.do(minute(-43))
    assert account.verdict == ""


def test_the_new_room_is_used_before_the_old_one_is_ended(
    *,
    db: Db,
    worker: Worker,
    server: BigBlueButtonServer,
    room: ProviderRoom,
    sitting: Sitting,
) -> None:
    worker.do(minute(-44))
    other = make_account(db, address=f"{server.address}/bigbluebutton", name="Others")

    fresh = use_account(
        db, sitting=sitting, account=other, said=RoomSaid(), by="officer", now=minute(-40)
    )

    assert fresh.id != room.id
    ended = worker.do(minute(-40))
    assert ended.index("end: ended") < ended.index("create: made")  # by then nobody is led there
    assert (room.state, fresh.state) == (RoomState.ENDED, RoomState.READY)
    assert list(server.meetings) == [fresh.meeting_id]


def test_other_words_about_the_same_room_leave_its_meeting_alone(
    db: Db, worker: Worker, account: RoomAccount, room: ProviderRoom, sitting: Sitting
) -> None:
    worker.do(minute(-44))
    meeting = room.meeting_id

    said = RoomSaid(dial_in="+41 22 338 91 11", notes="Sound only by telephone")
    again = use_account(db, sitting=sitting, account=account, said=said, by="o", now=minute(-9))

    assert (again.id, again.meeting_id) == (room.id, meeting)
    assert [one.dial_in for one in sitting.rooms if one.closed_at is None] == ["+41 22 338 91 11"]
    assert worker.do(minute(-9)) == []


def test_a_cancelled_sitting_ends_its_meeting(
    db: Db, worker: Worker, server: BigBlueButtonServer, room: ProviderRoom, sitting: Sitting
) -> None:
    worker.do(minute(-44))
    sitting.cancelled_at = minute(-30)
    db.flush()

    assert worker.do(minute(-30), tending=True) == ["end: ended"]
    assert server.meetings == {}
    assert room.state is RoomState.ENDED


def test_secrets_are_sealed_and_in_no_journal(db: Db, account: RoomAccount) -> None:
    details = str([row.content for row in db.scalars(select(Detail))])

    assert SECRET not in account.sealed + details + repr(account)
    assert opened(account, key=KEY, now=START).secrets == {"secret": SECRET}
    with pytest.raises(AuthRefused):
        opened(account, key=b"o" * 32, now=START)


def test_the_secret_before_is_believed_for_a_day(db: Db, account: RoomAccount) -> None:
    said = AccountFacts(
        provider=account.provider,
        name="Our rooms",
        address=account.address,
        secrets={"secret": "new"},
        networks="127.0.0.0/8",
    )
    change_account(db, account=account, said=said, key=KEY, by="admin", now=START)

    soon, later = (opened(account, key=KEY, now=START + timedelta(hours=h)) for h in (23, 25))
    assert soon.both("secret") == ["new", SECRET]
    assert later.both("secret") == ["new"]


def test_a_closed_account_keeps_no_secret_and_is_called_no_more(
    db: Db, worker: Worker, server: BigBlueButtonServer, account: RoomAccount, room: ProviderRoom
) -> None:
    close_account(db, account=account, by="admin", now=START)

    assert worker.do(minute(-44)) == ["check: nothing left to do", "create: nothing left to do"]
    assert (account.sealed, server.calls, room.state) == ("", [], RoomState.WANTED)


@pytest.mark.parametrize(
    ("over", "refusal"),
    [
        ({"address": ""}, AddressNeeded),
        ({"address": "bbb.example.org"}, AddressNeeded),
        ({"address": "http://bbb.example.org/"}, AddressNeeded),
        ({"address": "https://name:word@bbb.example.org/"}, AddressNeeded),
        ({"address": "javascript:alert(1)"}, AddressNeeded),
        ({"networks": "everything"}, BadNetwork),
        ({"secrets": {}}, SecretNeeded),
        ({"secrets": {"secret": ""}}, SecretNeeded),
    ],
)
def test_an_account_that_cannot_be_right_is_refused(
    db: Db, over: dict[str, object], refusal: type[Exception]
) -> None:
    said: dict[str, object] = {
        "provider": Provider.BIGBLUEBUTTON,
        "name": "Ours",
        "address": "https://bbb.example.org/bigbluebutton",
        "secrets": {"secret": "s"},
    }
    with pytest.raises(refusal):
        connect(db, said=AccountFacts(**said | over), key=KEY, by="a", now=START)  # type: ignore[arg-type]


def test_zooms_own_report_leaves_out_the_messages_before_it(
    db: Db, worker: Worker, sitting: Sitting
) -> None:
    zoom = ZoomServer()
    zoom.api.participants = [
        participant(
            "Amina",
            "1",
            user_email="amina@example.org",
            join_time=minute(1).isoformat(),
            leave_time=minute(80).isoformat(),
        )
    ]
    with running(zoom, zoom.api):
        account = make_account(db, provider=Provider.ZOOM, address=zoom.address)
        make_room(db, account=account, sitting=sitting)
        ended = worker.do(minute(125), tending=True)
        again = worker.do(minute(126), tending=True)

    assert ended == ["check: well", "recordings: 0 files", "attendance: 2 moves"]
    assert again == []
    assert db.scalars(select(AttendanceImport)).all() == []  # offered by a job of its own
    assert db.scalars(select(Job.key).where(Job.name == "live.report")).all()


def test_a_zoom_room_needs_the_number_that_reports_name(db: Db, sitting: Sitting) -> None:
    account = make_account(db, provider=Provider.ZOOM, address="")

    with pytest.raises(NumberNeeded):
        make_room(db, account=account, sitting=sitting, meeting_id=" ")
