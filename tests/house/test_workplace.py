"""The repository says nothing of the machine on which it was written."""

import re

from tests.house.tree import name, tracked

# Each is written so that it does not find itself.
WORKPLACE = re.compile(
    r"""(?<![\w.~-]) /(?: roo[t] | hom[e]/\w+ | User[s]/\w+ | wor[k] | op[t]/\w+ | mn[t] )/
      | /tm[p]/\w
      | pypi [.] org | files [.] pythonhosted | registry [.] npmjs | deb [.] debian
    """,
    flags=re.VERBOSE,
)


def test_no_file_names_the_place_where_it_was_written() -> None:
    found = []
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            hits = WORKPLACE.findall(content.decode("utf-8", errors="replace"))
            found += [f"{name(path)}: {hit}" for hit in hits]

    assert found == []
