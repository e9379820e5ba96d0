"""What stands in the way of a change of the archive, in sentences."""

from webinars.kernel.refusals import BadInput, ChangedMeanwhile, NotFound, Refusal
from webinars.kernel.text import N_


class AlreadyThere(Refusal):
    message = N_("This very file is here already, as “%(name)s”.")


class CheckedStays(Refusal):
    message = N_(
        "A person has checked the captions in this language. A machine's draft does not replace"
        " them: send captions that a person has worked on."
    )


class NewerCaptions(ChangedMeanwhile):
    message = N_("Somebody has kept a newer version of these captions meanwhile.")


class NoLanguage(BadInput):
    message = N_("Say in which language the captions are.")


class NoReviewer(BadInput):
    message = N_("Write the name of the person who checked the captions: the page shows it.")


class NotCaptions(Refusal):
    message = N_("Only captions that are in use can be checked.")


class NothingToPlay(Refusal):
    message = N_("There is nothing to watch or listen to yet. Add the recording first.")


class NotAnnounced(Refusal):
    message = N_("The webinar has not been announced, so its recording cannot be published.")


class UncheckedCaptions(Refusal):
    message = N_(
        "No person has checked the captions in every language of the floor (%(languages)s). Check"
        " them first, or write the reason that the page will show."
    )


class WithoutConsent(Refusal):
    message = N_(
        "Consent to the recording is not noted of %(names)s. Write how they agreed, or that their"
        " words were cut out."
    )


class OnHold(Refusal):
    message = N_("A legal hold keeps this recording: nothing of it may be removed.")


class WhyHeld(BadInput):
    message = N_("Say why the recording is held.")


class NotRestricted(Refusal):
    message = N_("Only a restricted recording that was never published is removed.")


class PublicAlready(Refusal):
    message = N_("Links for a day are made of a recording that was never public.")


class NotPublic(Refusal):
    message = N_("This recording is not public.")


class WhyWithdrawn(BadInput):
    message = N_("Say why: the reason stays on the recording's page.")


class PublishedAlready(Refusal):
    message = N_(
        "The recording is public already, so this button comes too late. Write to us: your part"
        " can be taken out."
    )


class OtherVersion(Refusal):
    message = N_("This server speaks version 1.0.0 of tus.")
    status = 412


class NoLength(BadInput):
    message = N_("Say in Upload-Length how many bytes the file has, at least one.")
    status = 400


class BadMetadata(BadInput):
    message = N_("Upload-Metadata cannot be read: names with values in base64, between commas.")
    status = 400


class NoSuchSitting(NotFound):
    message = N_("There is no sitting with the id that Upload-Metadata names.")


class NotOffset(BadInput):
    message = N_("The pieces of an upload are sent as application/offset+octet-stream.")
    status = 415


class OtherOffset(Refusal):
    message = N_("The upload stands at byte %(offset)s. Go on from there.")


class TooLong(Refusal):
    message = N_("This piece goes beyond the announced end of the file.")
    status = 413


class UnknownChecksum(BadInput):
    message = N_("This kind of checksum is not known here: sha256, sha1 or md5, in base64.")
    status = 400
