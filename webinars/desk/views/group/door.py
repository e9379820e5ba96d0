"""The door of a group's workspace: whoever passes is its coordinator today.

Every view below `/groups/<code>` stands behind `of_own_group`; a test walks all of
them with the coordinator of another group.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from flask.typing import ResponseReturnValue

from webinars.desk.queries.group import coordination_for
from webinars.desk.views.delegation.door import person_id
from webinars.kernel.refusals import NotFound
from webinars.people.models import Coordinator
from webinars.states.models import Group
from webinars.states.rules import GROUP_NAMES
from webinars.web.requests import db, now

P = ParamSpec("P")


@dataclass(frozen=True)
class OwnGroup:
    """The group whose coordinator is signed in."""

    code: Group
    term: Coordinator

    @property
    def name(self) -> str:
        """English id, translated by the page."""
        return GROUP_NAMES[self.code]


def of_own_group(
    view: Callable[Concatenate[OwnGroup, P], ResponseReturnValue],
) -> Callable[..., ResponseReturnValue]:
    """Open `view` to the coordinator of the group in the address, and to nobody else.

    Raises:
        NotFound: there is no such group.
        NotYourGroup: the term is another group's, has ended, or has not begun.
    """

    @wraps(view)
    def opened(code: str, *args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if code not in set(Group):
            raise NotFound
        group, today = Group(code), now().date()
        term = coordination_for(db(), person_id=person_id(), group=group, on=today)
        return view(OwnGroup(group, term), *args, **kwargs)

    return opened
