"""The dossier: a document of the Committee that says whence each figure comes."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest

from tests.factories.evaluation import write_sealed
from tests.factories.packs import CUT, write_worked
from webinars.evaluation.charts import Picture, Words
from webinars.evaluation.charts.parts import box
from webinars.evaluation.dossiers.blocks import Drawing, NewPage, Paragraph, Table
from webinars.evaluation.dossiers.composing import Front, dossier
from webinars.evaluation.dossiers.figures import Told
from webinars.evaluation.dossiers.pictures import SHORT
from webinars.evaluation.dossiers.report import report
from webinars.evaluation.dossiers.typeset import as_png, write_pdf
from webinars.evaluation.dossiers.wordfile import write_docx
from webinars.evaluation.queries.public import Standing
from webinars.evaluation.rules import K
from webinars.evaluation.rules.suppression.standing import Counts, releasable
from webinars.evaluation.sights.public import Published, published
from webinars.kernel.languages import Language

FRONT = Front("CDIP/25/4", "EXAMPLE/1")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_worked(tmp_path_factory.mktemp("snapshots"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty") / "3"
    write_sealed(folder, {}, cut=3, at=CUT)
    return folder


def test_every_figure_carries_its_snapshot_and_the_version_of_its_indicator(worked: Path) -> None:
    told = Told(worked, "en")
    blocks = dossier(told, FRONT).blocks

    findings = [one.text for one in blocks if isinstance(one, Paragraph) and "%" in one.text]
    sourced = [one for one in findings if re.search(r"\d of \d", one)]
    assert len(sourced) > 5
    assert all(re.search(r"\[indicator \d+, version \d; snapshot 7\]", one) for one in sourced)
    assert "Of those expected, attended: 13 of 18; 72.2\u202f%" in " ".join(sourced)
    tables = [one for one in blocks if isinstance(one, Table) and "snapshot 7" in one.note]
    assert len(tables) == 29 + len([one for one in told.sights if len(one.rows) > SHORT])


def test_symbol_original_language_and_date_stand_above_the_title(worked: Path) -> None:
    made = dossier(Told(worked, "en"), FRONT)

    assert made.marks == ["CDIP/25/4", "ORIGINAL: ENGLISH", "DATE: 15 OCTOBER 2026"]
    assert dossier(Told(worked, "en"), Front("", "")).marks[0].startswith("ORIGINAL")


@pytest.mark.parametrize("language", list(Language))
def test_it_has_every_picture_of_the_pages_with_words_and_a_table(
    worked: Path, language: Language
) -> None:
    told = Told(worked, language)
    blocks = dossier(told, FRONT).blocks

    drawn = {one.alt: one for one in blocks if isinstance(one, Drawing)}
    tables = {one.caption.partition(": ")[2]: one for one in blocks if isinstance(one, Table)}
    annex = blocks.index(NewPage())
    assert {one.key.partition("-")[0] for one in told.sights} >= {
        "coverage",
        "steps",
        "stay",
        "build",
        "trend",
        "answers",
    }
    assert len(drawn) == len(told.sights)
    for sight in told.sights:
        picture = drawn[f"{sight.whole_title}. {sight.finding}"]
        assert told.source(sight.indicator) in picture.caption
        table = tables[sight.whole_title]
        assert tuple(table.rows) == sight.rows
        assert (blocks.index(table) > annex) is (len(sight.rows) > SHORT)


def test_pictures_in_one_go_are_as_alone_and_turned_for_arabic() -> None:
    said = Picture(400, 40, (box("b", 0, 10, 100, 20), Words(110, 25, "12")))

    plain, turned = (
        as_png([one], language=code)[0] for one, code in ((said, "en"), (said.mirrored(), "ar"))
    )

    assert plain != turned
    assert as_png([said, said], language="en") == [plain, plain]
    assert [one[16:24] for one in (plain, turned)] == [plain[16:24]] * 2
    assert as_png([], language="en") == []


@pytest.mark.parametrize("language", list(Language))
def test_it_is_written_in_six_languages_as_tagged_pdf_and_word_file(
    worked: Path, tmp_path: Path, language: Language
) -> None:
    """Typst refuses PDF/UA-1 without a text for each picture, or where a glyph is missing."""
    made = dossier(Told(worked, language), FRONT)

    write_pdf(made, tmp_path / "dossier.pdf")
    write_docx(made, tmp_path / "dossier.docx")

    pdf = (tmp_path / "dossier.pdf").read_bytes()
    assert b"pdfuaid" in pdf
    assert re.search(rb"/Lang ?\(" + language.encode(), pdf)
    text = "\n".join(one.text for one in docx.Document(str(tmp_path / "dossier.docx")).paragraphs)
    assert "CDIP/25/4" in text
    if language is not Language.ENGLISH:
        assert "Findings" not in text


def test_regenerated_it_is_the_same(worked: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        made = dossier(Told(worked, "ar"), FRONT)
        write_docx(made, tmp_path / f"{name}.docx")
        write_pdf(made, tmp_path / f"{name}.pdf")

    for ending in ("docx", "pdf"):
        one, two = ((tmp_path / f"{name}.{ending}").read_bytes() for name in ("one", "two"))
        assert one == two


def test_the_word_file_has_headings_header_rows_and_words_for_its_pictures(
    worked: Path, tmp_path: Path
) -> None:
    made = dossier(Told(worked, "ar"), FRONT)
    write_docx(made, tmp_path / "ar.docx")
    with zipfile.ZipFile(tmp_path / "ar.docx") as archive:
        tree = ET.fromstring(archive.read("word/document.xml"))  # noqa: S314  (our own file)

    styles = {one.get(f"{W}val") for one in tree.iter(f"{W}pStyle")}
    assert {"Title", "Heading1", "Heading2"} <= styles
    assert len(list(tree.iter(f"{W}tblHeader"))) == len(list(tree.iter(f"{W}tbl")))
    assert all(one.find(f"{W}tblPr/{W}bidiVisual") is not None for one in tree.iter(f"{W}tbl"))
    told = [one.get("descr") for one in tree.iter() if one.tag.endswith("}docPr")]
    assert len(told) == sum(isinstance(one, Drawing) for one in made.blocks) > 10
    assert all(told)
    numbers = [re.match(r"(\d+)\.$", one.text or "") for one in tree.iter(f"{W}t")]
    found = [int(one[1]) for one in numbers if one]
    assert found == list(range(1, len(found) + 1))
    assert len(found) > 30


def test_a_series_without_anybody_has_a_dossier_that_says_na(empty: Path, tmp_path: Path) -> None:
    made = dossier(Told(empty, "en"), FRONT)
    write_pdf(made, tmp_path / "empty.pdf")
    write_docx(made, tmp_path / "empty.docx")

    texts = [one.text for one in made.blocks if isinstance(one, Paragraph)]
    assert any("Of those expected, attended: n/a" in text for text in texts)
    assert not any("0 of 0" in text or re.search(r"\b0\u202f%", text) for text in texts[10:])
    assert not any(isinstance(one, Drawing) for one in made.blocks)


def public_of(**groups: int) -> Published:
    """Return what is public where so many attended, and nothing was published before."""
    named = {f"group:{key.replace('_', '-')}": count for key, count in groups.items()}
    now = Counts({"attended": sum(groups.values()), **named}, {})
    return published([Standing(7, replace(now, released=releasable([], now, k=K)))])


def test_the_public_report_hides_small_counts_and_what_gives_them_back(worked: Path) -> None:
    """Eight, eight and three registered: of a webinar it is told to the nearest five."""
    told = Told(worked, "en", is_public=True)
    made = report(told, FRONT, public_of(african_group=3, apg=20, group_b=15))

    tables = {one.caption: one for one in made.blocks if isinstance(one, Table)}
    held = tables["The webinars held"]
    assert [row[1] for row in held.rows] == ["10", "10", "5", "0"]
    groups = {row[0]: row[1] for row in tables["Who attended, by regional group"].rows}
    assert groups["African Group"] == "suppressed"
    assert list(groups.values()).count("suppressed") >= 2
    texts = " ".join(one.text for one in made.blocks if isinstance(one, Paragraph))
    assert "EXAMPLE/1" not in texts
    assert "a person who attended: suppressed" in texts  # its base is not the public count


def test_a_report_of_nothing_says_so(empty: Path, tmp_path: Path) -> None:
    told = Told(empty, "fr", is_public=True)
    made = report(told, FRONT, public_of())

    write_pdf(made, tmp_path / "empty.pdf")
    write_docx(made, tmp_path / "empty.docx")
    texts = [one.text for one in made.blocks if isinstance(one, Paragraph)]
    assert any(told.say("n/a") in text for text in texts)


def test_a_hostile_title_is_words_and_no_markup(worked: Path, tmp_path: Path) -> None:
    """What typst or Word would read as an instruction stands in the text as it is."""
    made = dossier(Told(worked, "en"), Front('#read("/etc/passwd") </w:t> $x$', "*m* `c` @y"))

    write_pdf(made, tmp_path / "hostile.pdf")
    write_docx(made, tmp_path / "hostile.docx")

    text = "\n".join(one.text for one in docx.Document(str(tmp_path / "hostile.docx")).paragraphs)
    assert '#read("/etc/passwd") </w:t> $x$' in text
