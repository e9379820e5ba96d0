"""The board of languages: five items, six languages, how far each is, and whose it is."""

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories.accounts import make_account, sign_in
from tests.factories.recordings import ARABIC, make_captions, make_held_sitting, make_public
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.programme.models import GapOwner
from webinars.recordings.models import Review
from webinars.storage.store import Store
from webinars.web.requests import WebinarsApp


def test_the_board_says_what_is_there_in_which_language(app: WebinarsApp, db: Db) -> None:
    store: Store = app.extensions["store"]
    sitting = make_held_sitting(db)
    make_public(db, store, sitting=sitting)
    make_captions(db, store, sitting=sitting, language="ar", review=Review.MACHINE, data=ARABIC)
    account = make_account(db, role=Role.SECRETARIAT)
    officer = sign_in(app.test_client(), db, account)
    webinar = sitting.webinar
    address = f"/secretariat/series/{webinar.series.slug}/languages"

    rows = cells(officer.get(address).text)
    said = {"item": "slides", "owner": account.public_id}
    saved = officer.post(f"/secretariat/webinars/{webinar.slug}/language-owners", data=said)
    refused = officer.post(
        f"/secretariat/webinars/{webinar.slug}/language-owners", data={"item": "x"}
    )

    assert rows["Page"] == ["Missing", "Missing", "Ready", "Missing", "Missing", "Missing"]
    assert rows["Slides"] == ["Missing", "Missing", "Ready", "Missing", "Missing", "Missing"]
    half = ["Machine draft", "Missing", "Ready", "Missing", "Missing", "Missing"]
    assert (rows["Captions"], rows["Transcript"]) == (half, half)
    assert (saved.status_code, refused.status_code) == (303, 404)
    assert db.scalars(select(GapOwner.gap)).all() == ["slides"]
    assert f'value="{account.public_id}" selected' in officer.get(address).text


def cells(page: str) -> dict[str, list[str]]:
    """Return the statuses of each item."""
    rows = page.split('<tr><th scope="row">')[1:]
    return {
        row.partition("</th>")[0]: [
            cell.partition(">")[2].partition("</td>")[0] for cell in row.split("<td class=")[1:]
        ]
        for row in rows
    }


def test_the_board_is_for_the_secretariat(client: FlaskClient) -> None:
    assert client.get("/secretariat/series/x/languages").status_code == 303
