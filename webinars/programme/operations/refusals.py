"""What stands in the way of a change of the programme, in sentences."""

from webinars.kernel.refusals import BadInput, Refusal
from webinars.kernel.text import N_


class ClosedAlready(Refusal):
    message = N_("This series has been closed already.")


class SlugTaken(Refusal):
    message = N_("“%(slug)s” is, or was, the address of another series or webinar.")


class BadSlug(BadInput):
    message = N_(
        "Write the address in small Latin letters, digits and hyphens, as in needs-assessment."
    )


class NoTitle(BadInput):
    message = N_("Write a title.")


class TitleTooLong(BadInput):
    message = N_("Use at most %(longest)s characters for the title: there are %(count)s now.")


class NoAbstract(BadInput):
    message = N_("Write an abstract, or leave the text a draft: a title alone is not ready.")


class PeriodReversed(BadInput):
    message = N_("The last day of the period lies before the first.")


class EvaluationTooEarly(BadInput):
    message = N_("The evaluation cannot be due before the first day of the period.")


class OutsidePeriod(BadInput):
    message = N_("The month lies outside the period of the series. Change one or the other.")


class NoLanguage(BadInput):
    message = N_("Say in which language the decision is quoted.")


class BadAddressOfPage(BadInput):
    message = N_("Write the whole address of the page, beginning with https://.")


class BadDocument(BadInput):
    message = N_("“%(line)s”: write each document on a line, its symbol first, then its address.")


class ThresholdFixed(Refusal):
    message = N_(
        "A sitting of this series has begun, so the minutes that count as attendance stay as they"
        " were announced."
    )


class BadLanguage(BadInput):
    message = N_("“%(language)s” is not the code of a language. Write it as in pt or sw.")


class SameTime(Refusal):
    message = N_("This webinar has, or had, a sitting that begins at that time.")


class TimeIsPast(BadInput):
    message = N_("%(wall)s in %(zone)s is past. Choose a time to come.")


class BadMinutes(BadInput):
    message = N_("A sitting lasts from 5 to 720 minutes.")


class ReserveTooLarge(BadInput):
    message = N_(
        "With %(reserve)s of %(capacity)s connections in reserve no place is left. Keep fewer in"
        " reserve, or allow more connections."
    )


class BadLink(BadInput):
    message = N_("Write the whole link of the live room, beginning with https://.")


class HasBegun(Refusal):
    message = N_("This sitting has begun or is over: it can no longer be moved or cancelled.")


class HasBeenHeld(Refusal):
    message = N_("A sitting of this webinar has begun. Cancel the sittings that are still to come.")


class TooLate(Refusal):
    message = N_("It can no longer be taken back: the letters are on their way.")


class IsCancelled(Refusal):
    message = N_("This has been cancelled and cannot be changed any more.")


class WasAnnounced(Refusal):
    message = N_("This webinar has been announced: cancel the sitting instead of removing it.")


class NotAnnounced(Refusal):
    message = N_("This webinar has not been announced yet.")


class OnlySitting(Refusal):
    message = N_("This is the only sitting left. Cancel the webinar, or add another sitting first.")


class NoReason(BadInput):
    message = N_("Say why: everybody who registered will read it.")


class NoReadyText(Refusal):
    message = N_("Finish a title and an abstract in at least one language first.")


class NoSittingAhead(Refusal):
    message = N_("Add a sitting that is still to come first.")


class ClosesTooLate(BadInput):
    message = N_("Registration closes before the last sitting ends. Choose an earlier time.")


class NoName(BadInput):
    message = N_("Write the name, as it will be shown.")


class NoLabel(BadInput):
    message = N_("Say what the amount is for.")


class NoAmount(BadInput):
    message = N_("Write the amount in Swiss francs, as in 1200 or 1200.50.")


class NoAddress(Refusal):
    message = N_("No address of %(name)s is known, so nobody can be invited. Write it first.")


class AnsweredAlready(Refusal):
    message = N_("%(name)s has confirmed already.")


class TooLateToAnswer(Refusal):
    message = N_(
        "This answer is not needed any more: the webinar is over or cancelled, or you were taken"
        " off its list. Write to us if that is wrong."
    )


class RehearsalTooLate(BadInput):
    message = N_("A rehearsal lies ahead, and before the last sitting.")


class SentAlready(Refusal):
    message = N_("This very file is here already, as “%(name)s”.")


class TooManyTopics(Refusal):
    message = N_(
        "Three topics of yours wait for the Secretariat already. Propose another once they are"
        " read."
    )


class NotOnTheBoard(Refusal):
    message = N_("This topic is not on the board, or counts as another one now.")


class SameTopic(BadInput):
    message = N_("Choose another topic: these two are one.")


class HasDuplicates(Refusal):
    message = N_("Other topics count as this one. Take them out first.")
