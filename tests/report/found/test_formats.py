"""What all formats have in common: repeatable, hashed, harmless, in both languages."""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser
from io import BytesIO, StringIO
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from spaceplan.report import FORMATS, FindingsReport, render_findings
from tests.report.found.cases import (
    REPORTS,
    clean_report,
    compared_report,
    hostile_report,
    sinful_report,
)

#: What hides, steers or reorders text wherever it stands raw.
RAW = ("\u202e", "\x07", "\x1b", "\uffff")


def text_of(report: FindingsReport, form: str, language: str = "en") -> str:
    """Return everything that a reader of a format may come to see."""
    content = render_findings(report, form, language)
    if form != "xlsx":
        return content.decode()
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    sheets = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    return "\n".join(str(cell) for sheet in sheets for row in sheet for cell in row)


def rows(report: FindingsReport) -> list[dict[str, str]]:
    text = render_findings(report, "csv").decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", REPORTS)
def test_the_same_findings_give_the_same_bytes(form: str, name: str) -> None:
    once, again = (render_findings(REPORTS[name](), form, "zh") for _ in range(2))
    assert once == again


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("report", [sinful_report(), clean_report()], ids=["sinful", "clean"])
def test_every_format_holds_the_hashes_of_inputs_and_rules(
    form: str, report: FindingsReport
) -> None:
    text = text_of(report, form)
    if form == "csv":
        assert report.rules_sha256 in text
    else:
        assert all(rule_set.sha256 in text for rule_set in report.rulebook.sets)
    if form in ("csv", "text"):
        assert report.inputs_sha256 in text
    else:
        assert all(sha256 in text for _, sha256 in report.hashes)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_names_every_finding_in_the_language_asked_for(form: str) -> None:
    report = sinful_report()
    for language, other in (("zh", "en"), ("en", "zh")):
        text = text_of(report, form, language).replace("&#39;", "'")
        if form == "sarif":  # one result a department and rule: the others as places
            text = json.dumps(json.loads(text), ensure_ascii=False)
        for finding in report.check.findings:
            assert finding.text(language) in text
            if form in ("text", "junit", "sarif", "xlsx"):
                assert finding.text(other) not in text


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_raw_from_data_reaches_a_reader(form: str, language: str) -> None:
    text = text_of(hostile_report(), form, language)
    if form == "json":  # for programs: every character as it is, but escaped where it controls
        assert "\x1b" not in text
        assert "\x07" not in text
        return
    for character in RAW:
        assert character not in text
    assert "⟨U+202E⟩" in text


def test_no_cell_of_the_sheet_is_taken_for_a_formula() -> None:
    cells = [cell for row in rows(hostile_report()) for cell in row.values()]
    assert any(cell.startswith("'=cmd") for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_the_workbook_has_no_formula_and_no_link() -> None:
    from zipfile import ZipFile

    with ZipFile(BytesIO(render_findings(hostile_report(), "xlsx"))) as archive:
        for name in archive.namelist():
            content = archive.read(name).decode()
            assert "<f>" not in content
            assert "<hyperlink " not in content


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.scripts = 0
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


def test_the_page_runs_only_its_own_script() -> None:
    page = Elements()
    page.feed(render_findings(hostile_report(), "html").decode())
    assert page.scripts == 1
    assert page.handlers == []


def test_the_page_shows_no_line_break_of_ours_as_a_character() -> None:
    assert "U+000A" not in render_findings(sinful_report(), "html").decode()


def test_the_page_needs_no_network() -> None:
    page = render_findings(sinful_report(), "html").decode()
    assert "http://" not in page.replace("http-equiv", "")
    assert "https://" not in page
    assert "default-src 'none'" in page


def test_hostile_texts_make_no_link_and_no_placeholder_in_sarif() -> None:
    text = render_findings(hostile_report(), "sarif").decode()
    assert "](http" not in text.replace("\\\\](", "")
    assert " {0} " not in text


def test_hostile_names_keep_the_xml_well_formed() -> None:
    ElementTree.fromstring(render_findings(hostile_report(), "junit"))


def test_the_sheet_has_a_line_a_finding_and_begins_with_a_bom() -> None:
    report = sinful_report()
    assert render_findings(report, "csv").startswith(b"\xef\xbb\xbf")
    assert [row["fingerprint"] for row in rows(report)] == [
        finding.fingerprint for finding in report.check.findings
    ]
    (waived,) = (row for row in rows(report) if row["state"] == "waived")
    assert (waived["waiver_until"], waived["waiver_approver"]) == ("2026-12-31", "the bureau")


def test_a_sheet_without_findings_says_so_in_one_line() -> None:
    (row,) = rows(clean_report())
    assert (row["state"], row["rule"], row["as_of"]) == ("pass", "", "2026-06-30")


def test_the_workbook_has_numbers_as_numbers() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(render_findings(sinful_report(), "xlsx", "en")))
    assert book.sheet_names == ["Rules", "Findings", "Arithmetic", "Inputs"]
    header, *lines = book.get_sheet_by_name("Findings").to_python()
    (line,) = (
        row
        for row in lines
        if row[header.index("Subject")] == "hq-103" and row[header.index("Rule")] == "room-area"
    )
    assert [line[header.index(name)] for name in ("Measured", "Allowed", "Excess")] == [20, 18, 2]


def test_the_terminal_marks_what_is_new_or_worse_and_lists_what_is_gone() -> None:
    text = text_of(compared_report(), "text")
    assert "[worse] room hq-102" in text
    assert "[new] [Notice] person old" in text
    assert "against old.json of 2026-05-31: new 1, worse 2, unchanged 20, gone 1" in text
    assert "00000000  [gone] " in text
