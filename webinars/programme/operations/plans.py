"""A plan is one officer's at a time: who presses meanwhile waits, and sees what was done."""

from sqlalchemy import select

from webinars.database import Db
from webinars.programme.models import Sitting, Webinar, WebinarText


def hold_plan(db: Db, *, webinar: Webinar) -> None:
    """Let nobody else change `webinar` before this transaction ends; read it again.

    Before anything is decided by what it says, and before sittings are held. Those who register
    wait for nothing: their rows only refer to the webinar's.
    """
    if db.get_bind().dialect.name == "sqlite":
        return  # a writing transaction there excludes every other from its first statement on
    db.flush()  # reading again forgets what was not written yet
    one = select(Webinar).where(Webinar.id == webinar.id).with_for_update(key_share=True)
    sittings = select(Sitting).where(Sitting.webinar_id == webinar.id)
    texts = select(WebinarText).where(WebinarText.webinar_id == webinar.id)
    for rows in (one, sittings, texts):
        db.scalars(rows.execution_options(populate_existing=True)).all()
