"""What is done with questionnaires: asking, answering, and writing new versions."""

from webinars.feedback.operations.answering import (
    COUNTED,
    LETTERS,
    AlreadyAnswered,
    Closed,
    NotAnAnswer,
    NothingAnswered,
    about,
    answer,
    forget,
    invite,
    load_instrument,
    mark_of,
    record_root,
)
from webinars.feedback.operations.mixing import mix

__all__ = [
    "COUNTED",
    "LETTERS",
    "AlreadyAnswered",
    "Closed",
    "NotAnAnswer",
    "NothingAnswered",
    "about",
    "answer",
    "forget",
    "invite",
    "load_instrument",
    "mark_of",
    "mix",
    "record_root",
]
