"""Files are taken from where one looks for them, opened, and hold what was shown."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page
from python_calamine import CalamineWorkbook

from spaceplan.files import load_portfolio, save_portfolio
from spaceplan.model import Holding
from tests.dashboard.browser.conftest import OpenPage, Served, fetch, settle
from tests.dashboard.plans import keep_plan
from tests.dashboard.test_exchange import rooms_form
from tests.dashboard.town import town

SVG = "{http://www.w3.org/2000/svg}"


def rows_of_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


def rows_of_workbook(content: bytes) -> list[list[Any]]:
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    return [
        row for name in workbook.sheet_names for row in workbook.get_sheet_by_name(name).to_python()
    ]


@pytest.mark.parametrize("path", ["plan?storey=hq-L01", "stack"])
def test_a_drawing_is_taken_as_svg_and_pdf(
    town_server: str, open_page: OpenPage, path: str
) -> None:
    page = open_page(f"{town_server}/{path}")
    root = ElementTree.fromstring(fetch(page, "SVG"))
    tags = {element.tag for element in root.iter()}
    assert root.tag == f"{SVG}svg"
    assert f"{SVG}path" in tags
    assert f"{SVG}script" not in tags
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
    pdf = fetch(page, "PDF")
    assert pdf.startswith(b"%PDF")
    assert pdf.rstrip().endswith(b"%%EOF")


def test_moves_are_taken_as_workbook_and_table(own_town: Served, open_page: OpenPage) -> None:
    scenario = keep_plan(own_town.folder, "Plan A")
    page = open_page(f"{own_town.address}/moves?scenario={scenario.id}")
    (move,) = rows_of_csv(fetch(page, "CSV"))
    assert {"f2", "hq-102", "hq-201"} <= set(move.values())
    row = next(row for row in rows_of_workbook(fetch(page, "XLSX")) if "f2" in row)
    assert {"hq-102", "hq-201"} <= set(row)


def test_files_go_out_and_come_in(own_town: Served, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(f"{own_town.address}/exchange", size=(1366, 1200))
    rooms = json.loads(fetch(page, "rooms.geojson"))
    assert rooms["type"] == "FeatureCollection"
    ids = {feature["properties"]["id"] for feature in rooms["features"]}
    assert {"hq-101", "hq-106", "hq-1c", "hq-206"} <= ids
    assert {len(ring) for f in rooms["features"] for ring in f["geometry"]["coordinates"]} == {5, 7}
    graph = json.loads(fetch(page, "graph.json"))
    assert "hq-101" in json.dumps(graph)
    held = {row["room_id"]: row["department"] for row in rows_of_csv(fetch(page, "allocation.csv"))}
    assert held["hq-104"] == "archives"
    page.get_by_role("button", name="Make plans.zip").click()
    with ZipFile(BytesIO(fetch(page, "plans.zip"))) as archive:
        assert "floors/hq-L02.svg" in archive.namelist()
    bring_in(page, filled_form(tmp_path))
    (written,) = own_town.workspace.with_name("town.imported").iterdir()
    assert [h.room for h in load_portfolio(written).portfolio.holdings if h.room == "hq-202"]


def filled_form(folder: Path) -> bytes:
    """Return the form of rooms as somebody fills it in who moves f5 to hq-202."""
    seats = tuple(
        replace(entry, room="hq-202") if entry.person == "f5" else entry
        for entry in town().ledger or ()
    )
    holdings = (*town().holdings, Holding("hq-202", "finance"))
    save_portfolio(replace(town(), ledger=seats, holdings=holdings), folder / "filled")
    return rooms_form(folder / "filled")


def bring_in(page: Page, form: bytes) -> None:
    """Put a form in, look at what it would change, and have the new portfolio written."""
    page.get_by_role("tab", name="Bring in").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "rooms.xlsx", "mimeType": "application/octet-stream", "buffer": form}
    )
    page.get_by_text("It can be taken in").wait_for()
    page.get_by_text("Rooms: who holds them").wait_for()
    page.get_by_role("button", name="Write the new portfolio").click()
    page.get_by_text("Written to").wait_for()
    settle(page)
