"""What is not done with holdings and attendance files, and the sentence that says so."""

from webinars.kernel.refusals import BadInput, Refusal
from webinars.kernel.text import N_


class EndsBeforeStart(BadInput):
    message = N_("The end is not after the start. Look at both days and hours.")


class InTheFuture(BadInput):
    message = N_("This is still to come. Record the end when the sitting is over.")


class FarFromSchedule(BadInput):
    message = N_(
        "These times are more than %(hours)s hours away from the scheduled ones. "
        "If they are right, write why."
    )


class CorrectionNeedsReason(BadInput):
    message = N_("Other times are recorded already. Write why these are right: the reason is kept.")


class NotHeld(Refusal):
    message = N_("This sitting was cancelled, so it has no actual times.")


class NothingToSign(Refusal):
    message = N_("This reading changes no figure, so there is nothing to sign off.")


class SignedAlready(Refusal):
    message = N_("This reading is signed off already.")


class ConfirmNobodyCame(BadInput):
    message = N_("The report shows that nobody came. Tick the box if that is true.")


class NothingAsked(Refusal):
    message = N_("This file asks nothing any more. Open the reading that was made since.")


class OverrideNeedsReason(BadInput):
    message = N_("Write why this file belongs to this sitting: the reason is kept.")


class NotOfAnotherTime(Refusal):
    message = N_("Only a file of another time can be taken for this sitting with a reason.")


class NobodyThere(BadInput):
    message = N_("No row %(row)s of this file speaks of a participant.")


class NotRegisteredHere(BadInput):
    message = N_("This registration is of another webinar. Choose one of this webinar.")


class NoneAtAddress(BadInput):
    message = N_("Nobody registered for this webinar with “%(address)s”.")


class SeveralAtAddress(BadInput):
    message = N_("Several people registered with “%(address)s”. Choose one of them by name.")


class ReasonNeeded(BadInput):
    message = N_("Write why: the reason is kept.")


class NoEntrance(Refusal):
    message = N_("This sitting has no entrance: it is held online only, or was cancelled.")


class EntranceClosed(Refusal):
    message = N_("The entrance opens %(hours)s hours before the start.")


class NotCheckedIn(Refusal):
    message = N_("This check-in was changed meanwhile. Open the list again.")


class LeavesBeforeComing(BadInput):
    message = N_("Nobody leaves before coming. Look at the clock of this machine.")


class NotCounting(Refusal):
    message = N_("This record does not count any more.")


class NothingWaits(Refusal):
    message = N_("This file waits for nothing: it is signed off, refused or set aside already.")


class OutsideWindow(BadInput):
    message = N_("The sitting was not on at that time, so nothing would count.")


class BeginsAlready(Refusal):
    message = N_("The first sitting has begun: what was declared before it holds.")


class LongerThanSitting(BadInput):
    message = N_("No sitting is so long: the longest has %(minutes)s minutes.")


class WithdrawnAlready(Refusal):
    message = N_("This certificate is withdrawn already.")


class NothingToUndo(Refusal):
    message = N_("Nothing is decided about this row, so there is nothing to take back.")


class NoSuchGuess(BadInput):
    message = N_("The file may not be that report. Choose one of those that are offered.")
