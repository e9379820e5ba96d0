from werkzeug.datastructures import MultiDict

from webinars.web.forms import Choice, Form, Pick, Several, Tick, choices

SCRIPTS = [Choice("ar", "العربية", lang="ar"), Choice("en", "English", lang="en")]


class Everything(Form):
    language = Pick("Language", choices=SCRIPTS)
    state = Pick(
        "State",
        choices=[Choice("KE", "Kenya", group="Africa"), Choice("FJ", "Fiji", group="Asia")],
        as_list=True,
        missing="Choose the State whose delegation you belong to.",
        needed=False,
    )
    topics = Several("Topics", choices=choices([("a", "A"), ("b", "B"), ("c", "C")]), most=2)
    terms = Tick("Terms", needed=True)
    voice = Tick("Voice")


def asked(sent: list[tuple[str, str]]) -> Everything:
    form = Everything(MultiDict(sent))
    form.validate()
    return form


def briefs(form: Form) -> dict[str, str]:
    return {field.name: field.errors[0].brief for field in form.wrong()}  # type: ignore[attr-defined]


def test_what_is_offered_can_be_chosen() -> None:
    sent = [("language", "ar"), ("topics", "c"), ("topics", "a"), ("topics", "a"), ("terms", "yes")]
    form = asked(sent)

    assert briefs(form) == {}
    assert [form.language.value, form.state.data, form.topics.value] == ["ar", None, ["c", "a"]]
    assert [form.terms.value, form.voice.value] == [True, False]


def test_what_is_missing_is_said() -> None:
    assert briefs(asked([])) == {
        "language": "none is chosen",
        "topics": "none is chosen",
        "terms": "not ticked",
    }


def test_what_is_not_offered_is_refused() -> None:
    sent = [("language", "de"), ("state", "XX"), ("topics", "z"), ("terms", "yes")]

    assert briefs(asked(sent)) == {
        "language": "not among the answers",
        "state": "not among the answers",
        "topics": "not among the answers",
    }


def test_more_than_may_be_chosen_is_refused() -> None:
    form = asked([("topics", "a"), ("topics", "b"), ("topics", "c")])

    assert form.topics.errors == ["Choose at most 2 of these."]


def test_what_was_chosen_stays_chosen() -> None:
    form = asked([("language", "en"), ("topics", "b")])

    assert [option.chosen for option in form.language.options] == [False, True]
    assert [option.chosen for option in form.topics.options] == [False, True, False]


def test_the_list_of_faults_leads_to_the_first_answer_or_to_the_list() -> None:
    form = asked([])

    assert [form.language.anchor, form.state.anchor, form.topics.anchor, form.terms.anchor] == [
        "language-0",
        "state",
        "topics-0",
        "terms",
    ]


def test_neighbours_of_one_group_stand_under_its_name() -> None:
    groups = [
        (name, [option.choice.label for option in options])
        for name, options in asked([]).state.groups
    ]

    assert groups == [("Africa", ["Kenya"]), ("Asia", ["Fiji"])]


def test_a_tick_that_was_taken_away_is_not_there() -> None:
    form = Everything(MultiDict([("language", "ar")]), voice=True)

    assert form.voice.data is False
