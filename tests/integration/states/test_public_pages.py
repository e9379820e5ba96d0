"""The public list of states, and the search that forms use."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from webinars.states.models import Kind


def search(client: FlaskClient, text: str, **more: str) -> Any:  # noqa: ANN401  (JSON)
    return client.get("/states", query_string={"q": text} | more).get_json()


def test_a_search_answers_codes_names_and_groups_with_what_is_unverified(
    client: FlaskClient,
) -> None:
    assert search(client, "科特", lang="fr") == [
        {
            "code": "CI",
            "name": "Côte d'Ivoire",
            "matched": "科特迪瓦",
            "member": True,
            "group": "african-group",
            "unverified": ["group"],
        }
    ]


def test_a_state_that_is_no_member_has_no_group_in_the_answer(client: FlaskClient) -> None:
    [found] = search(client, "palau")

    assert (found["code"], found["member"], found["group"]) == ("PW", False, None)
    assert Kind.MEMBERSHIP in found["unverified"]


@pytest.mark.parametrize("nothing", ["", "%", "<script>", "\ud83e\udd14"])
def test_a_search_for_nothing_answers_an_empty_list(client: FlaskClient, nothing: str) -> None:
    answer = client.get("/states", query_string={"q": nothing.encode("utf-8", "surrogatepass")})

    assert (answer.status_code, answer.get_json()) == (200, [])


def test_an_answer_is_kept_by_its_etag_in_its_language(client: FlaskClient) -> None:
    first = client.get("/states?q=kuwait", headers={"Accept-Language": "fr"})
    tag = {"If-None-Match": first.headers["ETag"]}

    again = client.get("/states?q=kuwait", headers=tag | {"Accept-Language": "fr"})
    other = client.get("/states?q=kuwait", headers=tag | {"Accept-Language": "ar"})

    assert (again.status_code, again.data) == (304, b"")
    assert other.status_code == 200
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert {"Accept-Language", "Cookie"} <= {
        word.strip() for word in first.headers["Vary"].split(",")
    }


def test_a_search_is_one_language_per_answer_and_four_queries(
    client: FlaskClient, queries: list[str]
) -> None:
    client.get("/states?q=guinea")

    assert len(queries) == 4


def test_the_page_lists_the_members_by_group_and_says_what_is_unverified(
    client: FlaskClient,
) -> None:
    page = client.get("/states").text

    assert "194 member States" in page
    assert "African Group" in page
    assert "53 States" in page
    assert page.count("unverified: ") >= 194
    assert "Least developed country" in page


@pytest.mark.parametrize(
    ("language", "name", "direction"),
    [("ar", "الكويت", "rtl"), ("zh", "科威特", "ltr"), ("ru", "Кувейт", "ltr")],
)
def test_the_page_speaks_the_readers_language(
    client: FlaskClient, language: str, name: str, direction: str
) -> None:
    page = client.get(f"/states?lang={language}").text

    assert f'<html lang="{language}" dir="{direction}">' in page
    assert name in page


def test_the_page_takes_three_queries(client: FlaskClient, queries: list[str]) -> None:
    client.get("/states")  # the frame asks once a revision whether the data are fictitious
    queries.clear()

    client.get("/states")

    assert len(queries) == 3


def test_no_page_shows_a_capital(client: FlaskClient) -> None:
    """Never display it (`data/README.md`): the zone serves scheduling only."""
    page = client.get("/states").text

    assert "Asia/Jerusalem" not in page
    assert "Ramallah" not in page
