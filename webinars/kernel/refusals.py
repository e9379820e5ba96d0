"""Refusals: anticipated "no"s, each with a complete sentence for its reader."""

from http import HTTPStatus

from webinars.kernel.text import N_


class Refusal(Exception):
    """Something that was asked and is not done. Nothing has been changed.

    A subclass states `message`, an English sentence that is also the id of its
    translation, with named places such as `%(title)s`; the values are given
    when it is raised.
    """

    message: str = N_("This cannot be done.")
    status: int = HTTPStatus.CONFLICT

    def __init__(self, message: str | None = None, **values: object) -> None:
        self.message = message or type(self).message
        self.values = values
        super().__init__(self.message)

    def __str__(self) -> str:
        return self.message % self.values if self.values else self.message


class NotFound(Refusal):
    message = N_("There is no such page, or it has been removed.")
    status = HTTPStatus.NOT_FOUND


class Gone(Refusal):
    message = N_("This page has been withdrawn.")
    status = HTTPStatus.GONE


class Forbidden(Refusal):
    message = N_("Your account may not do this.")
    status = HTTPStatus.FORBIDDEN


class BadInput(Refusal):
    message = N_("What was sent cannot be understood.")
    status: int = HTTPStatus.UNPROCESSABLE_ENTITY


class TooMany(Refusal):
    message = N_("Too many attempts from your network. Please try again in %(minutes)s minutes.")
    status = HTTPStatus.TOO_MANY_REQUESTS


class ChangedMeanwhile(Refusal):
    """What was read for a change is not what stands there now. A room may say it more closely."""

    message = N_(
        "Somebody else changed this while you wrote. Open it in another window, compare, and"
        " save yours again."
    )
