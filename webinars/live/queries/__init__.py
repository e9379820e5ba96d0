"""Who meant to join; what was asked of the speakers; who watched together."""

from webinars.live.queries.floor import (
    find_question,
    get_question,
    published_questions,
    questions_for,
    questions_of,
    questions_to,
    queue_of,
    voted_by,
    votes_of,
)
from webinars.live.queries.gate import (
    at_gate,
    generation_at_gate,
    intents,
    joined_registration_ids,
    persons_who_meant_to_join,
)
from webinars.live.queries.groups import (
    GroupViewers,
    counts,
    find_viewing,
    group_viewers,
    has_joined,
    last_viewing,
    viewings_to_confirm,
)

__all__ = [
    "GroupViewers",
    "at_gate",
    "counts",
    "find_question",
    "find_viewing",
    "generation_at_gate",
    "get_question",
    "group_viewers",
    "has_joined",
    "intents",
    "joined_registration_ids",
    "last_viewing",
    "persons_who_meant_to_join",
    "published_questions",
    "questions_for",
    "questions_of",
    "questions_to",
    "queue_of",
    "viewings_to_confirm",
    "voted_by",
    "votes_of",
]
