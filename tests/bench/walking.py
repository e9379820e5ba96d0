"""Readers who follow every link: what pages cost a process that has shown them all."""

import http.client
import re
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from urllib.parse import urlencode

from tests.bench.load import Unexpected

LINK = re.compile(rb'href="(/[^"#]*)"')
NO_PAGE = re.compile(
    r"\.(mp4|m4a|zip|docx|pdf|parquet|xlsx|png)\b|/media/|/files/|sign-out|snapshot"
)
"""Files, which are sent in pieces, and what does more than show."""


class Reader:
    """Somebody at a program, signed in or not."""

    def __init__(self, port: int, email: str = "", password: str = "") -> None:
        self._port, self._cookie = port, ""
        if email:
            self._sign_in(email, password)

    def walk(self, starts: Sequence[str], language: str, most: int) -> int:
        """Follow links from `starts`, each page once; return how many were seen, `most` at most."""
        ahead, seen = deque(starts), set[str]()
        while ahead and len(seen) < most:
            path = ahead.popleft()
            page = path.partition("?")[0]
            if page in seen or NO_PAGE.search(path):
                continue
            seen.add(page)
            ahead.extend(self._links(f"{path}{'&' if '?' in path else '?'}lang={language}"))
        return len(seen)

    def _links(self, path: str) -> Iterator[str]:
        status, head, body = self._ask("GET", path)
        if status >= 500:
            raise Unexpected(f"{status} came to {path}.")
        if "html" in (head["Content-Type"] or ""):
            yield from (link.decode().replace("&amp;", "&") for link in LINK.findall(body))

    def _sign_in(self, email: str, password: str) -> None:
        status, head, _ = self._ask("POST", "/sign-in", email=email, password=password)
        self._cookie = (head["Set-Cookie"] or "").partition(";")[0]
        if status != 303 or not self._cookie:
            raise Unexpected(f"{status} came to the sign-in.")

    def _ask(
        self, method: str, path: str, **form: str
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        with closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)) as line:
            kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
            line.request(method, path, urlencode(form) or None, kind | {"Cookie": self._cookie})
            answer = line.getresponse()
            return answer.status, answer.msg, answer.read()
