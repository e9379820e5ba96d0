"""Forms: what a page asks, what may be answered, and what to write instead.

A field knows its words and judges its answer; `templates/layout/forms.html`
turns it into HTML, in one way for all pages. Every wrong answer gets a
sentence that tells what to write, and what was written stays in the form.

    class RegistrationForm(Form):
        name = TextLine(N_("Name"), hint=N_("As you want to be called in the room."))
        email = EmailLine(N_("E-mail"))
        consent = Tick(N_("My voice may stay in the recording"))

    form = RegistrationForm(request.form)             # with files: answers(request)
    if not form.validate(): …                         # 422, the same page again
    register(db(), name=form.name.value, …)
"""

from webinars.web.forms.fields import (
    EmailLine,
    FileOne,
    NameLine,
    Paragraph,
    Password,
    TextLine,
    WallDate,
    WallTime,
    WholeNumber,
)
from webinars.web.forms.form import Asked, Fault, Form, Wrong, answers
from webinars.web.forms.picks import Choice, Pick, Several, Tick, choices
from webinars.web.forms.watching import WatchedForm, watched

__all__ = [
    "Asked",
    "Choice",
    "EmailLine",
    "Fault",
    "FileOne",
    "Form",
    "NameLine",
    "Paragraph",
    "Password",
    "Pick",
    "Several",
    "TextLine",
    "Tick",
    "WallDate",
    "WallTime",
    "WatchedForm",
    "WholeNumber",
    "Wrong",
    "answers",
    "choices",
    "watched",
]
