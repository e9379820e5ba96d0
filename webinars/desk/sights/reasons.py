"""Why these hours, in a sentence for everybody."""

from flask_babel import gettext as untyped

from webinars.desk.sights.planner import PlanSight
from webinars.kernel.languages import Language
from webinars.programme.rules.slots import Hours
from webinars.web.words.numbers import list_and, number


def gettext(message: str, **values: object) -> str:
    return str(untyped(message, **values))


NAMED = 12
"""So many members are named; beyond, each group's are counted."""


def reason_of(plan: PlanSight, hours: Hours, *, language: Language) -> str:
    """Return the reason that the plan's figures give, in the language of the page."""
    served = gettext(
        "At %(hours)s UTC, %(served)s of %(members)s members have the whole webinar between"
        " %(since)s and %(until)s on the clock of their capital.",
        hours=list_and(plan.clocks, language=language),
        served=number(plan.served, language=language),
        members=number(plan.members, language=language),
        **hours.ends,
    )
    return f"{served} {not_served(plan, language=language)}".strip()


def not_served(plan: PlanSight, *, language: Language) -> str:
    """Return who is left out: by name where they are few, else how many of which group."""
    if not plan.left:
        return gettext("Every member is served.")
    few = len(plan.names) <= NAMED
    told = (
        plan.names
        if few
        else [_counted(left.label, len(left.names), language) for left in plan.left]
    )
    return gettext("Not served: %(who)s.", who=list_and(told, language=language))


def _counted(label: str, count: int, language: Language) -> str:
    group = gettext(label) if label else gettext("without a group")
    return gettext("%(name)s: %(count)s", name=group, count=number(count, language=language))
