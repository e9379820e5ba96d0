"""The library, one recording, and its transcript: public, and kept until something changes."""

from collections.abc import Sequence

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from webinars.kernel.languages import Language, is_language
from webinars.kernel.refusals import NotFound
from webinars.kernel.text import clean_line
from webinars.recordings.imports import cues_of
from webinars.recordings.models import Asset, Recording
from webinars.recordings.queries import find_recording, turned_slides, views_of
from webinars.recordings.queries.searching import Wish, search
from webinars.recordings.rules import (
    FALLBACK,
    Paragraph,
    Standing,
    captions_in,
    clock_of,
    in_use,
    paragraphs,
    seconds_of,
    standing_of,
)
from webinars.recordings.rules.chapters import marks_of
from webinars.recordings.rules.filtering import chosen_in
from webinars.recordings.rules.looking import holding
from webinars.recordings.rules.seeking import LONGEST_ASKED, read_question
from webinars.recordings.rules.slides import slides_for
from webinars.recordings.sights import (
    ChapterSight,
    SlidesSight,
    chapter_sights,
    excerpt,
    floor_of,
    gaps,
    library_sight,
    recording_sight,
    slides_sight,
    unchecked_of,
)
from webinars.recordings.sights.files import missing_transcripts
from webinars.recordings.views.door import bp
from webinars.storage.store import Missing, Store, pieces
from webinars.web.access import public
from webinars.web.keeping import kept
from webinars.web.paging import page_number
from webinars.web.readers import reader
from webinars.web.requests import db, house, now


@bp.get("/recordings")
@public
@kept
def library() -> ResponseReturnValue:
    """Show what is public; `?q=` finds words, the other names in the address narrow it down."""
    language, question = reader().language, clean_line(request.args.get("q", ""))
    page = page_number(request.args.get("page", ""))
    wish = Wish(read_question(question), chosen_in(request.args), page)
    found = search(db(), wish=wish, language=language, now=now())
    told = {"demonstration": any(one.demonstration for one in found.cards.values())}
    return render_template(
        "recordings/library.html",
        library=library_sight(found, wish, question=question[:LONGEST_ASKED], language=language),
        question=question[:LONGEST_ASKED],
        asked=wish.asked,
        **(told if found.cards else {}),
    )


@bp.get("/recordings/<slug>")
@public
@kept
def recording(slug: str) -> ResponseReturnValue:
    """Show one recording; `?file=` chooses what is played, `?t=` from where."""
    found = _found(slug)
    if standing_of(found) is Standing.WITHDRAWN:
        return _tombstone(found)
    return page_of(found)


def page_of(found: Recording, *, preview: bool = False) -> str:
    """Return the page of a recording for this reader; `preview`: before it is published."""
    sight = recording_sight(found, language=reader().language)
    captions = captions_in(found.assets, reader().language)
    seconds = seconds_of(request.args.get("t", ""))
    slides = _slides_of(found)
    beside = bool(slides and sight.sound and "slides" in request.args)
    return render_template(
        "recordings/recording.html",
        recording=sight,
        played=sight.sound if beside else sight.chosen(request.args.get("file", "")),
        slides=slides,
        beside=beside,
        chapters=_chapters_of(found),
        begins=clock_of(seconds) if seconds else "",
        fragment=f"#t={seconds}" if seconds else "",
        captions=captions,
        transcript=excerpt(_read(captions)),
        clock_of=clock_of,
        gaps=gaps(found),
        floor=floor_of(found),
        unchecked=unchecked_of(found),
        reason=found.without_captions,
        published_at=found.published_at or now(),
        preview=preview,
        is_public=standing_of(found) is Standing.PUBLISHED,
        address=_address(found, clock_of(seconds) if seconds else ""),
        demonstration=found.sitting.webinar.series.demonstration,
    )


def _chapters_of(found: Recording) -> list[ChapterSight]:
    marks = marks_of(found)
    return chapter_sights(marks, reader().language)


def _address(found: Recording, begins: str) -> str:
    """Return the address to cite: stable for good, of the moment where one is asked for."""
    base = house().settings.base_url.rstrip("/")
    return f"{base}/recordings/{found.slug}" + (f"?t={begins}" if begins else "")


def _slides_of(found: Recording) -> SlidesSight | None:
    """Return the slides that have times, for this reader: hers, or those of the floor."""
    timed = turned_slides(db(), assets=in_use(found.assets))
    wanted = (reader().language.value, *floor_of(found), *FALLBACK)
    chosen = slides_for([one.asset for one in timed], wanted)
    return next((slides_sight(*one) for one in timed if one.asset is chosen), None)


@bp.get("/recordings/<slug>/transcript/<language>")
@public
@kept
def transcript(slug: str, language: str) -> ResponseReturnValue:
    """Show the transcript in one language, to read or to print; `?q=` shows where words are."""
    found = _found(slug)
    if standing_of(found) is not Standing.PUBLISHED or not is_language(language):
        raise NotFound
    captions = captions_in(found.assets, Language(language))
    if captions is None or captions.language != language:
        raise NotFound
    said, asked = _read(captions), clean_line(request.args.get("q", ""))
    return render_template(
        "recordings/transcript.html",
        recording=recording_sight(found, language=reader().language),
        captions=captions,
        paragraphs=holding(said, asked),
        is_there=bool(said),
        asked=asked[:LONGEST_ASKED],
        missing=missing_transcripts(found),
        clock_of=clock_of,
        demonstration=found.sitting.webinar.series.demonstration,
    )


@bp.get("/recordings/<slug>/SHA256SUMS")
@public
@kept
def checksums(slug: str) -> ResponseReturnValue:
    """List the files in use as `sha256sum --check` reads it."""
    found = _found(slug)
    if standing_of(found) is not Standing.PUBLISHED:
        raise NotFound
    lines = (f"{asset.digest}  {asset.name}\n" for asset in in_use(found.assets))
    answer = make_response("".join(lines))
    answer.content_type = "text/plain; charset=utf-8"
    return answer


def _found(slug: str) -> Recording:
    recording = find_recording(db(), slug=slug) if slug.isprintable() else None
    if recording is None or standing_of(recording) is Standing.UNPUBLISHED:
        raise NotFound
    return recording


def _tombstone(recording: Recording) -> Response | str:
    return render_template(
        "recordings/withdrawn.html",
        recording=recording_sight(recording, language=reader().language),
        withdrawn_at=recording.withdrawn_at,
        reason=recording.withdraw_reason,
        authority=recording.withdraw_authority,
        public_id=recording.public_id,
        seen=views_of(db(), recording=recording),
        demonstration=recording.sitting.webinar.series.demonstration,
    )


def _read(captions: Asset | None) -> Sequence[Paragraph]:
    """Return the transcript that the captions give; nothing where they cannot be read now."""
    if captions is None:
        return ()
    store: Store = house().extensions["store"]
    try:
        data = b"".join(pieces(store.open_range(captions.digest)))
    except Missing:
        return ()
    return tuple(paragraphs(cues_of(data)))
