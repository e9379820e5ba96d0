"""What a log says of a fault names nobody."""

import logging

from webinars.kernel.faults import told
from webinars.web.server import _without_address

NAME = "Amina Mfano"


def fails(name: str) -> None:
    try:
        int(name)
    except ValueError as error:
        raise KeyError(name) from error


def fault() -> Exception:
    try:
        fails(NAME)
    except KeyError as error:
        return error
    raise AssertionError


def test_a_fault_is_told_with_its_cause_and_places_and_without_values() -> None:
    said = told(fault())

    assert NAME not in said
    assert said.index("ValueError") < said.index("KeyError")
    assert "int(name)" in said
    assert "in fails" in said


def test_the_server_says_no_address_of_an_answer_that_broke_off() -> None:
    """An address may carry a token, and the message a name."""
    error = fault()
    record = logging.LogRecord(
        "waitress", logging.ERROR, "channel.py", 437, "Exception while serving /my/m4x", (), None
    )
    record.exc_info = (type(error), error, error.__traceback__)

    assert _without_address(record)

    said = logging.Formatter().format(record)
    assert "KeyError" in said
    assert "/my/" not in said
    assert NAME not in said
