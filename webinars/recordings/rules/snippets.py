"""What is shown of a piece that was found: as much as fits, with the words marked."""

from collections.abc import Iterable, Iterator, Sequence

from webinars.recordings.rules.seeking import Term
from webinars.recordings.rules.words import words_in

SHOWN = 180
"""Characters of a piece."""

BEFORE = 50
"""Characters before the first word that was found."""

Span = tuple[int, int]
Parts = tuple[tuple[str, bool], ...]
"""Pieces of text in their order, and whether each was looked for. Not escaped: pages do that."""


def marked(text: str, terms: Sequence[Term], *, most: int = SHOWN) -> Parts:
    """Return `text` with the finds marked; of a long one the piece around the first."""
    found = _joined(sorted(_spans(text, terms)))
    first, last = _piece(text, found[0][0] if found else 0, most)
    inside = [(max(a, first), min(b, last)) for a, b in found if b > first and a < last]
    parts = list(_parted(text, inside, first, last))
    if first:
        parts.insert(0, ("… ", False))
    if last < len(text):
        parts.append((" …", False))
    return tuple(parts)


def _spans(text: str, terms: Sequence[Term]) -> Iterator[Span]:
    """Yield from where to where each find stands."""
    words = list(words_in(text))
    tokens = [word.token for word in words]
    phrases = [phrase for term in terms for phrase in term]
    for place, word in enumerate(words):
        for phrase in phrases:
            if phrase.stands_at(place, tokens):
                yield word.start, words[place + len(phrase.tokens) - 1].end


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Join finds that touch or overlap, as the pairs of Chinese characters do."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _piece(text: str, anchor: int, most: int) -> Span:
    """Return from where to where `text` is shown: whole words, where it has spaces."""
    if len(text) <= most:
        return 0, len(text)
    first = max(0, min(anchor - BEFORE, len(text) - most))
    if first:
        space = text.find(" ", first, anchor)
        first = space + 1 if space >= 0 else first
    last = min(len(text), first + most)
    if last < len(text):
        space = text.rfind(" ", anchor + 1, last)
        last = space if space > first + most // 2 else last
    return first, last


def _parted(text: str, spans: Sequence[Span], first: int, last: int) -> Iterator[tuple[str, bool]]:
    at = first
    for start, end in spans:
        if start > at:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < last:
        yield text[at:last], False
