"""What an operator does with states."""

from webinars.web.requests import WebinarsApp


def run(app: WebinarsApp, *words: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["states", *words])
    return done.exit_code, done.output


def test_loading_again_adds_nothing(app: WebinarsApp) -> None:
    assert run(app, "load") == (0, "states added: 0\nfacts added: 0\n")


def test_a_list_is_of_one_day(app: WebinarsApp) -> None:
    status, then = run(app, "list", "--on", "2025-05-31")
    _, today = run(app, "list")

    assert status == 0
    assert then.splitlines()[-1] == "members on 2025-05-31: 193"
    assert today.splitlines()[-1] == "members on 2027-03-01: 194"
    assert "CI\tmember\tafrican-group\t-\tCôte d'Ivoire\tunverified: group" in today.splitlines()


def test_a_day_that_the_calendar_lacks_is_refused(app: WebinarsApp) -> None:
    status, output = run(app, "list", "--on", "2026-02-30")

    assert status == 2
    assert "2026-02-30" in output


def test_a_state_is_shown_with_its_sources(app: WebinarsApp) -> None:
    status, output = run(app, "show", "vu")

    assert status == 0
    assert output.startswith("VU VUT 548 Pacific/Efate\n")
    assert "2019-01-01 to 2020-12-01" in output
    assert "UN list of least developed countries: Left the list in December 2020" in output


def test_a_code_that_no_state_has_is_refused_with_a_sentence(app: WebinarsApp) -> None:
    assert run(app, "show", "XX") == (1, "Error: There is no State with the code “XX”.\n")
