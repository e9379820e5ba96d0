"""What mail servers send back: read from a file, a mailbox or a folder, with distrust."""

from mailbox import Maildir, mbox
from pathlib import Path

import pytest

from tests.conftest import NOON
from tests.factories.people import AMINA
from tests.factories.programme import make_sitting
from tests.factories.registrations import make_registration
from tests.integration.outbox.hands import hand_over_all
from tests.integration.registrations.reading import letters
from webinars.app.rooms import COMMANDS
from webinars.database import Db
from webinars.outbox.imports import LARGEST, read_report
from webinars.outbox.models import Bounce, Letter
from webinars.web.requests import WebinarsApp

REPORT = """\
From: MAILER-DAEMON@relay.example
To: webinars@example.org
Subject: Undelivered Mail Returned to Sender
Message-ID: <20270301.1@relay.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {words}

--b
Content-Type: text/rfc822-headers

Message-ID: <{letter}@example.org>

--b--
"""


def report(of: Letter, **over: str) -> bytes:
    facts = {
        "letter": of.public_id,
        "address": AMINA[1],
        "action": "failed",
        "status": "5.1.1",
        "words": f"550 5.1.1 <{AMINA[1]}>: user unknown",
    }
    return REPORT.format(**facts | over).encode()


@pytest.fixture
def sent(db: Db, app: WebinarsApp) -> Letter:
    make_registration(db, sitting=make_sitting(db))
    hand_over_all(app)
    db.expire_all()
    return letters(db)[0]


def run(app: WebinarsApp, path: Path) -> str:
    cli = next(group for group in COMMANDS if group.name == "outbox")
    return str(app.test_cli_runner().invoke(cli, ["bounces", str(path)]).output)


def test_a_report_is_kept_once_and_without_the_address(
    db: Db, app: WebinarsApp, sent: Letter, tmp_path: Path
) -> None:
    path = tmp_path / "report.eml"
    path.write_bytes(report(sent))

    said = [run(app, path), run(app, path)]

    [bounce] = db.query(Bounce)
    assert said == [
        "1 read, 1 new bounces kept, 0 ignored\n",
        "1 read, 0 new bounces kept, 1 ignored\n",
    ]
    assert (bounce.letter_id, bounce.status, bounce.permanent) == (sent.id, "5.1.1", True)
    assert bounce.reason == "550 5.1.1 <…>: user unknown"
    assert bounce.read_at == NOON


@pytest.mark.parametrize("kind", ["mbox", "maildir", "folder"])
def test_a_mailbox_and_a_folder_are_read_whole(
    db: Db, app: WebinarsApp, sent: Letter, tmp_path: Path, kind: str
) -> None:
    reports = [report(sent), report(sent, status="4.2.2", action="delayed", words="x; full")]
    path = tmp_path / "box"
    if kind == "folder":
        path.mkdir()
        for number, raw in enumerate(reports):
            (path / f"{number}.eml").write_bytes(raw)
        (path / "notes.txt").write_text("no letter")
    else:
        box = mbox(path) if kind == "mbox" else Maildir(path)
        for raw in [*reports, b"Subject: hello\n\nNo report.\n"]:
            box.add(raw)
        box.close()

    run(app, path)

    found = db.query(Bounce).order_by(Bounce.status).all()
    assert [(one.status, one.permanent) for one in found] == [("4.2.2", False), ("5.1.1", True)]


@pytest.mark.parametrize(
    "over",
    [
        {"letter": "a" * 26},
        {"letter": "not-ours"},
        {"action": "delivered", "status": "2.0.0"},
        {"status": "2.1.5"},
        {"status": "unknown"},
        {"action": "relayed"},
    ],
)
def test_what_is_no_failure_of_ours_is_ignored(
    db: Db, app: WebinarsApp, sent: Letter, tmp_path: Path, over: dict[str, str]
) -> None:
    path = tmp_path / "report.eml"
    path.write_bytes(report(sent, **over))

    assert run(app, path) == "1 read, 0 new bounces kept, 1 ignored\n"
    assert db.query(Bounce).count() == 0


def test_a_report_of_a_letter_that_has_not_left_is_a_lie(
    db: Db, app: WebinarsApp, tmp_path: Path
) -> None:
    make_registration(db, sitting=make_sitting(db))
    path = tmp_path / "report.eml"
    path.write_bytes(report(letters(db)[0]))

    run(app, path)

    assert db.query(Bounce).count() == 0


DEEP = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0" * 1000,
        b"\xff\xfe" * 500,
        b"Content-Type: message/delivery-status\n\n" + b"Status: 5.0.0\nAction: failed\n\n" * 9000,
        DEEP * 3000,
        b"Content-Type: multipart/report; boundary=\n\n--\n",
        b"Content-Type: text/plain; charset=nothing\nContent-Transfer-Encoding: base64\n\n!!!",
        b"Subject: =?utf-8?b?" + b"A" * 5000 + b"\n\n",
        b"x" * (LARGEST + 1),
    ],
    ids=["empty", "nul", "bytes", "many", "deep", "boundary", "charset", "header", "huge"],
)
def test_a_hostile_file_is_read_in_bounds_and_ignored(raw: bytes) -> None:
    assert read_report(raw) is None


def test_a_path_without_letters_is_refused_with_a_sentence(
    app: WebinarsApp, tmp_path: Path
) -> None:
    assert "is no file of a letter" in run(app, tmp_path / "nothing")


def test_the_words_of_a_server_are_cut_and_name_nobody(sent: Letter) -> None:
    words = f"550 {AMINA[1]} and b@c.example refused " + "é" * 900
    found = read_report(report(sent, words=words))

    assert found is not None
    assert "@" not in found.reason
    assert len(found.reason) <= 300
