"""The catalogues: messages out of the source, into the languages, checked and compiled.

A message is the English sentence itself; English needs no translations. The
`.po` files carry neither dates nor line numbers and are in alphabetical order,
so that only a changed message changes a line. A message that has gone from the
source is kept at the end, for the day it comes back; `--forget` drops it.
"""

import argparse
import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from webinars.kernel.languages import Language

ROOT = Path(__file__).parent.parent
TRANSLATIONS = Path("webinars/web/translations")
TRANSLATED = [language for language in Language if language is not Language.ENGLISH]
SHOWN = 20
"""Problems of one language that `--check` lists; a list of thousands helps nobody."""

KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
MENTION = re.compile(r"\b(N_|_|n?p?gettext|lazy_\w+)\(|\btrans\b")
"""A file without any of these has no messages, and need not be parsed."""

PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
    " : n%100>=11 ? 4 : 5);"
}
"""Where translators expect another order of the forms than Babel's: the last is 100 to 102."""

TEMPLATE_OPTIONS = {
    "trimmed": "true",  # a sentence over several lines is one line to the translator
    "newstyle_gettext": "true",
    "silent": "false",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
PERCENT = re.compile(r"%%|%")
TAG = re.compile(r"</?[a-z][a-z0-9]*")
COUNTERS = {"num", "n", "count", "number"}
"""A form for one, or for two, may say its number in a word."""

INDEFINITE = (
    "شخص لاحق عضو جواب ملف تسجيل سؤال بدء أيض كامل أبد مع شفوي جد فارغ وفق أول يوم يدوي أيام "
    "فصاعد وقت ليل شهر رابط نصي مؤقت نهائي بدل موجود جانب شكر عدد أصل تلقائي حالي أحد مفتوح "
    "شيئ مبكر أي واحد اسم تقويم قيد خيار اتصال موصول مختصر مطروح تنازلي تاريخ حرمان مراجَع "
    "زمني مشارك أحداث اجتماع جميع عمودي "
)
"""Arabic words that end in an alif only where they are indefinite and in the accusative: it bears
a tanwin. The two files of attendance are the one dual among them."""

TANWIN = re.compile(
    rf"(?<![\u0621-\u0652])(و?(?:{'|'.join(INDEFINITE.split())})ا)(?![\u0621-\u0652]| حضور)"
)

MARKS = {
    "fr": [(re.compile(r"(?<=\S)[ \xa0](?=[:;?!](\s|$))|(?<=«)[ \xa0]|[ \xa0](?=»)"), "\u202f")],
    "ru": [(re.compile("ё"), "е"), (re.compile("Ё"), "Е")],
    "ar": [(re.compile("\u064b\u0627"), "\u0627\u064b"), (TANWIN, "\\1\u064b")],
}
"""What is put right for every translator: no French line begins with a colon, Russian writes е
as the United Nations do, and the Arabic tanwin stands upon its alif."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/translate", description=__doc__)
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--check", action="store_true", help="change nothing; list what is missing")
    group.add_argument("--compile", action="store_true", help="only compile what has changed")
    group.add_argument("--forget", action="store_true", help="also drop messages that have gone")
    options = parser.parse_args()
    if options.check:
        return tell(list(problems(ROOT)))
    if not options.compile:
        update(ROOT, forget=options.forget)
    compile_changed(ROOT)
    return 0


def tell(found: list[str]) -> int:
    """Print the problems, the first of each language, and return the exit status."""
    for language in TRANSLATED:
        mine = [line for line in found if line.startswith(f"{language}: ")]
        print(*mine[:SHOWN], sep="\n", end="\n" if mine else "")
        if len(mine) > SHOWN:
            print(f"{language}: … and {len(mine) - SHOWN} more")
    if not found:
        print("The catalogues are complete.")
    return 1 if found else 0


def extract(root: Path) -> Catalog:
    """Return the messages of the source: Python in `webinars`, and `templates`."""
    catalog = Catalog(charset="utf-8")
    for path in sorted([*root.glob("webinars/**/*.py"), *root.glob("templates/**/*.*")]):
        if not MENTION.search(path.read_text(encoding="utf-8")):
            continue
        python = path.suffix == ".py"
        found = extract_from_file(
            "python" if python else "jinja2.ext:babel_extract",
            path,
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            options={} if python else TEMPLATE_OPTIONS,
            strip_comment_tags=True,
        )
        for _line, message, comments, context in found:
            catalog.add(message, auto_comments=comments, context=context)
    return catalog


def update(root: Path, *, forget: bool = False) -> None:
    """Give each catalogue the messages of the source, and keep what was translated."""
    source = extract(root)
    _write(root / TRANSLATIONS / "messages.pot", source, "")
    _write(_path(root, "en"), Catalog(locale="en"), "en")
    for language in TRANSLATED:
        path = _path(root, language)
        _write(path, merged(source, _read(path, language), language, forget=forget), language)


def merged(source: Catalog, known: Catalog, language: str, *, forget: bool) -> Catalog:
    """Return the messages of `source` with the translations that `known` has for them."""
    everything = {_key(message): message for message in [*known.obsolete.values(), *known]}
    catalog = Catalog(locale=language)
    for message in source:
        if not message.id:
            continue
        before = everything.pop(_key(message), None)
        if before:
            message.string = written(before.string, language)
            message.flags |= before.flags & {"fuzzy"}
        else:
            message.string = ("",) * catalog.num_plurals if message.pluralizable else ""
        catalog[message.id] = message
    if not forget:
        catalog.obsolete = {m.id: m for m in everything.values() if m.id and _is_whole(m)}
    return catalog


def written(string: str | tuple[str, ...], language: str) -> str | tuple[str, ...]:
    """Return a translation, or its forms, with the marks of its language."""
    if isinstance(string, tuple):
        return tuple(str(written(form, language)) for form in string)
    for wrong, right in MARKS.get(language, ()):
        string = wrong.sub(right, string)
    return string


def problems(root: Path) -> Iterator[str]:
    """Tell, a line each, what a reader of another language would miss."""
    source = {_key(message): message for message in extract(root) if message.id}
    for language in TRANSLATED:
        known = {_key(message): message for message in _read(_path(root, language), language)}
        for key, message in source.items():
            for problem in faults(message, known.get(key)):
                yield f"{language}: {problem}: {_first(message.id)!r}"
            if not _is_marked(known.get(key), language):
                yield f"{language}: not with the marks of the language: {_first(message.id)!r}"
        for key in known.keys() - source.keys() - {(("",), None)}:
            yield f"{language}: not in the source any more: {key[0][0]!r}"


def _is_marked(translation: Message | None, language: str) -> bool:
    strings = _strings(translation.string) if translation else []
    return all(string == written(string, language) for string in strings)


def faults(message: Message, translation: Message | None) -> Iterator[str]:
    """Tell what is wrong with `translation`, as a rendering of `message`."""
    if translation is None:
        yield "missing (run scripts/translate)"
    elif not _is_whole(translation):
        yield "not translated"
    elif translation.fuzzy:
        yield "marked as fuzzy"
    else:
        for string in _strings(translation.string):
            yield from _differences(_strings(message.id), string)


def _differences(originals: list[str], string: str) -> Iterator[str]:
    """Tell where `string` has other placeholders or tags than the one or two `originals`."""
    found = set(PLACEHOLDER.findall(string))
    named = [set(PLACEHOLDER.findall(original)) for original in originals]
    for name in sorted(found - set.union(*named)):
        yield f"%({name})s is not in the English"
    spared = COUNTERS if len(originals) > 1 else set()
    for name in sorted(set.intersection(*named) - found - spared):
        yield f"%({name})s is left out"
    if PERCENT.findall(PLACEHOLDER.sub("", string)) != PERCENT.findall(
        PLACEHOLDER.sub("", originals[-1])
    ):
        yield "another number of % signs"
    if sorted(TAG.findall(string)) not in [sorted(TAG.findall(one)) for one in originals]:
        yield "other tags"


def compile_changed(root: Path) -> None:
    """Write the `.mo` of each catalogue that is newer than it."""
    for path in sorted((root / TRANSLATIONS).glob("*/LC_MESSAGES/messages.po")):
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime > path.stat().st_mtime:
            continue
        draft = path.with_suffix(f".{os.getpid()}.tmp")
        with draft.open("wb") as file:
            write_mo(file, _read(path, path.parts[-3]))
        draft.replace(compiled)


def _path(root: Path, language: str) -> Path:
    return root / TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def _read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def _write(path: Path, catalog: Catalog, language: str) -> None:
    body = io.BytesIO()
    write_po(body, catalog, width=0, no_location=True, omit_header=True, sort_output=True)
    text = f"{_header(catalog, language)}{body.getvalue().decode()}".strip() + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _header(catalog: Catalog, language: str) -> str:
    lines = ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"]
    if language:
        lines += [
            f"Language: {language}",
            f"Plural-Forms: {PLURALS.get(language, catalog.plural_forms)}",
        ]
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"


def _strings(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def _key(message: Message) -> tuple[tuple[str, ...], str | None]:
    return tuple(_strings(message.id)), message.context


def _first(text: str | tuple[str, ...] | list[str]) -> str:
    return _strings(text)[0]


def _is_whole(message: Message) -> bool:
    return all(_strings(message.string or ""))


if __name__ == "__main__":
    sys.exit(main())
