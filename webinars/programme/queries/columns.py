"""What the database itself tells of a webinar, as columns of whatever query asks for it.

So that a page with everything filled in costs one query: of texts the nearest alone, and
what is only named as one string of words.
"""

from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ScalarSelect,
    Select,
    String,
    case,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from webinars.kernel.languages import Language
from webinars.programme.models import (
    LiveRoom,
    Promise,
    Sitting,
    TextState,
    Webinar,
    WebinarActivity,
    WebinarText,
)
from webinars.programme.rules import FALLBACK
from webinars.states.models import Kind, State, StateFact


def nearest_text(language: Language, *, drafts: bool = False) -> ScalarSelect[int]:
    """Return the id of the webinar's text that is nearest to `language`; drafts come last.

    With `drafts` the one in this very language comes first, draft or not.
    """
    own = aliased(WebinarText)
    first = [own.language != language] if drafts else []
    return (
        select(own.id)
        .where(own.webinar_id == Webinar.id)
        .order_by(
            *first, own.state == TextState.DRAFT, distance(own.language, language), own.language
        )
        .limit(1)
        .correlate(Webinar)
        .scalar_subquery()
    )


def distance(column: InstrumentedAttribute[Language], language: Language) -> ColumnElement[int]:
    """Return how far a text in the language of `column` is from a reader of `language`."""
    order = dict.fromkeys((language, *FALLBACK))
    return case(*((column == wanted, place) for place, wanted in enumerate(order)), else_=9)


def promised_words() -> ColumnElement[str]:
    """Return each promise that stands as `part:language`, parted by spaces."""
    word = cast(Promise.part, String) + ":" + Promise.language
    these = select(func.aggregate_strings(word, " ")).where(
        Promise.webinar_id == Webinar.id, Promise.withdrawn_at.is_(None)
    )
    return _or_nothing(these)


def activity_words() -> ColumnElement[str]:
    """Return the webinar's activity types, parted by spaces."""
    word = cast(WebinarActivity.activity, String)
    these = select(func.aggregate_strings(word, " "))
    return _or_nothing(these.where(WebinarActivity.webinar_id == Webinar.id))


def by_telephone() -> ColumnElement[bool]:
    """Say whether a live room of a sitting can be reached by telephone."""
    return (
        select(LiveRoom.id)
        .join(Sitting, Sitting.id == LiveRoom.sitting_id)
        .where(
            Sitting.webinar_id == Webinar.id, LiveRoom.closed_at.is_(None), LiveRoom.dial_in != ""
        )
        .correlate(Webinar)
        .exists()
    )


def name_of_lead(language: Language, today: date | BindParameter[date]) -> ColumnElement[str]:
    """Return the name of the webinar's lead State as it stands `today`, the last recorded."""
    names = (
        select(StateFact.value)
        .join(State, State.id == StateFact.state_id)
        .where(
            State.code == Webinar.lead_state_code,
            StateFact.kind == Kind.NAME,
            StateFact.language == language,
            StateFact.valid_from <= today,
            or_(StateFact.valid_to.is_(None), StateFact.valid_to > today),
        )
        .order_by(StateFact.recorded_at.desc(), StateFact.id.desc())
    )
    return _or_nothing(names.limit(1))


def _or_nothing(words: Select[Any]) -> ColumnElement[str]:
    """Return what is selected for each webinar, empty text where nothing is."""
    return func.coalesce(words.correlate(Webinar).scalar_subquery(), "")
