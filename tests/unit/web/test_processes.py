"""Work in a process apart, which takes its memory with it."""

import os

import pytest

from webinars.web.processes import apart


def test_work_apart_is_done_by_a_process_that_has_ended() -> None:
    [pid, words] = apart(lambda: [str(os.getpid()), "Grüße"])

    assert (int(pid) == os.getpid(), words) == (False, "Grüße")
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)


def test_nothing_goes_on_where_the_work_failed(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(SystemExit) as end:
        apart(lambda: [str(1 // 0)])

    assert end.value.code == 1
    assert caplog.records == []  # it was said there
