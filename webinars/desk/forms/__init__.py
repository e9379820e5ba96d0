"""What the desk's pages ask."""

from webinars.desk.forms.changing import (
    CancelForm,
    MendedForm,
    RescheduleForm,
    TitleForm,
    time_of,
)
from webinars.desk.forms.mine import (
    ColleagueForm,
    ConsentsForm,
    LostLinkForm,
    NameForm,
    WishesForm,
)
from webinars.desk.forms.planning import HoursForm, PlannerForm
from webinars.desk.forms.registering import RegistrationForm
from webinars.desk.forms.voice import QuestionForm, ViewersForm

__all__ = [
    "CancelForm",
    "ColleagueForm",
    "ConsentsForm",
    "HoursForm",
    "LostLinkForm",
    "MendedForm",
    "NameForm",
    "PlannerForm",
    "QuestionForm",
    "RegistrationForm",
    "RescheduleForm",
    "TitleForm",
    "ViewersForm",
    "WishesForm",
    "time_of",
]
