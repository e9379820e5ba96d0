"""A list of people as a file, and how people write its headings in six languages."""

from collections.abc import Iterable, Mapping, Sequence

from flask_babel import force_locale, gettext

from webinars.desk.forms.nominating import LANGUAGES
from webinars.kernel.languages import OWN_NAMES, Language
from webinars.kernel.text import N_
from webinars.registrations.imports.people import COLUMNS, Words, folded_word
from webinars.web.forms import FileOne, Form, Pick, choices
from webinars.web.words.numbers import language_name

FILE, OTHERWISE = N_("File"), N_("Language of those whose row says none")
FILE_HINT = N_("CSV or XLSX, at most 8 MB and 20,000 rows. You see everything before it counts.")
ACCEPT = ".csv,.xlsx,text/csv"


class ListForm(Form):
    """The file, for which sitting, and the language of those whose row says none."""

    file = FileOne(FILE, hint=FILE_HINT, attributes={"accept": ACCEPT})
    sitting = Pick(N_("Sitting"), as_list=True)
    language = Pick(OTHERWISE, choices=LANGUAGES, columns=True)

    def offer_sittings(self, sittings: Sequence[tuple[str, str]]) -> None:
        """Offer these sittings: pairs of public id and words."""
        self.sitting.choices = choices(sittings)


class InvitationListForm(Form):
    """The file with those who are to be invited, and the language where a row says none."""

    file = FileOne(FILE, hint=FILE_HINT, attributes={"accept": ACCEPT})
    language = Pick(OTHERWISE, choices=LANGUAGES, columns=True)


def words_of(states: Mapping[str, Iterable[str]], *, own_state: str | None = None) -> Words:
    """Return how headings, languages and States are written in six languages.

    Args:
        states: every spelling of each State, by its code.
    """
    spelled = {folded_word(name): code for code, names in states.items() for name in names}
    codes = {code.casefold(): code for code in states}
    return Words(_headings(), _languages(), spelled | codes, own_state)


def _headings() -> dict[str, str]:
    found = {key: key for key in COLUMNS}
    for language in Language:
        with force_locale(language):
            found |= {folded_word(gettext(label)): key for key, label in COLUMNS.items()}
    return found | {folded_word(label): key for key, label in COLUMNS.items()}


def _languages() -> dict[str, Language]:
    own = {folded_word(name): Language(code) for code, name in OWN_NAMES.items()}
    told = {
        folded_word(language_name(code, language=language)): code
        for code in Language
        for language in Language
    }
    return told | own
