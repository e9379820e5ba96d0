"""Files that the database writes itself: no text in them is computed by a spreadsheet."""

import csv
import io

from sqlalchemy import Column, Integer, MetaData, Table, Text, insert, select

from webinars.database import Db
from webinars.database.dumping import as_text, csv_of
from webinars.kernel.text import FORMULA_STARTS, inert

HARMLESS = ("", "calm", "'quoted'", " =1", "é+1", "1-1", "李示例", "ﷲ", "ＡＢ", "😀", "a\0b")


def test_every_text_is_written_as_the_kernel_would_and_numbers_stay(db: Db) -> None:
    """PostgreSQL keeps no NUL, so none can be written there."""
    line = db.connection()
    dialect = line.dialect.name
    said = Table("said", MetaData(), Column("n", Integer), Column("text", Text), prefixes=["TEMP"])
    said.create(line)
    texts = [*HARMLESS, *(f"{start}1+1" for start in FORMULA_STARTS), *FORMULA_STARTS]
    kept = [one for one in texts if dialect == "sqlite" or "\0" not in one]
    db.execute(insert(said), [{"n": -n, "text": one} for n, one in enumerate(kept)])
    rows = select(said.c.n, as_text(said.c.text, dialect=dialect).label("text"))

    told = b"".join(csv_of(line, rows.order_by(said.c.n.desc())))

    head, *written = csv.reader(io.StringIO(told.decode("utf-8-sig"), newline=""))
    assert head == ["n", "text"]
    assert written == [[str(-n), inert(one)] for n, one in enumerate(kept)]
