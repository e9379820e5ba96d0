"""The Secretariat says from when on each page of slides was shown."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from webinars.kernel.refusals import NotFound, Refusal
from webinars.programme.rules import text_in
from webinars.recordings.models import Asset, AssetKind
from webinars.recordings.operations.slides import set_turns
from webinars.recordings.queries import drawing, find_asset, pages_of, recording_of, turns_of_slides
from webinars.recordings.rules.slides import turns_of
from webinars.recordings.sights import recording_sight, slides_sight, trouble_of
from webinars.recordings.views.door import bp
from webinars.web.access import Permission, needs, signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, now


@bp.get("/secretariat/recordings/files/<asset_id>/pages")
@needs(Permission.SCHEDULE)
def slide_pages(asset_id: str) -> ResponseReturnValue:
    return _page(_slides(asset_id))


@bp.post("/secretariat/recordings/files/<asset_id>/pages")
@needs(Permission.SCHEDULE)
def time_pages(asset_id: str) -> ResponseReturnValue:
    slides = _slides(asset_id)
    written = _written()
    try:
        turns, alike = turns_of(written), "alike" in request.form
        by = signed_in().public_id
        files = set_turns(db(), asset=slides, turns=turns, alike=alike, by=by, now=now())
    except Refusal as refusal:
        return _page(slides, written=written, wrong=str(refusal)), refusal.status
    sentence = ngettext(
        "The times are kept.", "The times are kept, for %(num)s files of slides.", files
    )
    flash(sentence, "ok")
    return redirect(url_for("recordings.slide_pages", asset_id=asset_id), 303)


def _written() -> dict[int, str]:
    """Return what is written beside each page, by its number."""
    fields = ((name.removeprefix("page-"), value) for name, value in request.form.items())
    return {int(number): value[:200] for number, value in fields if number.isdecimal()}


def _slides(asset_id: str) -> Asset:
    asset = find_asset(db(), public_id=asset_id)
    if asset is None or asset.kind is not AssetKind.SLIDES or asset.withdrawn_at is not None:
        raise NotFound
    return asset


def _page(slides: Asset, *, written: dict[int, str] | None = None, wrong: str = "") -> str:
    sitting = slides.recording.sitting
    recording = recording_of(db(), sitting=sitting)
    pages = pages_of(db(), assets=[slides]).get(slides.id, [])
    sight = slides_sight(slides, pages, turns_of_slides(db(), asset=slides))
    text, _ = text_in(sitting.webinar.texts, reader().language)
    return render_template(
        "recordings/slides.html",
        sitting=sitting,
        title=text.title,
        slides=sight,
        trouble=trouble_of(drawing(db(), slides=slides)),
        written=written or {one.number: ", ".join(one.clocks) for one in sight.pages},
        wrong=wrong,
        recording=recording_sight(recording, language=reader().language) if recording else None,
    )
