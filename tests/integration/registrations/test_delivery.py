"""Mail that is away: the registration stands, its letter waits, and then goes once."""

import socket
from datetime import datetime, timedelta
from email.message import EmailMessage

from sqlalchemy import Engine, select

from config import Settings, load
from tests.conftest import NOON
from tests.factories.people import AMINA
from tests.factories.programme import make_sitting
from tests.servers.mail import mail_server
from webinars.app.building import create_app
from webinars.app.working import hand_over_one
from webinars.database.unit import reading, unit_of_work
from webinars.outbox.delivery import PostOffice, post_office
from webinars.outbox.models import Letter
from webinars.registrations.models import Registration
from webinars.web.requests import WebinarsApp

FORM = {
    "name": AMINA[0],
    "email": AMINA[1],
    "category": "other",
    "language": "en",
    "viewers": "1",
}


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def app_with_mail(settings: Settings, engine: Engine, port: int) -> WebinarsApp:
    environment = {
        "WEBINARS_DATA_DIR": settings.data_dir,
        "WEBINARS_SECRET_KEY": settings.secret_key,
        "WEBINARS_SMTP_URL": f"smtp://127.0.0.1:{port}",
    }
    app = create_app(load(environment), engine=engine)
    app.clock = lambda: NOON
    return app


def only_letter(engine: Engine) -> Letter:
    with reading(engine) as db:
        return db.scalars(select(Letter)).one()


def parts(message: EmailMessage) -> list[str]:
    return [part.get_content_type() for part in message.walk() if not part.is_multipart()]


def test_a_letter_waits_while_mail_is_away_and_then_goes_once(
    fresh_engine: Engine, settings: Settings
) -> None:
    port = free_port()
    app = app_with_mail(settings, fresh_engine, port)
    office = post_office(app.settings.smtp_url, app.settings.data / "letters")
    with unit_of_work(fresh_engine) as db:
        path = f"/sittings/{make_sitting(db).public_id}/register"

    assert app.test_client().post(path, data=FORM).status_code == 303
    assert hand_over_one(app, office)

    letter = only_letter(fresh_engine)
    assert (letter.sent_at, letter.failed_at, letter.attempts) == (None, None, 1)
    assert letter.last_error == "ConnectionRefusedError"
    with reading(fresh_engine) as db:
        db.scalars(select(Registration)).one()

    with mail_server(port) as mailbox:
        moments = [NOON, letter.due_at, letter.due_at + timedelta(days=1)]
        assert [handed_over(app, office, moment) for moment in moments] == [False, True, False]

    [message] = mailbox.messages
    assert message["To"] == f"{AMINA[0]} <{AMINA[1]}>"
    assert message["Message-ID"].startswith(f"<{letter.public_id}@")
    assert parts(message) == ["text/plain", "text/html", "text/calendar", "application/ics"]


def handed_over(app: WebinarsApp, office: PostOffice, moment: datetime) -> bool:
    app.clock = lambda: moment
    return hand_over_one(app, office)
