"""The kernel: tokens that open one purpose, names and addresses that compare, wall times."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webinars.kernel.addresses import (
    BadAddress,
    deliverable_address,
    normal_address,
    written_address,
)
from webinars.kernel.ids import LENGTH, new_public_id
from webinars.kernel.text import clean_line, clean_paragraphs, normal_name
from webinars.kernel.tokens import BadToken, Keyring, Purpose, named_in
from webinars.kernel.zones import NoSuchTime, UnknownZone, instant_of, wall_of, zone_names

KEYS = Keyring(b"a secret of at least thirty-two bytes")


def test_a_token_opens_its_purpose_and_generation_only() -> None:
    public_id = new_public_id()
    token = KEYS.token(Purpose.MY, public_id, 1)

    assert named_in(token) == public_id
    assert KEYS.opens(Purpose.MY, token, 1)
    assert not KEYS.opens(Purpose.JOIN, token, 1)
    assert not KEYS.opens(Purpose.MY, token, 2)
    assert not Keyring(b"another secret of thirty-two bytes!").opens(Purpose.MY, token, 1)


@given(st.text(max_size=80))
def test_no_text_but_a_token_has_its_shape(text: str) -> None:
    try:
        assert len(named_in(text)) == LENGTH
    except BadToken:
        return
    assert len(text) == 1 + 2 * LENGTH


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Amina@EXAMPLE.org", "amina@example.org"),
        (" amina@example.org. ", "amina@example.org"),
        ("AMINA+ip@Example.Org", "amina+ip@example.org"),
        ("ami\u200bna@example.org", "amina@example.org"),
        ("用户@例子.广告", "用户@例子.广告"),
        ("Mfano, Amina <amina@example.org>;", "amina@example.org"),
        ("<mailto:amina@example.org>", "amina@example.org"),
        ("MailTo:amina@example.org,", "amina@example.org"),
        ("amina＠example。org", "amina@example.org"),
    ],
)
def test_spellings_of_an_address_are_one(written: str, normal: str) -> None:
    assert normal_address(written) == normal


def test_an_address_keeps_the_case_of_its_first_part_for_letters() -> None:
    assert written_address("Amina@EXAMPLE.org") == "Amina@example.org"


@pytest.mark.parametrize(
    ("kept", "sent"),
    [
        ("ana@bücher.example", "ana@xn--bcher-kva.example"),
        ("josé@bücher.example", "josé@bücher.example"),
        ("ana@example.org", "ana@example.org"),
    ],
)
def test_a_mail_server_gets_a_domain_that_it_can_read(kept: str, sent: str) -> None:
    assert deliverable_address(kept) == sent


@pytest.mark.parametrize(
    "bad",
    [
        *["", "amina", "amina@", "amina@example", "a b@example.org", "a@b@example.org"],
        *["@example.org", "Amina <>", "<<<", "a@example.org, b@example.org", "Amina a@example.org"],
    ],
)
def test_what_is_no_address_is_refused_in_a_sentence(bad: str) -> None:
    with pytest.raises(BadAddress, match="Write it in full"):
        normal_address(bad)


def test_names_compare_without_case_spaces_and_composition() -> None:
    assert normal_name("  José  ÁLVAREZ ") == normal_name("Jose\u0301 álvarez")
    assert clean_line("a\u202eb\x00c\u2066") == "abc"
    assert clean_paragraphs("a\r\n\r\n\r\n\r\nb\rc") == "a\n\nb\nc"


@pytest.mark.parametrize(
    "hidden",
    [
        *["\u2060", "\u2063", "\u061c", "\u00ad", "\x9b", "\ufff9", "\U000e0041", "\ud800"],
        *["\u3164", "\u2800", "\uffa0"],
    ],
)
def test_what_nobody_sees_makes_no_other_name_and_no_name_at_all(hidden: str) -> None:
    assert normal_name(f"Ami{hidden}na Mfano") == normal_name("Amina Mfano")
    assert clean_line(f"Jose{hidden}\u0301") == "José"
    assert clean_line(hidden * 3) == ""


@pytest.mark.parametrize("written", ["علی\u200cرضا", "ශ්\u200dරී", "葛\U000e0100城", "Amina 👩🏾"])
def test_what_a_script_needs_stays(written: str) -> None:
    assert clean_line(written) == written


@pytest.mark.parametrize(
    ("wall", "zone"),
    [
        (datetime(2027, 3, 28, 2, 30), "Europe/Zurich"),  # skipped
        (datetime(2027, 10, 31, 2, 30), "Europe/Zurich"),  # shown twice
        (datetime(2027, 10, 3, 2, 10), "Australia/Lord_Howe"),  # half an hour is skipped
        (datetime(2011, 12, 30, 12, 0), "Pacific/Apia"),  # a whole day is skipped
    ],
)
def test_skipped_and_doubled_wall_times_are_refused(wall: datetime, zone: str) -> None:
    with pytest.raises(NoSuchTime, match="skip"):
        instant_of(wall, zone)


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(UnknownZone):
        instant_of(datetime(2027, 1, 1), "Mars/Olympus")
    with pytest.raises(UnknownZone):
        instant_of(datetime(2027, 1, 1), "../../etc/passwd")


@given(
    st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1)).map(
        lambda wall: wall.replace(microsecond=0, fold=0)
    ),
    st.sampled_from(sorted(zone_names())),
)
def test_every_wall_time_comes_back_or_is_refused(wall: datetime, zone: str) -> None:
    try:
        instant = instant_of(wall, zone)
    except NoSuchTime:
        return
    assert instant.tzinfo is UTC
    assert wall_of(instant, zone) == wall
