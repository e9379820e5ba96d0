"""What the pages of live rooms ask."""

from webinars.live.forms.accounts import FORMS, AccountForm
from webinars.live.forms.floor import AnswerForm, HideForm
from webinars.live.forms.rooms import RoomSaidForm, room_form

__all__ = [
    "FORMS",
    "AccountForm",
    "AnswerForm",
    "HideForm",
    "RoomSaidForm",
    "room_form",
]
