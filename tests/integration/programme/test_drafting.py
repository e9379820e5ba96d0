"""Months from a rule, webinars and series as others were: shown, changed, planned at once."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories.accounts import make_account, sign_in
from tests.factories.desk import make_full_webinar
from tests.factories.programme import NOON, make_series, make_sitting, make_webinar
from tests.integration.programme.acts import OTTO
from tests.integration.programme.answers import SERIES_ANSWERS
from webinars.accounts.models import Role
from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.programme.models import AgendaItem, AgendaText, PromisedPart, Series, WebinarState
from webinars.programme.operations import SeriesWords, WebinarWords, clone_series, clone_webinar
from webinars.programme.queries import find_series, webinars_of
from webinars.programme.rules import promised
from webinars.web.requests import WebinarsApp

RULE = "week=3&weekday=3&hour=13:00&twin=&zone=Europe/Zurich&minutes=90&language=en"
DRAFT = "/secretariat/series/pilot/draft"


@pytest.fixture
def secretariat(client: FlaskClient, db: Db) -> FlaskClient:
    """A browser in which the Secretariat is signed in."""
    return sign_in(client, db, make_account(db, role=Role.SECRETARIAT))


def pilot(db: Db) -> Series:
    """Return a series of six months from April 2027: all of it is to come."""
    return make_series(
        db, slug="pilot", starts_on=date(2027, 4, 1), ends_on=date(2027, 9, 30), published_at=None
    )


def answers(page: str) -> dict[str, str]:
    """Return what the form of the months would send as it stands."""
    form = page[page.index('<form method="post" novalidate>') :]
    sent = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r' value="([^"]*)"', tag)
        if name and ("checkbox" not in tag or " checked" in tag):
            sent[name[1]] = value[1] if value else ""
    return sent


def planned(db: Db) -> list[tuple[str, list[str]]]:
    return [
        (
            f"{webinar.planned_month:%Y-%m} {webinar.texts[0].title}",
            [f"{sitting.starts_at:%m-%dT%H:%MZ}" for sitting in webinar.sittings],
        )
        for webinar in webinars_of(db, series=db.scalars(select(Series)).one())
    ]


def test_a_rule_proposes_a_day_for_each_month_and_plans_nothing(
    db: Db, secretariat: FlaskClient
) -> None:
    pilot(db)

    asked = secretariat.get(DRAFT).text
    page = secretariat.get(f"{DRAFT}?{RULE}").text

    assert "Plan this month" not in asked
    assert page.count("Plan this month") == 6
    sent = answers(page)
    assert (sent["m2027-04-title"], sent["m2027-04-day"]) == ("Webinar of April 2027", "2027-04-15")
    assert sent["m2027-09-day"] == "2027-09-16"
    assert planned(db) == []


def test_each_month_is_changed_and_all_are_planned_at_once(
    db: Db, secretariat: FlaskClient
) -> None:
    pilot(db)
    sent = answers(secretariat.get(f"{DRAFT}?{RULE}").text)
    del sent["m2027-08-wanted"]
    sent |= {"m2027-05-day": "2027-05-27", "m2027-05-title": "Asking first"}
    sent |= {"m2027-06-twin": "20:00"}

    answer = secretariat.post(f"{DRAFT}?{RULE}", data=sent)

    assert answer.status_code == 303
    db.expire_all()
    assert planned(db) == [
        ("2027-04 Webinar of April 2027", ["04-15T11:00Z"]),
        ("2027-05 Asking first", ["05-27T11:00Z"]),
        ("2027-06 Webinar of June 2027", ["06-17T11:00Z", "06-17T18:00Z"]),
        ("2027-07 Webinar of July 2027", ["07-15T11:00Z"]),
        ("2027-09 Webinar of September 2027", ["09-16T11:00Z"]),
    ]
    page = secretariat.get(answer.headers["Location"]).text
    assert "5 months are planned." in page
    assert "Planned, as a draft: 5; Nothing planned: 1" in page


def test_a_time_that_clocks_skip_is_refused_at_its_month_alone(
    db: Db, secretariat: FlaskClient
) -> None:
    make_series(db, slug="pilot", starts_on=date(2027, 3, 1), ends_on=date(2027, 4, 30))
    rule = RULE.replace("week=3", "week=-1").replace("weekday=3", "weekday=6")
    rule = rule.replace("13:00", "02:30")

    page = secretariat.get(f"{DRAFT}?{rule}").text
    sent = answers(page)
    refused = secretariat.post(f"{DRAFT}?{rule}", data=sent)
    mended = secretariat.post(f"{DRAFT}?{rule}", data=sent | {"m2027-03-hour": "09:00"})

    assert "March 2027: Clocks in Europe/Zurich skip 2027-03-28 02:30" in page
    assert "April 2027:" not in page
    assert refused.status_code == 422
    assert "Nothing is planned yet" in refused.text
    assert mended.status_code == 303
    db.expire_all()
    assert [times for _, times in planned(db)] == [["03-28T07:00Z"], ["04-25T00:30Z"]]


def test_months_that_are_past_or_planned_are_not_wanted_unless_asked(
    db: Db, secretariat: FlaskClient
) -> None:
    series = make_series(db, slug="pilot")  # from January; it is the first of March
    make_webinar(db, series=series, planned_month=date(2027, 5, 1))

    page = secretariat.get(f"{DRAFT}?{RULE}").text

    wanted = {name[1:8] for name in answers(page) if name.endswith("wanted")}
    assert wanted == {"2027-03", "2027-04", "2027-06"}
    assert page.count("A webinar is planned for this month already.") == 1


def test_one_fault_plans_no_month_and_loses_nothing(db: Db, secretariat: FlaskClient) -> None:
    pilot(db)
    sent = answers(secretariat.get(f"{DRAFT}?{RULE}").text)
    sent |= {"m2027-04-title": "Kept <i>as</i> written", "m2027-07-twin": "13:00"}

    page = secretariat.post(f"{DRAFT}?{RULE}", data=sent)

    assert page.status_code == 422
    assert "July 2027: This webinar has, or had, a sitting that begins at that time." in page.text
    assert "Kept &lt;i&gt;as&lt;/i&gt; written" in page.text
    assert planned(db) == []


def test_a_bad_rule_is_said_and_an_empty_choice_plans_nothing(
    db: Db, secretariat: FlaskClient
) -> None:
    pilot(db)

    bad = secretariat.get(f"{DRAFT}?{RULE.replace('13:00', '25:00').replace('week=3', 'week=9')}")
    none = secretariat.post(f"{DRAFT}?{RULE}", data={})

    assert bad.status_code == 422
    assert "No day is proposed yet" in bad.text
    assert none.status_code == 303
    assert planned(db) == []


def test_an_evaluator_drafts_nothing(db: Db, app: WebinarsApp) -> None:
    pilot(db)
    eva = make_account(db, role=Role.EVALUATOR, email="eva@example.org")
    evaluator = sign_in(app.test_client(), db, eva)

    assert evaluator.get(DRAFT).status_code == 403
    assert evaluator.post(f"{DRAFT}?{RULE}", data={}).status_code == 403


def test_a_webinar_is_planned_as_another_was(db: Db) -> None:
    webinar = make_full_webinar(db, sittings=2)
    welcome = AgendaText(language=Language.ENGLISH, title="Welcome")
    webinar.agenda = [AgendaItem(minutes=10, position=0, who="Amina Mfano", texts=[welcome])]
    words = WebinarWords(language=Language.FRENCH, title="Encore une fois", abstract="Autrement.")

    copy = clone_webinar(
        db, webinar=webinar, month=date(2027, 5, 1), words=words, by=OTTO, now=NOON
    )

    db.flush()
    titles = {text.language: text.title for text in copy.texts}
    assert titles[Language.FRENCH] == "Encore une fois"
    assert titles[Language.CHINESE] == "小型局首先需要什么"
    assert len(titles) == 6
    assert copy.state is WebinarState.DRAFT
    assert (copy.sittings, copy.appearances, copy.announced_at) == ([], [], None)
    assert copy.cycle_theme is webinar.cycle_theme
    assert promised(copy, PromisedPart.SLIDES) == ["en", "pt"]
    item = copy.agenda[0]
    assert (item.minutes, item.who, item.texts[0].title) == (10, "", "Welcome")
    assert len(webinar.agenda) == 1
    assert copy.slug != webinar.slug


def test_a_series_is_planned_as_another_was_without_its_days(db: Db) -> None:
    series = make_series(db, decision_symbol="CDIP/23/9", further_documents="X/1")
    make_webinar(db, series=series, title="Held", planned_month=date(2027, 2, 1))
    dropped = make_webinar(
        db, series=series, planned_month=date(2027, 3, 1), state=WebinarState.CANCELLED, sittings=0
    )
    words = SeriesWords(language=Language.ENGLISH, title="Once more")

    copy = clone_series(
        db,
        series=series,
        webinars=webinars_of(db, series=series),
        starts_on=date(2028, 11, 15),
        words=words,
        by=OTTO,
        now=NOON,
    )

    db.flush()
    assert (copy.starts_on, copy.ends_on) == (date(2028, 11, 15), date(2029, 4, 30))
    assert (copy.evaluation_due_on, copy.published_at) == (None, None)
    assert (copy.decision_symbol, copy.further_documents) == ("CDIP/23/9", "X/1")
    months = webinars_of(db, series=copy)
    assert [(one.planned_month, one.texts[0].title) for one in months] == [
        (date(2028, 12, 1), "Held")
    ]
    assert dropped.series is series


def test_both_are_asked_on_pages(db: Db, secretariat: FlaskClient) -> None:
    series = pilot(db)
    make_webinar(db, series=series, slug="one", planned_month=date(2027, 4, 1))

    asked = secretariat.get("/secretariat/webinars/one/clone").text
    bad = secretariat.post("/secretariat/webinars/one/clone", data={"title": "Again"})
    done = secretariat.post(
        "/secretariat/webinars/one/clone", data={"title": "Again", "planned_month": "2027-06-01"}
    )
    series_done = secretariat.post(
        "/secretariat/series/pilot/clone", data={"title": "Next", "starts_on": "2028-01-01"}
    )

    assert "Plan a webinar like this one" in asked
    assert bad.status_code == 422
    assert done.headers["Location"] == "/secretariat/webinars/again"
    assert series_done.headers["Location"] == "/secretariat/series/next"
    assert secretariat.get("/secretariat/series/pilot/clone").status_code == 200
    assert find_series(db, slug="next") is not None


def test_further_documents_are_kept_and_shown_and_a_bad_line_is_named(
    secretariat: FlaskClient,
) -> None:
    lines = "CDIP/22/11 https://documents.example/22-11\nCDIP/23/17 Prov."

    bad = secretariat.post(
        "/secretariat/series/new", data=SERIES_ANSWERS | {"further_documents": "https://a.example/"}
    )
    secretariat.post("/secretariat/series/new", data=SERIES_ANSWERS | {"further_documents": lines})
    page = secretariat.get("/secretariat/series/half-year").text

    assert bad.status_code == 422
    assert "write each document on a line, its symbol first" in bad.text
    assert '<a href="https://documents.example/22-11" dir="ltr">CDIP/22/11</a>' in page
    assert "CDIP/23/17 Prov." in page


def test_the_days_until_the_evaluation_are_counted(db: Db, secretariat: FlaskClient) -> None:
    make_series(db, slug="pilot", evaluation_due_on=date(2027, 3, 31))
    make_sitting(db)

    page = secretariat.get("/secretariat/series/pilot").text

    assert "The evaluation is due on 31 March 2027. 30 days are left." in page
