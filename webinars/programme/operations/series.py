"""Creating and changing a series."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select

from webinars.database import Db
from webinars.journal.operations import record
from webinars.kernel.languages import Language
from webinars.kernel.text import clean_line, clean_paragraphs
from webinars.kernel.zones import zone_of
from webinars.programme.models import Series, SeriesText, Sitting, Webinar
from webinars.programme.operations.addresses import checked_slug, move_to, slug_for
from webinars.programme.operations.changes import Changes, change, plain
from webinars.programme.operations.facts import SeriesFacts, SeriesWords
from webinars.programme.operations.refusals import (
    BadAddressOfPage,
    BadDocument,
    EvaluationTooEarly,
    NoLanguage,
    PeriodReversed,
    ThresholdFixed,
)
from webinars.programme.operations.revision import raise_revision
from webinars.programme.operations.titles import checked_title
from webinars.programme.rules import read_documents

LONGEST_SYMBOL = 80


def create_series(
    db: Db, *, facts: SeriesFacts, words: SeriesWords, by: str, now: datetime
) -> Series:
    """Create a series with its first text. It is public once its first webinar is announced.

    Raises:
        PeriodReversed, EvaluationTooEarly, NoLanguage, UnknownZone: the facts do not fit.
        BadSlug, SlugTaken: of the address.
        NoTitle, TitleTooLong: of the title.
    """
    _check(facts)
    title = checked_title(words.title)
    wanted = checked_slug(db, slug=facts.slug) if facts.slug else ""
    slug = wanted or slug_for(db, title=title, month=facts.starts_on)
    series = Series(**_columns(facts), slug=slug, created_at=now, revised_at=now)
    series.texts.append(_text(words, now=now))
    db.add(series)
    db.flush()
    detail = {name: plain(value) for name, value in asdict(facts).items()} | {"title": title}
    subject = series.public_id
    record(db, kind="programme.create_series", actor=by, subject=subject, now=now, detail=detail)
    raise_revision(db)
    return series


def change_series(db: Db, *, series: Series, facts: SeriesFacts, by: str, now: datetime) -> None:
    """Change what is said of a series; its earlier address leads on.

    Raises:
        ThresholdFixed: a sitting has begun, and the threshold of attendance would change.
        (and as `create_series`)
    """
    _check(facts)
    if facts.threshold_minutes != series.threshold_minutes and _has_begun(db, series, now):
        raise ThresholdFixed
    before = series.slug
    move_to(db, row=series, slug=facts.slug, now=now)
    differing = change(series, **_columns(facts))
    if series.slug != before:
        differing["slug"] = [before, series.slug]
    _told(db, series, "programme.change_series", differing, by=by, now=now)


def write_series_text(
    db: Db, *, series: Series, words: SeriesWords, by: str, now: datetime
) -> SeriesText:
    """Write or replace the text of a series in one language.

    Raises:
        NoTitle, TitleTooLong: of the title.
    """
    fresh = _text(words, now=now)
    differing: Changes = {"title": [None, fresh.title], "summary": [None, fresh.summary]}
    text = next((text for text in series.texts if text.language is words.language), None)
    if text is None:
        series.texts.append(fresh)
    else:
        differing = change(text, title=fresh.title, summary=fresh.summary)
        text.revised_at = now if differing else text.revised_at
    if differing:
        differing["language"] = [None, words.language]
    _told(db, series, "programme.write_series_text", differing, by=by, now=now)
    return text or fresh


def _told(db: Db, series: Series, kind: str, differing: Changes, *, by: str, now: datetime) -> None:
    if not differing:
        return
    series.revised_at = now
    db.flush()
    record(db, kind=kind, actor=by, subject=series.public_id, now=now, detail=dict(differing))
    raise_revision(db)


def _check(facts: SeriesFacts) -> None:
    zone_of(facts.zone)
    if facts.ends_on < facts.starts_on:
        raise PeriodReversed
    if facts.evaluation_due_on and facts.evaluation_due_on < facts.starts_on:
        raise EvaluationTooEarly
    _check_mandate(facts)


def _check_mandate(facts: SeriesFacts) -> None:
    if clean_paragraphs(facts.decision_text) and facts.decision_language is None:
        raise NoLanguage
    if facts.decision_url and not facts.decision_url.startswith(("https://", "http://")):
        raise BadAddressOfPage
    for document in read_documents(facts.further_documents):
        if not document.symbol or len(document.symbol) > LONGEST_SYMBOL:
            raise BadDocument(line=(document.symbol or document.address)[:60])


def _columns(facts: SeriesFacts) -> dict[str, object]:
    """Return the columns as they are kept; the address is settled apart."""
    columns = {name: value for name, value in asdict(facts).items() if name != "slug"}
    return columns | {
        "decision_text": clean_paragraphs(facts.decision_text),
        "decision_symbol": clean_line(facts.decision_symbol),
        "further_documents": clean_paragraphs(facts.further_documents),
        "decision_url": clean_line(facts.decision_url),
        "decision_language": _language(facts),
    }


def _language(facts: SeriesFacts) -> Language | None:
    return facts.decision_language if facts.decision_text else None


def _text(words: SeriesWords, *, now: datetime) -> SeriesText:
    return SeriesText(
        language=words.language,
        title=checked_title(words.title),
        summary=clean_paragraphs(words.summary),
        revised_at=now,
    )


def _has_begun(db: Db, series: Series, now: datetime) -> bool:
    begun = (
        select(Sitting.id)
        .join(Webinar, Webinar.id == Sitting.webinar_id)
        .where(Webinar.series_id == series.id)
        .where(Sitting.starts_at <= now, Sitting.cancelled_at.is_(None))
        .limit(1)
    )
    return db.scalar(begun) is not None
