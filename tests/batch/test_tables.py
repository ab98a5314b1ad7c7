"""The same key figures in CSV, Excel and Parquet; nothing in them is a formula."""

from __future__ import annotations

import csv
import sys
import zipfile
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from spaceplan.batch import BatchPlan, Failure, RunSettings, RunState, Sweep, check_parquet
from spaceplan.batch.columns import COLUMNS, TERM_NAMES
from spaceplan.batch.parquet import runs_parquet
from spaceplan.batch.record import Reason, record_from
from spaceplan.batch.tables import runs_csv
from spaceplan.batch.workbook import runs_xlsx
from spaceplan.errors import MissingExtraError
from tests.batch.cases import DAY, record

EVIL = '=HYPERLINK("http://x")‮'
GOOD = record("north/base", total=120.5, gap=0.25, unseated=3, name_zh="北", excess_quantity=None)
BAD = replace(
    record("south/base", RunState.FAILED),
    failure=Failure.INPUT,
    reason=Reason("第一行\n第二行", f"{EVIL}\nsecond"),
)
PLAN = BatchPlan(Path(), (), Sweep((RunSettings(),)), DAY, "en")


def test_the_csv_has_a_line_a_run_and_no_formula() -> None:
    lines = list(csv.DictReader(StringIO(runs_csv([GOOD, BAD], "en").lstrip("\ufeff"))))
    assert [line["run"] for line in lines] == ["north/base", "south/base"]
    assert (lines[0]["total"], lines[0]["unseated"], lines[0]["excess_quantity"]) == (
        "120.5",
        "3",
        "",
    )
    assert lines[1]["reason"].startswith("'=HYPERLINK")
    assert lines[1]["reason"].endswith("| second")
    assert "‮" not in lines[1]["reason"]


def test_every_term_has_its_quantity_price_and_cost_in_a_column() -> None:
    keys = [column.key for column in COLUMNS]
    assert len(set(keys)) == len(keys)
    for term in TERM_NAMES:
        assert {f"{term}_quantity", f"{term}_price", f"{term}_cost"} <= set(keys)
    assert all(column.heading("zh") != column.heading("en") for column in COLUMNS)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_has_numbers_as_numbers_and_texts_as_texts(language: str) -> None:
    book = zipfile.ZipFile(BytesIO(runs_xlsx(PLAN, [GOOD, BAD], language)))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    strings = book.read("xl/sharedStrings.xml").decode()
    assert "<v>120.5</v>" in sheet
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "‮" not in strings
    assert ("第二行" if language == "zh" else "=HYPERLINK") in strings


def test_the_parquet_table_has_types_units_and_nulls() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(BytesIO(runs_parquet([GOOD, BAD])))
    assert table.column("unseated").to_pylist() == [3, None]
    assert table.column("total").to_pylist() == [120.5, None]
    assert str(table.schema.field("unseated").type) == "int64"
    assert table.schema.field("excess_quantity").metadata[b"unit"] == "m²".encode()
    assert runs_parquet([])


def test_a_missing_library_is_told_of_before_anything_is_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingExtraError, match=r"spaceplan\[batch\]"):
        check_parquet()


def test_a_record_is_read_back_as_it_was_written() -> None:
    assert record_from(GOOD.to_dict()) == GOOD
    assert record_from(BAD.to_dict()) == BAD
    broken: list[object] = [None, [], {}, {"schema_version": 1}, {**GOOD.to_dict(), "state": "x"}]
    for wrong in broken:
        assert record_from(wrong) is None
