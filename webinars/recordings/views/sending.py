"""What is on its way to a recording: to use it, to give it up, to send it by a program."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from webinars.accounts.queries import names_of
from webinars.kernel.refusals import NotFound
from webinars.live.queries.rooms import get_recording
from webinars.programme.models import Sitting
from webinars.programme.queries import find_sitting
from webinars.programme.rules import text_in
from webinars.recordings.imports import Taken
from webinars.recordings.imports.gathered import take_arrived
from webinars.recordings.models import AssetKind
from webinars.recordings.operations.sharing import GOOD_FOR, make_links
from webinars.recordings.operations.uploading import (
    ROOM,
    NoSuchUpload,
    UploadEnded,
    ask_fetch,
    end_upload,
    make_upload_token,
)
from webinars.recordings.rules.outcomes import refusal_in
from webinars.recordings.sights.files import file_sight
from webinars.recordings.views.door import bp, recorded
from webinars.storage.models import Upload
from webinars.storage.operations.uploads import TOKEN_FOR
from webinars.storage.queries import find_upload, refused_uploads, uploads_about
from webinars.storage.store import Store
from webinars.web.access import Permission, needs, signed_in
from webinars.web.readers import reader
from webinars.web.requests import db, glance, house, now

TOLD_FOR = timedelta(days=1)
"""How long the page tells of a file that was refused."""


@dataclass(frozen=True)
class UploadSight:
    public_id: str
    name: str
    length: int
    here: int
    """Bytes that have arrived."""
    sender: str
    begun_at: datetime
    is_whole: bool

    @property
    def percent(self) -> int:
        return 100 * self.here // self.length


def on_their_way(sitting: Sitting) -> list[UploadSight]:
    """Return what is being sent for `sitting`, or has arrived and waits to be used."""
    found = uploads_about(db(), about=sitting.public_id)
    names = names_of(db(), public_ids={one.owner for one in found}) if found else {}
    return [_sight(one, names.get(one.owner, "")) for one in found]


@dataclass(frozen=True)
class RefusedSight:
    """A file that came whole and was not taken."""

    name: str
    sender: str
    at: datetime
    why: str
    """In the reader's language."""


def refused_lately(sitting: Sitting) -> list[RefusedSight]:
    """Return what was not taken within a day, the last first, and why."""
    found = refused_uploads(db(), about=sitting.public_id, since=now() - TOLD_FOR)
    names = names_of(db(), public_ids={one.owner for one in found}) if found else {}
    return [_refused(one, names.get(one.owner, "")) for one in found]


def _refused(upload: Upload, sender: str) -> RefusedSight:
    message, values = refusal_in(upload.outcome or "")
    by = _sender(upload, sender)
    return RefusedSight(upload.name, by, upload.ended_at or now(), gettext(message, **values))


def _sender(upload: Upload, name: str) -> str:
    return gettext("the live room") if upload.owner.startswith(ROOM) else name


def _sight(upload: Upload, sender: str) -> UploadSight:
    store: Store = house().extensions["store"]
    whole = upload.arrived_at is not None
    return UploadSight(
        public_id=upload.public_id,
        name=upload.name,
        length=upload.length,
        here=upload.length if whole else store.gathering.size(upload.public_id) or 0,
        sender=_sender(upload, sender),
        begun_at=upload.begun_at,
        is_whole=whole,
    )


def arrived(upload_id: str, *, sitting_id: str, kind: AssetKind, language: str) -> Taken:
    """Return an upload that has arrived, as a file of `kind`, read before anything is written.

    Raises:
        NoSuchUpload: it is for another sitting, or another's.
        UploadEnded: it was used, or has expired.
        BadInput: what it holds is not what `kind` wants.
    """
    with glance() as own:
        upload = find_upload(own, public_id=upload_id)
    mine = upload is not None and upload.owner == signed_in().public_id
    if upload is None or not (upload.about == sitting_id or (mine and not upload.about)):
        raise NoSuchUpload
    if upload.ended_at is not None:
        raise UploadEnded
    return take_arrived(house().extensions["store"], upload, kind=kind, language=language)


@bp.post("/secretariat/recordings/uploads/<upload_id>/end")
@needs(Permission.SCHEDULE)
def end(upload_id: str) -> ResponseReturnValue:
    """Give up what is on its way, whoever sends it; its bytes go within minutes."""
    upload = find_upload(db(), public_id=upload_id)
    sitting = find_sitting(db(), public_id=upload.about) if upload else None
    if upload is None or sitting is None:
        raise NotFound
    by = signed_in().public_id
    end_upload(db(), upload=upload, outcome="given up", by=by, now=now())
    flash(gettext("“%(name)s” is given up.", name=upload.name), "ok")
    return redirect(url_for("recordings.desk", sitting_id=sitting.public_id), 303)


@bp.post("/secretariat/sittings/<sitting_id>/recording/fetch")
@needs(Permission.SCHEDULE)
def fetch(sitting_id: str) -> ResponseReturnValue:
    """Have a file fetched that the live room keeps; it comes as an upload does."""
    sitting = find_sitting(db(), public_id=sitting_id)
    if sitting is None:
        raise NotFound
    kept = get_recording(db(), sitting=sitting, public_id=request.form.get("recording", ""))
    ask_fetch(db(), kept=kept, by=signed_in().public_id, now=now())
    flash(gettext("The file is being fetched. This page shows how far it is."), "ok")
    return redirect(url_for("recordings.desk", sitting_id=sitting_id), 303)


@bp.post("/secretariat/sittings/<sitting_id>/recording/token")
@needs(Permission.SCHEDULE)
def token(sitting_id: str) -> ResponseReturnValue:
    """Show a new upload token, this once: it is not kept."""
    sitting = find_sitting(db(), public_id=sitting_id)
    if sitting is None:
        raise NotFound
    made = make_upload_token(db(), about=sitting_id, by=signed_in().public_id, now=now())
    text, _ = text_in(sitting.webinar.texts, reader().language)
    return render_template(
        "recordings/token.html",
        sitting=sitting,
        title=text.title,
        token=made,
        address=house().settings.base_url.rstrip("/") + "/files/",
        until=now() + TOKEN_FOR,
    )


@bp.post("/secretariat/sittings/<sitting_id>/recording/links")
@needs(Permission.SCHEDULE)
def links(sitting_id: str) -> ResponseReturnValue:
    """Show links with which somebody hears the recording before it is public, for a day."""
    sitting, recording = recorded(sitting_id)
    keyring, by = house().keyring, signed_in().public_id
    made = make_links(db(), recording=recording, keyring=keyring, by=by, now=now())
    text, _ = text_in(sitting.webinar.texts, reader().language)
    return render_template(
        "recordings/links.html",
        sitting=sitting,
        title=text.title,
        links=[(file_sight(one.asset), one) for one in made],
        base=house().settings.base_url.rstrip("/"),
        until=now() + GOOD_FOR,
    )
