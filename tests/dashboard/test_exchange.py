"""The page that hands files out and takes forms in."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from streamlit.testing.v1 import AppTest

from spaceplan import pipeline
from spaceplan.files import load_portfolio
from spaceplan.model import status_quo
from spaceplan.prepared import Prepared
from spaceplan.report.archives import certificates_archive, forms_archive
from spaceplan.report.forms import FormsData
from tests.dashboard.conftest import ShowPage, await_work
from tests.formats.ifc_builder import IfcBuilder, add_corridor_storey


def forms_data(folder: Path) -> FormsData:
    """Return what the forms of a folder are made from."""
    prepared: Prepared = pipeline.prepare(folder)
    parts = (prepared.portfolio, prepared.rulebook, prepared.entitlements)
    shown = status_quo(prepared.portfolio)
    return FormsData(*parts, shown, pipeline.check(prepared), prepared.as_of)


def put_in(app: AppTest, name: str, content: bytes) -> AppTest:
    """Bring a file in."""
    app.file_uploader(key="import_file").set_value((name, content, "")).run()
    return app


def rooms_form(folder: Path) -> bytes:
    """Return the form of rooms, as it is handed out."""
    with ZipFile(BytesIO(forms_archive(forms_data(folder), "zh"))) as archive:
        name = next(n for n in archive.namelist() if "使用情况统计表" in n)
        return archive.read(name)


def test_a_long_file_is_made_elsewhere_once_and_then_handed_over(show_page: ShowPage) -> None:
    app = show_page("exchange")
    next(b for b in app.button if b.label == "Make plans.zip").click().run()
    app = await_work(show_page("exchange"))  # as after a reload
    assert "Make plans.zip" not in [b.label for b in app.button]
    assert "Make report.html" in [b.label for b in app.button]


def test_a_form_that_was_handed_out_comes_back_without_a_change(
    show_page: ShowPage, town_folder: Path
) -> None:
    app = put_in(show_page("exchange"), "rooms.xlsx", rooms_form(town_folder))
    assert not app.exception
    assert "It can be taken in" in app.success[0].value


def test_a_hostile_upload_is_refused_in_words(show_page: ShowPage) -> None:
    app = put_in(show_page("exchange"), "../../<script>.xlsx", b"PK\x03\x04 not a workbook")
    assert not app.exception
    assert "cannot be taken in" in app.error[0].value


def test_an_import_is_written_beside_the_workspace_and_not_over_the_portfolio(
    show_page: ShowPage, town_folder: Path, tmp_path: Path
) -> None:
    before = {p: p.read_bytes() for p in town_folder.rglob("*") if p.is_file()}
    app = put_in(show_page("exchange"), "rooms.xlsx", rooms_form(town_folder))
    next(b for b in app.button if b.label == "Write the new portfolio").click().run()
    assert not app.exception
    assert {p: p.read_bytes() for p in town_folder.rglob("*") if p.is_file()} == before
    written = next((tmp_path / "town.imported").iterdir())
    assert len(load_portfolio(written).portfolio.rooms) == 16


def test_a_building_comes_alone_and_is_called_as_its_file(
    show_page: ShowPage, tmp_path: Path
) -> None:
    pytest.importorskip("ifcopenshell")
    builder = IfcBuilder()
    add_corridor_storey(builder, builder.add_storey("Level 1"))
    content = builder.write(tmp_path).read_bytes()
    app = put_in(show_page("exchange"), "North Wing.ifc", content)
    assert not app.exception
    assert "It can be taken in" in app.success[0].value
    assert [s.value for s in app.subheader if "People" in s.value] == []  # nobody goes from here
    (name,) = [t for t in app.text_input if "new portfolio" in t.label]
    assert name.value == "North-Wing"


def test_certificates_are_one_archive_with_a_pdf_a_department(town_folder: Path) -> None:
    content = certificates_archive(forms_data(town_folder), "zh")
    with ZipFile(BytesIO(content)) as archive:
        assert "certificates/finance.pdf" in archive.namelist()
        assert archive.read("certificates/finance.pdf").startswith(b"%PDF")
