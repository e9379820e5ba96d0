"""From whom a letter comes, in the words of its reader."""

from dataclasses import replace

import pytest

from tests.conftest import NOON
from tests.factories.programme import make_sitting
from tests.factories.registrations import make_registration
from tests.integration.registrations.reading import letters
from webinars.app.handing import sender_of
from webinars.app.letters import render
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.outbox.mime import compose
from webinars.web.requests import WebinarsApp

OURS = "Technical Assistance Webinars <us@example.org>"


@pytest.mark.parametrize(
    ("setting", "language", "name"),
    [
        (OURS, "fr", "Webinaires sur l’assistance technique"),
        (OURS, "en", "Technical Assistance Webinars"),
        ("us@example.org", "ar", "ندوات المساعدة التقنية"),
        ('"Webinars, Geneva" <us@example.org>', "fr", "Webinars, Geneva"),
    ],
)
def test_the_sender_is_named_in_the_language_of_the_reader(
    db: Db, app: WebinarsApp, setting: str, language: str, name: str
) -> None:
    """Unless the name was set by hand."""
    app.settings = replace(app.settings, mail_from=setting)
    make_registration(db, sitting=make_sitting(db), language=Language(language))
    [letter] = letters(db, kind="registrations.confirmation")
    content = render(app, letter, NOON)
    assert content is not None

    sender = compose(letter, content, sender=sender_of(app, letter), now=NOON)["From"]

    [address] = sender.addresses
    assert (address.display_name, address.addr_spec) == (name, "us@example.org")
