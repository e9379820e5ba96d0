"""scripts/translate: what it takes from the source, keeps, and complains of."""

import gettext
from pathlib import Path

import pytest

from scripts.catalogues import (
    TEMPLATE_OPTIONS,
    TRANSLATED,
    TRANSLATIONS,
    compile_changed,
    problems,
    update,
)
from webinars.web.requests import WebinarsApp

PAGE = """
{% trans count=free %}One place is left.{% pluralize %}{{ count }} places are left.{% endtrans %}
<p>{% trans name=who %}
  Good morning,
  {{ name }}.
{% endtrans %}</p>
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A house with one room, one template and three messages."""
    (tmp_path / "webinars").mkdir()
    (tmp_path / "webinars" / "room.py").write_text('CLOSED = N_("It is closed.")\n')
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(PAGE)
    update(tmp_path)
    return tmp_path


def po(root: Path, language: str) -> Path:
    return root / TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def translate(root: Path, language: str, message: str, *, into: str) -> None:
    """Write `into` as the translation of `message`, as a translator does with an editor."""
    text = po(root, language).read_text()
    before = f'msgid "{message}"\nmsgstr ""'
    assert before in text
    po(root, language).write_text(text.replace(before, f'msgid "{message}"\nmsgstr "{into}"'))


def complaints(root: Path, language: str, about: str) -> list[str]:
    """Return the complaints about one message in one language, without both of these."""
    every = [line.partition(": ") for line in problems(root)]
    mine = [rest for who, _, rest in every if who == language]
    return [line.rpartition(": ")[0] for line in mine if about in line.rpartition(": ")[2]]


def test_a_sentence_over_several_lines_is_one_message(root: Path) -> None:
    assert 'msgid "Good morning, %(name)s."' in po(root, "fr").read_text()


def test_arabic_has_six_plural_forms_and_chinese_one(root: Path) -> None:
    assert "msgstr[5]" in po(root, "ar").read_text()
    assert "msgstr[1]" not in po(root, "zh").read_text()


def test_all_is_missing_at_first_in_five_languages(root: Path) -> None:
    assert len(list(problems(root))) == 3 * len(TRANSLATED)


def test_a_translation_ends_the_complaint(root: Path) -> None:
    translate(root, "fr", "It is closed.", into="C’est fermé.")

    assert complaints(root, "fr", "It is closed.") == []


@pytest.mark.parametrize(
    ("translation", "complaint"),
    [
        ("Bonjour.", "%(name)s is left out"),
        ("Bonjour, %(name)s, %(nom)s.", "%(nom)s is not in the English"),
        ("Bonjour à 100 %, %(name)s.", "another number of % signs"),
        ("Bonjour, <b>%(name)s</b>.", "other tags"),
    ],
)
def test_a_translation_that_would_break_the_page_is_named(
    root: Path, translation: str, complaint: str
) -> None:
    translate(root, "fr", "Good morning, %(name)s.", into=translation)

    assert complaints(root, "fr", "Good morning") == [complaint]


@pytest.mark.parametrize(
    ("language", "typed", "kept"),
    [
        ("fr", "C’est fermé : « oui » !", "C’est fermé\u202f: «\u202foui\u202f»\u202f!"),
        ("fr", "À 09:00 (https://x.example)", "À 09:00 (https://x.example)"),
        ("ru", "Ещё закрыто", "Еще закрыто"),
        ("ar", "شكرًا", "شكراً"),
    ],
)
def test_the_marks_of_a_language_are_put_right(
    root: Path, language: str, typed: str, kept: str
) -> None:
    translate(root, language, "It is closed.", into=typed)

    update(root)

    assert f'msgid "It is closed."\nmsgstr "{kept}"' in po(root, language).read_text()


def test_a_fuzzy_translation_is_none(root: Path) -> None:
    translate(root, "fr", "It is closed.", into="C’est fermé.")
    path = po(root, "fr")
    path.write_text(
        path.read_text().replace('msgid "It is closed."', '#, fuzzy\nmsgid "It is closed."')
    )

    assert complaints(root, "fr", "It is closed.") == ["marked as fuzzy"]


def test_a_message_that_comes_back_finds_its_translation(root: Path) -> None:
    translate(root, "fr", "It is closed.", into="C’est fermé.")
    room = root / "webinars" / "room.py"
    source = room.read_text()

    room.write_text("")
    update(root)
    room.write_text(source)
    update(root)

    assert complaints(root, "fr", "It is closed.") == []


def test_a_catalogue_that_is_older_than_the_source_is_named(root: Path) -> None:
    (root / "webinars" / "room.py").write_text('OPEN = N_("It is open.")\n')

    assert complaints(root, "ru", "It is open.") == ["missing (run scripts/translate)"]
    assert complaints(root, "ru", "It is closed.") == ["not in the source any more"]


def test_a_second_run_changes_nothing(root: Path) -> None:
    before = {path: path.read_bytes() for path in (root / TRANSLATIONS).rglob("*.po*")}

    update(root)

    assert {path: path.read_bytes() for path in before} == before


def test_compiled_catalogues_speak(root: Path) -> None:
    translate(root, "ru", "It is closed.", into="Закрыто.")

    compile_changed(root)

    russian = gettext.translation("messages", root / TRANSLATIONS, ["ru"])
    assert russian.gettext("It is closed.") == "Закрыто."


def test_a_catalogue_is_compiled_when_it_has_changed_alone(root: Path) -> None:
    compile_changed(root)
    compiled = po(root, "ru").with_suffix(".mo")
    first = compiled.stat().st_mtime_ns

    compile_changed(root)

    assert compiled.stat().st_mtime_ns == first


def test_templates_are_read_as_the_application_reads_them(app: WebinarsApp) -> None:
    """Else a sentence would have one spelling in the catalogue and another on the page."""
    environment = app.jinja_env
    application = {
        "trimmed": environment.policies["ext.i18n.trimmed"],
        "newstyle_gettext": environment.newstyle_gettext,  # type: ignore[attr-defined]
        "trim_blocks": environment.trim_blocks,
        "lstrip_blocks": environment.lstrip_blocks,
    }

    assert {name: str(value).lower() for name, value in application.items()} == {
        name: TEMPLATE_OPTIONS[name] for name in application
    }


def test_an_indefinite_arabic_word_bears_its_tanwin(root: Path) -> None:
    translate(root, "ar", "It is closed.", into="أُغلق نهائيا، أولا بأول؛ إذا وملفا حضور.")

    assert "not with the marks of the language" in complaints(root, "ar", "closed")
    update(root)
    assert "أُغلق نهائياً، أولاً بأول؛ إذا وملفا حضور." in po(root, "ar").read_text()
    assert complaints(root, "ar", "closed") == []
