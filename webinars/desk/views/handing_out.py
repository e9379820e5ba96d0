"""Materials by the link of a registration, or of somebody who appears."""

from flask import Response

from webinars.database import Db
from webinars.desk.views.door import bp
from webinars.desk.views.my import my
from webinars.kernel.refusals import NotFound
from webinars.programme.models import Audience, Material
from webinars.programme.queries.appearances import find_appearance
from webinars.programme.queries.materials import find_material
from webinars.registrations.queries import get_registration
from webinars.web.access import Purpose, held, holds
from webinars.web.downloads import send_stored
from webinars.web.requests import glance, house


@my.get("/my/<token>/materials/<material_id>/<name>", endpoint="material")
@holds(Purpose.MY)
def mine(token: str, material_id: str, name: str) -> Response:  # noqa: ARG001
    """Send a material of the webinar for which one registered; not after cancelling."""
    with glance() as own:
        registration = get_registration(own, public_id=held())
        if registration.cancelled_at is not None:
            raise NotFound
        open_to = frozenset({Audience.REGISTRANTS, Audience.PUBLIC})
        found = _of(own, material_id, registration.webinar_id, open_to)
    return _sent(found)


@bp.get("/appearances/<token>/materials/<material_id>/<name>", endpoint="appearing_material")
@holds(Purpose.APPEARANCE)
def theirs(token: str, material_id: str, name: str) -> Response:  # noqa: ARG001
    """Send any material of the webinar in which one appears, one's own slides among them."""
    with glance() as own:
        appearance = find_appearance(own, public_id=held())
        if appearance is None or appearance.declined_at is not None:
            raise NotFound
        found = _of(own, material_id, appearance.webinar_id, frozenset(Audience))
    return _sent(found)


def _of(own: Db, material_id: str, webinar_id: int, audiences: frozenset[Audience]) -> Material:
    found = find_material(own, public_id=material_id)
    here = found is not None and found.webinar_id == webinar_id and found.withdrawn_at is None
    if found is None or not here or found.audience not in audiences:
        raise NotFound
    return found


def _sent(found: Material) -> Response:
    shelf = house().extensions["store"]
    return send_stored(shelf, found.file, name=found.name, download=False, public=False)
