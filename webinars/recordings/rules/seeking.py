"""What somebody looks for: words, “phrases in quotes”, and -words that must not be there.

Whatever is written can be asked: signs mean nothing, an open quote ends with the
line, and only letters and digits reach the database. An unquoted word finds its
other endings too, by the part that they share; the rules are of the script, not
of the language, since nobody says in which language she asks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from webinars.kernel.text import N_
from webinars.recordings.rules.words import HAN, RUN, tokens_of

LONGEST_ASKED = 300
"""Characters that are read."""

MOST_TERMS = 10

ONLY_COMMON = N_("Every text has these words. Add one that says more.")
NO_WORD = N_("There is no word in this to look for.")
ONLY_WITHOUT = N_("Say also what to look for, not only what to leave out.")

QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"'))
PIECE = re.compile(r'(-?)"([^"]*)(?:"|$)|(-?)([^\s"]+)')
JOINED = re.compile(rf"(?:{RUN.pattern})(?:[-'’\u2010\u2011](?:{RUN.pattern}))*")
"""What is one word to its writer: “e-mail”, “l’heure”."""

ARABIC_ENDING = re.compile("(?<=.{3})(?:ها|ان|ات|ون|ين|يه|ه|ي|ا)$")
RUSSIAN_ENDING = re.compile(
    "(?<=.{3})(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|иях|ия|ии|ию|ов|ев|еи|ам|ям|ах|ях|ом|ем"
    "|ои|ая|яя|ое|ее|ые|ие|ых|их|ым|им|ую|юю|ыи|ии|а|я|о|е|ы|и|у|ю|ь)$"
)
LATIN_ENDING = re.compile(
    "(?<=.{4})ies$|(?<=.{5})es$|(?<=.{5}a)ux$|(?<=.{3})(?<!s)[sx]$|(?<=.{4})y$"
)
LATIN = re.compile("[a-z]+")


@dataclass(frozen=True)
class Phrase:
    """Words that stand side by side."""

    tokens: tuple[str, ...]
    begins: bool = False
    """The last one is only the beginning of a word."""

    def stands_at(self, place: int, tokens: Sequence[str]) -> bool:
        *before, last = self.tokens
        end = place + len(before)
        if end >= len(tokens) or list(tokens[place:end]) != before:
            return False
        return tokens[end].startswith(last) if self.begins else tokens[end] == last


Term = tuple[Phrase, ...]
"""What is looked for: any of them will do."""


@dataclass(frozen=True)
class Asked:
    """What was understood."""

    terms: tuple[Term, ...] = ()
    """All of them must be there."""
    unwanted: tuple[Term, ...] = ()
    """None of them may."""
    fault: str = ""
    """Why nothing can be looked for: an English id. Empty where something can."""
    cut: bool = False
    """More was written than is read."""


def read_question(text: str) -> Asked:
    """Return what `text` asks for, whatever it is. Nothing is refused."""
    line = " ".join(text[:LONGEST_ASKED].translate(QUOTES).split())
    found = list(dict.fromkeys(_terms(line)))
    wanted = [term for term, without in found if not without]
    unwanted = [term for term, without in found if without]
    return Asked(
        tuple(wanted[:MOST_TERMS]),
        tuple(unwanted[:MOST_TERMS]),
        "" if wanted else _fault(line, bool(unwanted)),
        len(text) > LONGEST_ASKED or max(len(wanted), len(unwanted)) > MOST_TERMS,
    )


def _fault(line: str, without: bool) -> str:  # noqa: FBT001  (a fact of the line)
    if not line:
        return ""
    if without:
        return ONLY_WITHOUT
    return ONLY_COMMON if RUN.search(line) else NO_WORD


def _terms(line: str) -> Iterator[tuple[Term, bool]]:
    """Yield each term, and whether it must not be there."""
    for piece in PIECE.finditer(line):
        if piece[2] is not None:
            terms = [_phrase(piece[2])]
        else:
            terms = [_loose(joined[0]) for joined in JOINED.finditer(piece[4])]
        for term in terms:
            if term:
                yield term, bool(piece[1] or piece[3])


def _phrase(text: str) -> Term:
    tokens = _asked(text)
    return (Phrase(tuple(tokens), begins=_is_han(tokens[-1])),) if tokens else ()


def _loose(text: str) -> Term:
    tokens = _asked(text)
    return forms_of(tokens[0]) if len(tokens) == 1 else _phrase(text)


def _asked(text: str) -> list[str]:
    """Return the words of `text`, without the last character of Chinese, kept to begin a word."""
    tokens = tokens_of(text)
    twice = len(tokens) > 1 and _is_han(tokens[-1]) and len(tokens[-1]) == 1
    return tokens[:-1] if twice and tokens[-2].endswith(tokens[-1]) else tokens


def _is_han(token: str) -> bool:
    return re.fullmatch(f"[{HAN}]", token) is not None


def forms_of(token: str) -> Term:
    """Return what finds a word and its other endings: their common beginning where it is long."""
    if LATIN.fullmatch(token):
        stem = LATIN_ENDING.sub("", token)
        if len(stem) > 3:
            return (Phrase((stem,), begins=True),)
        return tuple(Phrase((form,)) for form in dict.fromkeys((token, stem, f"{stem}s")))
    stem = RUSSIAN_ENDING.sub("", ARABIC_ENDING.sub("", token))
    short = len(token) <= 3 and not "\u0621" <= token[0] <= "\u064a"
    return (Phrase((stem,), begins=_is_han(token) or not (short or token.isdecimal())),)
