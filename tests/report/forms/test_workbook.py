"""Workbooks as Excel opens them: text is text, numbers are numbers, print set-up, same bytes."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

from spaceplan.formats.xlsx.columns import Column, area, words
from spaceplan.model import Name
from spaceplan.report.forms import FormsData, form_files, make_forms
from spaceplan.report.forms.sheet import Sheet, row_of
from spaceplan.report.forms.workbook import workbook_bytes
from tests.report.forms.cases import AS_OF, data_of, small_town

HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "a\u202eb\x07", "http://x", "0101", "\ud800")


def book_of(*sheets: Sheet, language: str = "zh") -> bytes:
    return workbook_bytes(sheets, subtitle="=1+1", day=AS_OF, language=language)


def one_sheet(*texts: str, name: str = "甲") -> Sheet:
    columns = (words("text", "文字", "Text"), area("area", "面积", "Area"))
    rows = tuple(row_of(columns, {"text": text, "area": 2591}) for text in texts)
    return Sheet(Name(name, name), Name("题", "Title"), columns, rows)


def test_hostile_text_stays_text() -> None:
    content = book_of(one_sheet(*HOSTILE))
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[3:]] == [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "@SUM(1)",
        "a⟨U+202E⟩b⟨U+0007⟩",
        "http://x",
        "0101",
        "⟨U+D800⟩",
    ]
    with ZipFile(BytesIO(content)) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert "hyperlink" not in page


def test_areas_are_numbers_in_square_metres() -> None:
    rows = CalamineWorkbook.from_filelike(BytesIO(book_of(one_sheet("x")))).get_sheet_by_index(0)
    assert rows.to_python()[3][1] == 25.91


def test_tabs_have_names_that_excel_takes() -> None:
    long = "名" * 40
    content = book_of(*(one_sheet("x", name=name) for name in ("a/b:c", "A_B_C", long, long, "'")))
    names = CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names
    assert names == ["a_b_c", "A_B_C~2", "名" * 31, "名" * 26 + "~2", "sheet"]


def test_a_sheet_prints_landscape_with_its_headings_on_every_page() -> None:
    with ZipFile(BytesIO(book_of(one_sheet("x")))) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    assert 'orientation="landscape"' in page
    assert 'state="frozen"' in page
    assert "$3:$3" in names
    assert "Print_Area" in names


def test_extra_columns_are_not_printed() -> None:
    sheet = one_sheet("x")
    more = Column("id", Name("编码", "Id"), extra=True)
    row = (*sheet.rows[0].cells, "r1")
    wide = Sheet(sheet.name, sheet.title, (*sheet.columns, more), (type(sheet.rows[0])(row),))
    with ZipFile(BytesIO(book_of(wide))) as book:
        assert "$A$1:$B$4" in book.read("xl/workbook.xml").decode()


def test_the_same_forms_give_the_same_bytes() -> None:
    def files(data: FormsData) -> dict[str, bytes]:
        return dict(form_files(make_forms(data), data))

    assert files(data_of(small_town())) == files(data_of(small_town()))
