"""The pictures of a snapshot, each with its own address; and the absent."""

import csv
import io

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webinars.evaluation.charts import ALONE, Around, alone
from webinars.evaluation.models import Snapshot
from webinars.evaluation.queries import (
    get_snapshot,
    newest_snapshot,
)
from webinars.evaluation.sights.absent import HEAD, absent_of
from webinars.evaluation.sights.figures import BREAKDOWNS, GROUP_WORDS, find_indicator
from webinars.evaluation.sights.pictures import (
    Seen,
    Sight,
    find_sight,
    in_parts,
    responses_in_parts,
)
from webinars.evaluation.sights.releases import ABSENT, PICTURE
from webinars.evaluation.sights.responses import BY
from webinars.evaluation.views.choosing import Chosen, chosen
from webinars.evaluation.views.door import bp, evidence_of, taken_away
from webinars.kernel.languages import direction
from webinars.kernel.refusals import NotFound
from webinars.kernel.text import N_
from webinars.states.queries import names_by_alpha3
from webinars.web.access import Permission, needs
from webinars.web.readers import reader, said_here
from webinars.web.requests import db, glance, now


@bp.get("/evaluation/<any(pictures, responses, absent):page>")
@needs(Permission.EVALUATE)
def newest(page: str) -> ResponseReturnValue:
    """Lead to the page of the newest snapshot, or to where one is taken."""
    snapshot = newest_snapshot(db())
    if snapshot is None:
        return redirect(url_for("evaluation.figures", **said_here()))
    series = request.args.get("series")
    asked = said_here() | {"series": series}
    return redirect(url_for(f"evaluation.{page}", cut=snapshot.cut, **asked))


@bp.get("/evaluation/snapshots/<int:cut>/pictures")
@needs(Permission.EVALUATE)
def pictures(cut: int) -> ResponseReturnValue:
    snapshot = get_snapshot(db(), cut=cut)
    chose = chosen(db(), snapshot)
    parts = in_parts(evidence_of(snapshot, chose.key))
    return render_template("evaluation/pictures.html", snapshot=snapshot, parts=parts, chosen=chose)


@bp.get("/evaluation/snapshots/<int:cut>/responses")
@needs(Permission.EVALUATE)
def responses(cut: int) -> ResponseReturnValue:
    """Show how each question was answered, by the breakdown that `?by=` names."""
    snapshot, by = get_snapshot(db(), cut=cut), request.args.get("by", BY[0])
    if by not in BY:
        raise NotFound
    chose = chosen(db(), snapshot)
    seen = evidence_of(snapshot, chose.key)
    return render_template(
        "evaluation/responses.html",
        snapshot=snapshot,
        chosen=chose,
        parts=responses_in_parts(seen, by) if chose.is_one else [],
        by=by,
        ways=[(one, BREAKDOWNS[one][0]) for one in BY],
        is_counted="distributions" in seen.found,
    )


@bp.get("/evaluation/snapshots/<int:cut>/pictures/<key>.svg")
@needs(Permission.EVALUATE)
def picture(cut: int, key: str) -> ResponseReturnValue:
    """Send one picture as a file: its words, digits and direction are those of the reader."""
    with glance() as own:
        snapshot = get_snapshot(own, cut=cut)
        chose = chosen(own, snapshot)
    seen = evidence_of(snapshot, chose.key)
    sight = find_sight(seen, key, by_class=chose.is_one)
    if sight is None:
        raise NotFound
    return taken_away(svg_of(seen, snapshot, sight, chose), snapshot, PICTURE)


def svg_of(seen: Seen, snapshot: Snapshot, sight: Sight, chose: Chosen) -> Response:
    """Return one picture as a file that names its snapshot, and its series of several."""
    whose = f"-{chose.series.slug}" if chose.series else ""
    name = f"{sight.key}-{snapshot.cut}{whose}-{reader().language}.svg"
    source = [*([chose.name.name] if chose.name else []), *_source(seen, snapshot, sight.indicator)]
    around = Around((sight.whole_title, sight.finding), (sight.note, *source), sight.legend)
    told = render_template(
        "evaluation/picture.svg",
        sight=sight,
        picture=alone(sight.picture, around, rtl=seen.speech.is_rtl),
        looks=ALONE,
        language=reader().language,
        direction=direction(reader().language),
    )
    return Response(
        told,
        mimetype="image/svg+xml",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


@bp.get("/evaluation/snapshots/<int:cut>/absent")
@needs(Permission.EVALUATE)
def absent(cut: int) -> ResponseReturnValue:
    """List the members of which nobody was ever seen, by group; as a file too."""
    with glance() as own:
        snapshot = get_snapshot(own, cut=cut)
        chose = chosen(own, snapshot)
        names = names_by_alpha3(own, language=reader().language, on=now().date())
    found = absent_of(evidence_of(snapshot, chose.key), names)
    if request.args.get("as") == "csv":
        return taken_away(_as_csv(found.rows, f"absent-{cut}.csv"), snapshot, ABSENT)
    return render_template(
        "evaluation/absent.html",
        snapshot=snapshot,
        found=found,
        group_words=GROUP_WORDS,
        chosen=chose,
    )


def _as_csv(rows: list[tuple[str, ...]], name: str) -> Response:
    file = io.StringIO()
    csv.writer(file).writerows([HEAD, *rows])
    answer = make_response(file.getvalue())
    answer.mimetype = "text/csv"
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer


SHA = "SHA-256 "


def _source(seen: Seen, snapshot: Snapshot, number: int) -> list[str]:
    found = find_indicator(seen.found, seen.titles, number)
    version = found.version if found else 0
    if not found:
        return [seen.speech.say(N_("[snapshot %(cut)s]"), cut=snapshot.cut), SHA + snapshot.digest]
    words = seen.speech.say(
        N_("[indicator %(number)s, version %(version)s; snapshot %(cut)s]"),
        number=number,
        version=version,
        cut=snapshot.cut,
    )
    return [words, SHA + snapshot.digest]
