"""The pages on which captions are worked on, and their versions are listed and read."""

from collections.abc import Sequence

from flask import flash, render_template
from flask_babel import ngettext

from webinars.accounts.queries import names_of
from webinars.recordings.forms import KeepForm
from webinars.recordings.imports.versions import script_in
from webinars.recordings.models import Asset, Review
from webinars.recordings.operations.refusals import NewerCaptions
from webinars.recordings.queries import recording_of, versions_of
from webinars.recordings.rules import clock_of, paragraphs
from webinars.recordings.rules.parts import AT_ONCE, Part
from webinars.recordings.rules.rows import Row, rows_of
from webinars.recordings.rules.scripts import place_in
from webinars.recordings.sights import recording_sight
from webinars.recordings.sights.files import captions_sight
from webinars.web.access import signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, house


def editor(
    asset: Asset, part: Part, *, form: KeepForm | None = None, newest: Asset | None = None
) -> str:
    """Return the page of rows beside the player.

    Args:
        form: given where something was sent; then nothing of it is kept yet.
        newest: the version that is in use, where it is younger than `asset`.
    """
    clash = isinstance(part.wrong, NewerCaptions) and newest is not None
    return render_template(
        "recordings/captions.html",
        **_about(asset),
        part=part,
        at_once=AT_ONCE,
        form=form or _standing(asset),
        touched=form is not None,
        clash=newest if clash else None,
        theirs=_theirs(part, newest) if clash and newest else [],
        keeper=_keepers([newest]).get(newest.added_by, "") if clash and newest else "",
    )


def _standing(asset: Asset) -> KeepForm:
    """Return the form as it begins: what is checked stays so unless somebody says otherwise."""
    review = Review.VERIFIED if asset.review is Review.VERIFIED else Review.DRAFT
    return KeepForm(data={"review": review.value, "reviewer": signed_in().name})


def _theirs(part: Part, newest: Asset) -> list[Row]:
    """Return what stands in the newest version where the rows of this page would go."""
    script = script_in(house().extensions["store"], newest.digest)
    place = place_in(script, part.script, part.first, part.last)
    return rows_of(script, place.first, place.last)


def older_page(asset: Asset) -> str:
    """Return a version that is in use no more, to be read."""
    script = script_in(house().extensions["store"], asset.digest)
    cues = (cue for cue in (one.cue for one in script.cues) if cue.text)
    return render_template(
        "recordings/version.html",
        **_about(asset),
        paragraphs=list(paragraphs(cues)),
        clock_of=clock_of,
        keeper=_keepers([asset]).get(asset.added_by, ""),
    )


def versions_page(asset: Asset) -> str:
    """Return the list of all versions in the language of `asset`."""
    found = versions_of(db(), captions=asset)
    keepers = _keepers(found)
    return render_template(
        "recordings/versions.html",
        **_about(asset),
        versions=[(one, captions_sight(one), keepers.get(one.added_by, "")) for one in found],
    )


def _keepers(versions: Sequence[Asset]) -> dict[str, str]:
    return names_of(db(), public_ids={one.added_by for one in versions})


def _about(asset: Asset) -> dict[str, object]:
    sitting = asset.recording.sitting
    recording = recording_of(db(), sitting=sitting)
    sight = recording_sight(recording or asset.recording, language=reader().language)
    return {
        "captions": asset,
        "sitting": sitting,
        "recording": sight,
        "played": sight.film or sight.sound,
    }


def tell_overlaps(overlaps: Sequence[str]) -> None:
    """Flash where captions overlap: it is allowed, and worth a look."""
    if overlaps:
        sentence = ngettext(
            "One caption begins before the one above it ends, at %(where)s:"
            " look whether it should.",
            "%(num)s captions begin before the one above them ends, first at %(where)s:"
            " look whether they should.",
            len(overlaps),
            where=overlaps[0],
        )
        flash(sentence, "warn")
