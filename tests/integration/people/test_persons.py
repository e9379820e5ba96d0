"""Who somebody is: one name at one address, in any spelling."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select

from tests.conftest import NOON
from tests.factories.people import AMINA, FORMULA, JUMA, RIGHT_TO_LEFT, make_person
from webinars.database import Db
from webinars.database.unit import reading, unit_of_work
from webinars.journal.models import Detail
from webinars.journal.queries import history
from webinars.kernel.addresses import BadAddress
from webinars.kernel.languages import Language
from webinars.people.models import Address, Merge, Person
from webinars.people.operations import (
    MergedAlready,
    NameMissing,
    NameTaken,
    OnePersonAlready,
    ReasonMissing,
    UndoneAlready,
    about,
    forget,
    merge,
    prove_address,
    rename,
    undo_merge,
)
from webinars.people.queries import (
    addresses_at,
    find_address,
    find_person,
    follow,
    merged_ids,
    person_of,
)

NAME, MAILBOX = AMINA


@pytest.mark.parametrize(
    "spelling",
    [
        ("  AMINA   mfano ", MAILBOX),
        (NAME, "Amina.Mfano@OFFICE.EXAMPLE"),
        (NAME, f" {MAILBOX}. "),
        ("\u202eAmina\u200b Mfano", MAILBOX),
    ],
    ids=["case and spaces", "upper-case domain", "trailing dot", "invisible marks"],
)
def test_another_spelling_is_the_same_person(db: Db, spelling: tuple[str, str]) -> None:
    amina = make_person(db)

    assert make_person(db, name=spelling[0], address=spelling[1]) is amina
    assert amina.name == NAME


def test_two_names_at_one_mailbox_are_two_persons(db: Db) -> None:
    amina, juma = make_person(db), make_person(db, name=JUMA[0], address=MAILBOX)

    assert amina is not juma
    assert [row.person for row in addresses_at(db, address=MAILBOX.upper())] == [amina, juma]


@pytest.mark.parametrize(
    "name", [FORMULA, RIGHT_TO_LEFT, "李示例", "ﬃ" * 300, "ß" * 300, "Ω" * 300], ids=ascii
)
def test_a_name_is_kept_as_it_is_in_any_script(db: Db, name: str) -> None:
    person = make_person(db, name=name)
    db.expire_all()

    assert person.name == name
    assert person_of(db, name=name, address=MAILBOX) is person


@pytest.mark.parametrize("name", ["", "  ", "\u200b\u202e"])
def test_a_name_of_which_nothing_is_left_is_refused(db: Db, name: str) -> None:
    with pytest.raises(NameMissing):
        make_person(db, name=name)


def test_what_is_no_address_is_refused(db: Db) -> None:
    with pytest.raises(BadAddress):
        make_person(db, address="amina at office")


def test_a_stranger_does_not_change_how_we_write_to_somebody_known(db: Db) -> None:
    amina = make_person(db)

    make_person(db, language=Language.RUSSIAN, zone="Asia/Omsk")

    assert (amina.language, amina.zone) == (Language.ENGLISH, "Africa/Nairobi")


def test_eight_who_ask_at_once_are_one_person(fresh_engine: Engine) -> None:
    def ask(_place: int) -> str:
        with unit_of_work(fresh_engine) as db:
            return make_person(db).public_id

    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(ask, range(8)))

    with reading(fresh_engine) as db:
        assert len(ids) == 1
        assert db.scalar(select(func.count()).select_from(Person)) == 1
        assert db.scalar(select(func.count()).select_from(Address)) == 1


def test_an_address_is_proven_once_by_its_first_answer(db: Db) -> None:
    address = make_person(db).addresses[0]

    prove_address(db, address=address, now=NOON)
    prove_address(db, address=address, now=NOON + timedelta(days=1))

    assert address.proven_at == NOON


def test_a_corrected_name_is_the_one_that_is_known(db: Db) -> None:
    amina = make_person(db)

    rename(db, person=amina, name="Amina  Mfano-Exemple", by=amina.public_id, now=NOON)

    assert amina.name == "Amina Mfano-Exemple"
    assert make_person(db, name="amina mfano-exemple") is amina
    assert make_person(db) is not amina
    [(entry, detail)] = history(db, subject=amina.public_id)
    assert entry.kind == "people.rename"
    assert detail is not None
    assert detail.content == {"before": NAME, "after": "Amina Mfano-Exemple"}


def test_a_name_that_is_taken_at_the_mailbox_is_refused_and_nothing_changes(db: Db) -> None:
    amina = make_person(db)
    make_person(db, name=JUMA[0])

    with pytest.raises(NameTaken):
        rename(db, person=amina, name=JUMA[0].upper(), by=amina.public_id, now=NOON)

    assert amina.name == NAME
    assert person_of(db, name=NAME, address=MAILBOX) is amina


def joined(db: Db, kept: Person, merged: Person) -> Merge:
    return merge(db, kept=kept, merged=merged, reason="One passport", by="test", now=NOON)


def test_a_merge_is_followed_on_reading_and_undone_exactly(db: Db) -> None:
    amina, juma = make_person(db), make_person(db, name=JUMA[0], address=JUMA[1])
    row = joined(db, amina, juma)

    assert make_person(db, name=JUMA[0], address=JUMA[1]) is amina
    assert merged_ids(db) == {juma.id: amina.id}

    undo_merge(db, merge=row, by="test", now=NOON)

    assert make_person(db, name=JUMA[0], address=JUMA[1]) is juma
    assert merged_ids(db) == {}
    assert [entry.kind for entry, _ in history(db, subject=amina.public_id)] == [
        "people.undo_merge",
        "people.merge",
    ]


def test_a_chain_of_merges_leads_to_its_end(db: Db) -> None:
    first, second, third = (make_person(db, name=name) for name in "ABC")
    joined(db, second, first)
    joined(db, third, second)

    assert follow(db, person=first) is third
    assert merged_ids(db) == {first.id: third.id, second.id: third.id}


def test_a_merge_that_says_nothing_new_or_closes_a_circle_is_refused(db: Db) -> None:
    amina, juma = make_person(db), make_person(db, name=JUMA[0])
    row = joined(db, amina, juma)

    with pytest.raises(OnePersonAlready):
        joined(db, juma, amina)
    with pytest.raises(OnePersonAlready):
        joined(db, amina, amina)
    with pytest.raises(MergedAlready):
        joined(db, make_person(db, name="Third"), juma)
    with pytest.raises(ReasonMissing):
        merge(db, kept=amina, merged=juma, reason=" ", by="test", now=NOON)
    undo_merge(db, merge=row, by="test", now=NOON)
    with pytest.raises(UndoneAlready):
        undo_merge(db, merge=row, by="test", now=NOON)


def test_a_copy_of_ones_data_names_all_that_is_held(db: Db) -> None:
    amina, juma = make_person(db), make_person(db, name=JUMA[0], address=JUMA[1])
    joined(db, amina, juma)

    copy = about(db, person=amina)

    assert [one["name"] for one in copy["persons"]] == [NAME, JUMA[0]]
    assert copy["persons"][1]["addresses"][0]["address"] == JUMA[1]


def test_erasure_takes_names_and_addresses_of_all_who_are_one(db: Db) -> None:
    amina, juma = make_person(db), make_person(db, name=JUMA[0], address=JUMA[1])
    other = make_person(db, name="Somebody Else")
    joined(db, amina, juma)
    rename(db, person=amina, name="Amina Exemple", by="test", now=NOON)

    forget(db, person=amina, now=NOON)

    assert [(one.name, one.erased_at) for one in (amina, juma)] == [("", NOON), ("", NOON)]
    assert [row.person for row in db.scalars(select(Address))] == [other]
    assert amina.addresses == []
    assert db.scalars(select(Detail)).all() == []
    assert find_address(db, name="Amina Exemple", address=MAILBOX) is None
    assert find_person(db, public_id=amina.public_id) is amina
