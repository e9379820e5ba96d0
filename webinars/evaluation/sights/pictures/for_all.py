"""The pictures that everybody may see: of a member yes or no, of persons no small count."""

from collections.abc import Iterator
from dataclasses import replace

from webinars.evaluation.charts import Bar, bars
from webinars.evaluation.sights.figures import GROUP_WORDS
from webinars.evaluation.sights.pictures.members import coverage
from webinars.evaluation.sights.pictures.sight import Seen, Sight
from webinars.evaluation.sights.public import Count, Published
from webinars.evaluation.sights.speech import Speech
from webinars.kernel.text import N_

STAY = 26
"""Indicator whose denominator is who attended, by group too."""

YES_OR_NO = {"attended": N_("attended"), "none": N_("nobody attended")}


def public_sights(seen: Seen, public: Published | None) -> Iterator[Sight]:
    """Yield coverage and who attended by group, as the reader's language runs.

    Args:
        public: the counts of the series that are published; None: of several no sum is.
    """
    for one in (*coverage(_yes_or_no(seen), YES_OR_NO), *_groups(seen, public)):
        yield replace(one, picture=one.picture.mirrored()) if seen.speech.is_rtl else one


def _words(speech: Speech, count: Count, *, is_older: bool) -> str:
    if count.persons is None:
        return speech.say(N_("suppressed"))
    persons = speech.number(count.persons)
    if not is_older:
        return persons
    return speech.say(N_("%(persons)s (snapshot %(cut)s)"), persons=persons, cut=count.cut)


def _yes_or_no(seen: Seen) -> Seen:
    """Return the snapshot as if nobody registered who did not attend."""
    members = [
        (state, group, reached if reached == "attended" else "none")
        for state, group, reached in seen.found["members"]
    ]
    return replace(seen, found={**seen.found, "members": members})


def _groups(seen: Seen, public: Published | None) -> Iterator[Sight]:
    """Yield the counts by group; a hidden one has no bar, and its words say so."""
    if public is None or not public.groups:
        return
    speech = seen.speech
    told = [
        Bar(
            speech.say(GROUP_WORDS.get(group, N_("No group"))),
            count.persons,
            _words(speech, count, is_older=public.is_older(count)),
        )
        for group, count in public.groups
    ]
    yield Sight(
        "groups",
        speech.say(N_("Persons")),
        speech.say(N_("Who attended, by regional group")),
        speech.list_apart([speech.named(one.label, one.words) for one in told]),
        bars(told),
        tuple(map(speech.say, (N_("Regional group"), N_("Persons")))),
        tuple((one.label, one.words) for one in told),
        STAY,
    )
