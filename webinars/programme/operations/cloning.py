"""Planning a webinar, or a series, as another was: its texts and promises, not its dates."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from webinars.database import Db
from webinars.programme.models import (
    AgendaItem,
    AgendaText,
    PromisedPart,
    Series,
    Webinar,
    WebinarState,
    WebinarText,
)
from webinars.programme.operations.facts import (
    SeriesFacts,
    SeriesWords,
    WebinarFacts,
    WebinarWords,
)
from webinars.programme.operations.promising import promise_languages
from webinars.programme.operations.series import create_series, write_series_text
from webinars.programme.operations.webinars import plan_webinar, write_text
from webinars.programme.rules import month_after, months_between, promised


def clone_webinar(
    db: Db,
    *,
    webinar: Webinar,
    month: date,
    words: WebinarWords,
    by: str,
    now: datetime,
    series: Series | None = None,
) -> Webinar:
    """Plan a draft for `month` with the texts, agenda, promises, theme and lead of `webinar`.

    `words` gives the title in its language; the other texts are taken as they
    are, and the agenda without whose turn it is. Sittings, appearances,
    registrations and costs are not.

    Raises:
        OutsidePeriod: of the month.
        NoTitle, TitleTooLong: of the title.
    """
    facts = WebinarFacts(
        planned_month=month,
        cycle_theme=webinar.cycle_theme,
        activities=frozenset(row.activity for row in webinar.activities),
        openness=webinar.openness,
        lead_state_code=webinar.lead_state_code,
    )
    titled = _retitled(webinar.texts, words)
    into = series or webinar.series
    copy = plan_webinar(db, series=into, facts=facts, words=titled[0], by=by, now=now)
    for other in titled[1:]:
        write_text(db, webinar=copy, words=other, by=by, now=now)
    promises = {part: promised(webinar, part) for part in PromisedPart}
    promise_languages(db, webinar=copy, promises=promises, by=by, now=now)
    copy.agenda = [_item(item) for item in webinar.agenda]
    db.flush()
    return copy


def clone_series(
    db: Db,
    *,
    series: Series,
    webinars: Sequence[Webinar],
    starts_on: date,
    words: SeriesWords,
    by: str,
    now: datetime,
) -> Series:
    """Create a series from `starts_on` with the mandate, texts and months of another.

    As many months as it had, with a draft for each of `webinars` that was not
    cancelled, as far from the first month as it was. The day of its evaluation
    is left open.

    Raises:
        NoTitle, TitleTooLong: of the title.
    """
    months = months_between(series.starts_on, series.ends_on)
    first = starts_on.replace(day=1)
    ends_on = month_after(first, len(months)) - timedelta(days=1)
    facts = _facts(series, starts_on=starts_on, ends_on=ends_on)
    copy = create_series(db, facts=facts, words=words, by=by, now=now)
    for text in series.texts:
        if text.language is not words.language:
            other = SeriesWords(language=text.language, title=text.title, summary=text.summary)
            write_series_text(db, series=copy, words=other, by=by, now=now)
    for webinar in webinars:
        if webinar.state is not WebinarState.CANCELLED and webinar.planned_month in months:
            month = month_after(first, months.index(webinar.planned_month))
            _clone_into(db, copy, webinar, month, by=by, now=now)
    return copy


def _clone_into(
    db: Db, series: Series, webinar: Webinar, month: date, *, by: str, now: datetime
) -> None:
    words = _words(webinar.texts[0])
    clone_webinar(db, webinar=webinar, month=month, words=words, by=by, now=now, series=series)


def _facts(series: Series, *, starts_on: date, ends_on: date) -> SeriesFacts:
    return SeriesFacts(
        starts_on=starts_on,
        ends_on=ends_on,
        zone=series.zone,
        decision_text=series.decision_text,
        decision_language=series.decision_language,
        decision_symbol=series.decision_symbol,
        decision_url=series.decision_url,
        further_documents=series.further_documents,
        threshold_minutes=series.threshold_minutes,
    )


def _retitled(texts: Sequence[WebinarText], words: WebinarWords) -> list[WebinarWords]:
    """Return the texts to write, that of the language of `words` first, with its title."""
    copies = [_words(text) for text in texts]
    same = [replace(copy, title=words.title) for copy in copies if copy.language is words.language]
    return [*(same or [words]), *(copy for copy in copies if copy.language is not words.language)]


def _item(item: AgendaItem) -> AgendaItem:
    texts = [AgendaText(language=text.language, title=text.title) for text in item.texts]
    return AgendaItem(minutes=item.minutes, position=item.position, who="", texts=texts)


def _words(text: WebinarText) -> WebinarWords:
    return WebinarWords(
        language=text.language,
        title=text.title,
        abstract=text.abstract,
        questions=text.questions,
        state=text.state,
        owner=text.owner,
    )
