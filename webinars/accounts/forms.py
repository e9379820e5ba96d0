"""What the pages of accounts ask."""

from webinars.accounts.models import Role
from webinars.accounts.passwords import LONGEST, SHORTEST
from webinars.kernel.languages import OWN_NAMES
from webinars.kernel.text import N_
from webinars.web.forms import (
    Choice,
    EmailLine,
    Form,
    Paragraph,
    Password,
    Pick,
    TextLine,
    WallDate,
    choices,
)

LANGUAGES = [Choice(language, name, lang=language) for language, name in OWN_NAMES.items()]

ROLE_NAMES: dict[Role, str] = {
    Role.SECRETARIAT: N_("Secretariat"),
    Role.EVALUATOR: N_("Evaluator"),
    Role.FOCAL_POINT: N_("Focal point"),
    Role.COORDINATOR: N_("Regional coordinator"),
    Role.ADMINISTRATOR: N_("Administrator"),
}

NEW = {"autocomplete": "new-password", "minlength": str(SHORTEST), "maxlength": str(LONGEST)}


class SignInForm(Form):
    email = EmailLine(N_("E-mail"), attributes={"autocomplete": "username"})
    password = Password(N_("Password"))


class LetterForm(Form):
    email = EmailLine(N_("E-mail"), attributes={"autocomplete": "username"})


class ForgottenForm(Form):
    email = EmailLine(N_("E-mail"), attributes={"autocomplete": "username"})


class ChooseForm(Form):
    password = Password(
        N_("New password"),
        hint=N_(
            "At least 12 characters. A short sentence is easier to keep than a word with signs."
        ),
        attributes=NEW,
    )


class ChangePasswordForm(Form):
    present = Password(N_("Present password"))
    password = Password(N_("New password"), hint=N_("At least 12 characters."), attributes=NEW)


class OwnForm(Form):
    name = TextLine(N_("Name"))
    language = Pick(N_("We write to you in"), choices=LANGUAGES, columns=True)


class InviteForm(Form):
    name = TextLine(N_("Name"))
    email = EmailLine(
        N_("E-mail"), hint=N_("The invitation goes there; it is good for seven days.")
    )
    language = Pick(N_("We write to them in"), choices=LANGUAGES, columns=True)


class GrantForm(Form):
    role = Pick(N_("Role"), choices=choices(ROLE_NAMES.items()))
    starts_on = WallDate(N_("First day"))
    ends_on = WallDate(
        N_("Last day"),
        hint=N_("An evaluator’s role needs one; others may stay open."),
        needed=False,
    )
    mandate = Paragraph(
        N_("Mandate"),
        hint=N_("Who asked for it, and in which document. Needed for an evaluator."),
        needed=False,
    )
