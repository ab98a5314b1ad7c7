"""Files are taken from where one looks for them, opened, and hold what was shown."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from tests.dashboard.browser.conftest import OpenPage, Served, fetch, settle
from tests.dashboard.plans import keep_plan

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


def test_who_holds_what_is_taken_as_polygons_graph_and_table(
    town_server: str, open_page: OpenPage
) -> None:
    page = open_page(f"{town_server}/exchange")
    settle(page)
    rooms = json.loads(fetch(page, "rooms.geojson"))
    assert rooms["type"] == "FeatureCollection"
    ids = {feature["properties"]["id"] for feature in rooms["features"]}
    assert {"hq-101", "hq-106", "hq-1c", "hq-206"} <= ids
    assert {len(ring) for f in rooms["features"] for ring in f["geometry"]["coordinates"]} == {5, 7}
    graph = json.loads(fetch(page, "graph.json"))
    assert "hq-101" in json.dumps(graph)
    held = {row["room_id"]: row["department"] for row in rows_of_csv(fetch(page, "allocation.csv"))}
    assert held["hq-104"] == "archives"
