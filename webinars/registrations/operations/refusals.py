"""What may stand in the way, each with a sentence for the person who asked."""

from webinars.kernel.refusals import BadInput, Refusal
from webinars.kernel.text import N_


class RegistrationRefused(Refusal):
    """Nobody, or not this one, can register for the sitting at this moment."""


class RegistrationClosed(RegistrationRefused):
    message = N_("Registration for this sitting is closed.")


class SeriesClosed(RegistrationClosed):
    message = N_("This series is closed for good: nobody can register for it any more.")


class NotOpenYet(RegistrationRefused):
    message = N_("Registration for this webinar is not open yet.")


class SittingCancelled(RegistrationRefused):
    message = N_("This sitting is cancelled.")


class NotForYou(RegistrationRefused):
    message = N_("This webinar is not open to everybody: see for whom it is held.")


class NoSuchState(BadInput):
    message = N_("Choose the State from the list.")


class NotInterpreted(BadInput):
    message = N_("The webinar is not interpreted into that language. Choose one from the list.")


class HasBegun(RegistrationRefused):
    message = N_("The sitting has begun.")


class IsCancelled(Refusal):
    message = N_("This registration was cancelled. Register again first.")


class NoPlaceThere(Refusal):
    message = N_("The other sitting is full. You keep the place that you have.")


class AnotherWebinar(BadInput):
    message = N_("This sitting belongs to another webinar.")


class AsksMore(Exception):
    """The further questions were not put: whoever reads the form puts them, and comes again."""


class MailboxFull(Refusal):
    """Never shown: it would tell who is registered."""

    message = N_("Many letters went to this address within an hour. Please try again later.")


class PassedOnOften(Refusal):
    message = N_("You passed this place on three times today. Please try again tomorrow.")


class NothingToPassOn(Refusal):
    message = N_("Only a confirmed place can be passed on to a colleague.")


class SamePerson(BadInput):
    message = N_("Write your colleague's name and address, not your own.")


class NoSubstitution(Refusal):
    message = N_("Nobody goes instead, so there is nothing to take back.")


class ColleagueAnswered(Refusal):
    message = N_("Your colleague has answered already, and keeps the place.")


class CameBackSince(Refusal):
    message = N_("You registered again since: you need not take the place back.")


class NoAnswer(BadInput):
    message = N_("Write to the person why it cannot be arranged, and what may help instead.")
