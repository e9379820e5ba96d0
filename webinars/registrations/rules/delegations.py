"""A delegation: its order, how each one stands, and what an order form asks for. Pure."""

from collections.abc import Mapping, Sequence

from webinars.registrations.models import Registration
from webinars.registrations.rules.facts import standing_place


def in_focal_order(registrations: Sequence[Registration]) -> list[Registration]:
    """Return those that the focal point ordered, by rank, then the others, first come first."""
    return sorted(registrations, key=_place_in_order)


def _place_in_order(one: Registration) -> tuple[bool, int, object, int]:
    return one.focal_rank is None, one.focal_rank or 0, one.registered_at, one.id


def stand_of(registration: Registration) -> str:
    """Return how it stands, for comparing what a form showed with what is: a short key."""
    place = standing_place(registration)
    held = "cancelled" if registration.cancelled_at else place.state if place else "none"
    return f"{registration.focal_rank or 0}.{registration.approval}.{held}"


def renumbered(order: Sequence[str], numbers: Mapping[str, int | None]) -> dict[str, int | None]:
    """Return the ranks that the written numbers mean: 1, 2, 3 without gaps; None stays without.

    Of two with one number, the one that stood first stays first.

    Args:
        order: ids as they stood on the page.
        numbers: what was written beside each; one that is missing has none.
    """
    wanted = [one for one in order if numbers.get(one) is not None]
    wanted.sort(key=lambda one: numbers[one] or 0)
    return dict.fromkeys(order, None) | {one: rank for rank, one in enumerate(wanted, start=1)}


def moved(order: Sequence[str], who: str, *, up: bool) -> dict[str, int | None]:
    """Return the ranks of all after `who` changed places with a neighbour.

    At the end of the list, and where `who` is not in it, the order stays.
    """
    row = list(order)
    if who in row:
        here = row.index(who)
        there = max(0, here - 1) if up else min(len(row) - 1, here + 1)
        row[here], row[there] = row[there], row[here]
    return {one: rank for rank, one in enumerate(row, start=1)}
