"""`/files/`: uploads that go on where they were cut.

tus 1.0 with creation, checksum, expiration and termination; its words are in
`tus`. Bytes go into `storage.store.gathering` as they arrive, and no transaction
is open meanwhile.
"""

from flask import Response, request
from werkzeug.http import http_date

from webinars.database.unit import unit_of_work
from webinars.kernel.refusals import BadInput
from webinars.recordings.imports.gathered import FINAL, settle
from webinars.recordings.operations.refusals import NotOffset, OtherOffset, TooLong
from webinars.recordings.operations.uploading import (
    NoSuchUpload,
    UploadEnded,
    begin_upload,
    end_refused,
    end_upload,
    note_arrived,
)
from webinars.recordings.views.door import bp
from webinars.recordings.views.tus import (
    LARGEST,
    OVERRIDES,
    TYPE,
    VERSION,
    announced,
    checksum_asked,
    tus,
)
from webinars.storage.models import Upload
from webinars.storage.queries import find_upload
from webinars.storage.store import Store
from webinars.storage.store.checksums import ALGORITHMS, Checksum
from webinars.storage.store.gathering import Gathering, Part
from webinars.web.access import Permission, public, sender, sends
from webinars.web.arriving import arriving
from webinars.web.requests import db, glance, house, now


@bp.route("/files/", methods=["OPTIONS"])
@bp.route("/files/<upload_id>", methods=["OPTIONS"])
@public
@tus
def abilities(upload_id: str = "") -> Response:  # noqa: ARG001  (the same for every upload)
    answer = Response(status=204)
    answer.headers["Tus-Version"] = VERSION
    answer.headers["Tus-Extension"] = "creation,checksum,expiration,termination"
    answer.headers["Tus-Max-Size"] = str(LARGEST)
    answer.headers["Tus-Checksum-Algorithm"] = ",".join(ALGORITHMS)
    return answer


@bp.post("/files/")
@tus
@sends(Permission.SCHEDULE)
def create() -> Response:
    said = announced()
    store: Store = house().extensions["store"]
    by = sender().person.public_id
    upload = begin_upload(db(), said=said, quota=store.quota, by=by, now=now())
    store.gathering.begin(upload.public_id)
    answer = _standing(upload, 0, 201)
    answer.headers["Location"] = f"/files/{upload.public_id}"
    return answer


@bp.route("/files/<upload_id>", methods=["HEAD"])
@tus
@sends(Permission.SCHEDULE)
def offset(upload_id: str) -> Response:
    """Say how far it has come; a line that is idle lets go first, so that this stays true."""
    upload = _upload(upload_id)
    if upload.arrived_at is not None:
        return _standing(upload, upload.length, 200)
    with _gathering().held(upload.public_id) as part:
        return _standing(upload, part.size, 200)


@bp.route("/files/<upload_id>", methods=["PATCH"])
@tus
@sends(Permission.SCHEDULE)
def go_on(upload_id: str) -> Response:
    """Take a piece; the last one makes the file whole, which is judged and stored at once."""
    if request.mimetype != TYPE:
        raise NotOffset
    checksum = checksum_asked()
    upload = _upload(upload_id)
    if upload.arrived_at is not None:
        return _again(upload)
    with _gathering().held(upload.public_id) as part:
        size = _take_in(part, upload, checksum)
        if size == upload.length:
            _finish(upload, part)
    return _standing(upload, size, 204)


@bp.post("/files/<upload_id>")
@tus
@sends(Permission.SCHEDULE)
def in_other_words(upload_id: str) -> Response:
    """Answer a client behind a proxy that lets only GET and POST through."""
    asked = request.headers.get("X-HTTP-Method-Override", "").upper()
    if asked not in OVERRIDES:
        raise BadInput
    return {"PATCH": go_on, "DELETE": give_up, "HEAD": offset}[asked](upload_id)


@bp.route("/files/<upload_id>", methods=["DELETE"])
@tus
@sends(Permission.SCHEDULE)
def give_up(upload_id: str) -> Response:
    upload = _upload(upload_id)
    by = sender().person.public_id
    if upload.arrived_at is None:
        with _gathering().held(upload.public_id):
            _end(upload, by)
    else:
        _end(upload, by)
    return Response(status=204)


def _end(upload: Upload, by: str) -> None:
    own = find_upload(db(), public_id=upload.public_id)
    if own is not None:
        end_upload(db(), upload=own, outcome="given up", by=by, now=now())
    _gathering().discard(upload.public_id)


def _take_in(part: Part, upload: Upload, checksum: Checksum | None) -> int:
    """Append the body, where it begins at the end of what there is."""
    at, left = part.size, upload.length - part.size
    if request.headers.get("Upload-Offset", "") != str(at):
        raise OtherOffset(offset=at)
    if (request.content_length or 0) > left:
        raise TooLong
    return part.append(arriving(left, is_wanted=part.is_wanted), checksum=checksum)


def _finish(upload: Upload, part: Part) -> None:
    """Store a whole file. One that is refused is gone at once, and its page says why."""
    try:
        kept, seconds = settle(house().extensions["store"], part, declared=upload.declared)
    except FINAL as refusal:
        who, app = sender().person.public_id, house()
        with unit_of_work(app.engine) as own:  # kept, though what was asked is refused
            end_refused(own, public_id=upload.public_id, refusal=refusal, by=who, now=now())
        _gathering().discard(upload.public_id)
        raise
    note_arrived(
        db(),
        public_id=upload.public_id,
        kept=kept,
        seconds=seconds,
        by=sender().person.public_id,
        now=now(),
    )


def _again(upload: Upload) -> Response:
    """Answer a last piece whose answer was lost."""
    if request.headers.get("Upload-Offset", "") != str(upload.length):
        raise OtherOffset(offset=upload.length)
    return _standing(upload, upload.length, 204)


def _standing(upload: Upload, size: int, status: int) -> Response:
    answer = Response(status=status)
    answer.headers["Upload-Offset"] = str(size)
    if status == 200:
        answer.headers["Upload-Length"] = str(upload.length)
    if size < upload.length:
        answer.headers["Upload-Expires"] = http_date(upload.expires_at)
    return answer


def _gathering() -> Gathering:
    store: Store = house().extensions["store"]
    return store.gathering


def _upload(upload_id: str) -> Upload:
    """Return an upload of who asks, read in a unit that ends at once: a piece comes for hours."""
    with glance() as own:
        upload = find_upload(own, public_id=upload_id)
    who = sender()
    if upload is None or upload.owner != who.person.public_id:
        raise NoSuchUpload
    if who.about not in {"", upload.about}:
        raise NoSuchUpload
    if upload.ended_at is not None or (upload.arrived_at is None and upload.expires_at <= now()):
        raise UploadEnded
    return upload
