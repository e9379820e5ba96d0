"""What an officer says of a sitting while it runs."""

from webinars.kernel.text import N_
from webinars.web.forms import Form, TextLine, Tick


class DoorForm(Form):
    full = Tick(
        N_("The room is full"),
        hint=N_("The join page then says so, and shows the stream and the telephone first."),
    )
    overflow = TextLine(
        N_("Link of a stream for those who do not get in"),
        longest=1000,
        needed=False,
        attributes={"dir": "ltr", "type": "url"},
    )
