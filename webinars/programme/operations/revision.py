"""The number against which kept copies of public pages are checked."""

from sqlalchemy.dialects import postgresql, sqlite

from webinars.database import Db
from webinars.programme.models import Revision


def raise_revision(db: Db) -> None:
    """Say that some public page reads differently from now on: kept copies end.

    Call it last: on PostgreSQL others who raise it wait for this transaction's end.
    """
    insert = (postgresql if db.get_bind().dialect.name == "postgresql" else sqlite).insert
    first = insert(Revision).values(id=1, number=1)
    raised = {"number": Revision.number + 1}
    db.execute(first.on_conflict_do_update(index_elements=[Revision.id], set_=raised))
