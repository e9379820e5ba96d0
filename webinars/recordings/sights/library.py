"""The library as its visitors see it: what can be chosen, what was found, and where in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from webinars.kernel.languages import Language
from webinars.kernel.text import N_
from webinars.programme.rules import ACTIVITIES, THEMES
from webinars.recordings.queries.finding import Card, Hit
from webinars.recordings.queries.searching import Found, Wish
from webinars.recordings.rules import SIX, clock_of
from webinars.recordings.rules.filtering import WITH, WITHOUT, Filter
from webinars.recordings.rules.finding import Field, field_of
from webinars.recordings.rules.seeking import Term
from webinars.recordings.rules.snippets import Parts, marked
from webinars.recordings.sights.files import RecordingSight, recording_sight
from webinars.states.rules import sort_key
from webinars.web.paging import Pages

LABELS: Mapping[Filter, str] = {
    Filter.THEME: N_("Theme"),
    Filter.ACTIVITY: N_("Kind of activity"),
    Filter.STATE: N_("Lead delegation"),
    Filter.LANGUAGE: N_("Language"),
    Filter.YEAR: N_("Year"),
    Filter.CAPTIONS: N_("Captions"),
}

FIELDS: Mapping[Field, str] = {
    Field.TITLE: N_("Title"),
    Field.SPEAKERS: N_("Speakers"),
    Field.ABSTRACT: N_("Summary"),
    Field.LESSONS: N_("Lessons"),
}

CAPTIONS: Mapping[str, str] = {
    WITH: N_("Checked by a person"),
    WITHOUT: N_("None that were checked"),
}


@dataclass(frozen=True)
class OptionSight:
    value: str
    label: str
    """An English id, or a name as it is."""
    count: int
    chosen: bool


@dataclass(frozen=True)
class FilterSight:
    name: str
    label: str
    """An English id."""
    options: tuple[OptionSight, ...]

    @property
    def is_choice(self) -> bool:
        """Say whether there is anything to choose, or to take back."""
        return len(self.options) > 1 or any(one.chosen for one in self.options)


@dataclass(frozen=True)
class HitSight:
    label: str
    """Which part of it, an English id; empty where it is said in it."""
    clock: str
    """When it is said, as 00:05:10."""
    parts: Parts


@dataclass(frozen=True)
class FoundSight:
    recording: RecordingSight
    title: Parts
    language: str
    """Of the hits."""
    hits: tuple[HitSight, ...]


@dataclass(frozen=True)
class LibrarySight:
    found: tuple[FoundSight, ...]
    filters: tuple[FilterSight, ...]
    pages: Pages
    narrowed: bool
    """Whether anything was chosen."""
    address: str
    """Of these results, ready for `page=…` to follow."""


def library_sight(found: Found, wish: Wish, *, question: str, language: Language) -> LibrarySight:
    terms = wish.asked.terms
    asked = [("q", question)] if question else []
    kept = urlencode([*asked, *((by.value, value) for by, value in wish.chosen.items())])
    return LibrarySight(
        found=tuple(
            _found(
                recording_sight(one, language=language),
                found.hits.get(one.id, ()),
                found.cards[one.id],
                terms,
            )
            for one in found.recordings
        ),
        filters=tuple(one for one in _filters(found, wish, language) if one.is_choice),
        pages=found.pages,
        narrowed=bool(wish.chosen),
        address=f"/recordings?{kept}&" if kept else "/recordings?",
    )


def _found(
    recording: RecordingSight, hits: Sequence[Hit], card: Card, terms: Sequence[Term]
) -> FoundSight:
    own = card.language == recording.language  # its title is the one that stands above
    below = [hit for hit in hits if not (own and field_of(hit.id) is Field.TITLE)]
    title = marked(recording.title, terms, most=300) if own else ((recording.title, False),)
    return FoundSight(recording, title, card.language, tuple(_hit(one, terms) for one in below))


def _hit(hit: Hit, terms: Sequence[Term]) -> HitSight:
    field = field_of(hit.id)
    clock = clock_of(hit.at) if field is Field.TRANSCRIPT else ""
    return HitSight(FIELDS.get(field, ""), clock, marked(hit.text, terms))


def _filters(found: Found, wish: Wish, language: Language) -> Iterator[FilterSight]:
    """Yield what can be chosen: what would leave something, and what is chosen now."""
    states = {one.state: one.state_name for one in found.cards.values() if one.state}
    by_name = sorted(states.items(), key=lambda pair: sort_key(pair[1], language))
    years = sorted(found.chosen.counts[Filter.YEAR], reverse=True)
    offered: dict[Filter, dict[str, str]] = {
        Filter.THEME: {theme.value: name for theme, name in THEMES.items()},
        Filter.ACTIVITY: {kind.value: name for kind, name in ACTIVITIES.items()},
        Filter.STATE: dict(by_name),
        Filter.LANGUAGE: {one.value: "" for one in SIX},
        Filter.YEAR: {year: year for year in years},
        Filter.CAPTIONS: dict(CAPTIONS),
    }
    for by, labels in offered.items():
        chosen, counts = wish.chosen.get(by, ""), found.chosen.counts[by]
        if chosen:
            labels.setdefault(chosen, chosen)
        options = [
            OptionSight(value, label, counts[value], value == chosen)
            for value, label in labels.items()
        ]
        yield FilterSight(by, LABELS[by], tuple(one for one in options if one.count or one.chosen))
