"""Certificates and publication sheets: what stands on them, codes that a reader reads, no harm."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path
from shutil import which

import pytest
import zxingcpp
from PIL import Image

from spaceplan.model import Name
from spaceplan.report.certificates import (
    Document,
    PdfWriter,
    certificate_of,
    page_html,
    publication_of,
)
from spaceplan.report.certificates.codes import dark_modules
from tests.check.builders import with_department
from tests.report.forms.cases import data_of, small_town


def certificate(name: Name | None = None, language: str = "zh") -> Document:
    portfolio = small_town()
    if name is not None:
        portfolio = with_department(portfolio, "finance", name=name)
    data = data_of(portfolio)
    return certificate_of(data, data.portfolio.department("finance"), language)


def test_a_code_is_read_back_as_the_id_that_it_holds() -> None:
    side, runs = dark_modules("room:会议室-101")
    image = Image.new("L", (side, side), 255)
    for x, y, length in runs:
        for i in range(length):
            image.putpixel((x + i, y), 0)
    found = zxingcpp.read_barcodes(image.resize((side * 8, side * 8), Image.Resampling.NEAREST))
    assert [code.text for code in found] == ["room:会议室-101"]


def test_a_certificate_lists_rooms_with_areas_and_codes() -> None:
    sheet = certificate()
    assert [row[3] for row in sheet.table.rows] == ["hq-101", "hq-102", "hq-103"]
    assert sheet.table.total[-1] == "54.00"
    assert sheet.table.codes[0] == "room:hq-101"
    assert sheet.fields[0][1] == "财政局"
    # 24 + 4 × 9 = 60, service 5 × 8 = 40, equipment 9 % of 100 = 9
    assert dict(sheet.fields)["核定面积"].startswith("使用面积 109.00 m²")


def test_a_publication_names_who_sits_where_with_the_standard() -> None:
    data = data_of(small_town())
    sheet = publication_of(data, data.portfolio.department("finance"), "en")
    first, second, _ = sheet.table.rows
    assert first[8:] == ("f1 (Bureau head)", "24.00", "0.00")
    assert second[6:9] == ("2", "Budget", "f2 (Below bureau level), f3 (Below bureau level)")
    assert sheet.landscape


@pytest.mark.skipif(which("pdftoppm") is None, reason="pdftoppm (poppler-utils) is not installed")
def test_codes_on_the_printed_page_are_read(tmp_path: Path) -> None:
    sheet = certificate()
    (tmp_path / "sheet.pdf").write_bytes(PdfWriter([sheet]).pdf_bytes([sheet]))
    command = ["pdftoppm", "-r", "150", "-gray", "-png", "sheet.pdf", "page"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=300)
    page = Image.open(next(iter(sorted(tmp_path.glob("page*.png")))))
    found = {code.text for code in zxingcpp.read_barcodes(page)}
    assert found == {"department:finance", "room:hq-101", "room:hq-102", "room:hq-103"}


def test_the_same_sheet_gives_the_same_bytes() -> None:
    sheet = certificate()
    assert PdfWriter([sheet]).pdf_bytes([sheet]) == PdfWriter([sheet]).pdf_bytes([sheet])


def test_two_fonts_of_one_process_do_not_mix() -> None:
    zh, en = certificate(), certificate(language="en")
    PdfWriter([zh]).pdf_bytes([zh])
    alone = PdfWriter([en]).pdf_bytes([en])
    assert b"spaceplan-" in alone
    assert PdfWriter([zh])._font != PdfWriter([en])._font


def test_hostile_names_are_shown_as_text() -> None:
    sheet = certificate(Name("<b>财</b>\u202e<script>alert(1)</script>&<para>", "=1+1"))
    assert PdfWriter([sheet]).pdf_bytes([sheet]).startswith(b"%PDF")
    page = page_html([sheet], "zh")
    assert "<script>" not in page
    assert "\u202e" not in page
    assert "⟨U+202E⟩" in page


def test_a_character_that_the_font_lacks_is_named() -> None:
    sheet = certificate(Name("财政局\U00030edd", "x"))
    writer = PdfWriter([sheet])
    assert writer.missing == {"\U00030edd"}
    assert writer.pdf_bytes([replace(sheet, paragraphs=())]).startswith(b"%PDF")


def test_a_page_needs_nothing_from_elsewhere() -> None:
    page = page_html([certificate()], "zh")
    assert "http" not in page
    assert page.count("<svg") == 1 + 3
