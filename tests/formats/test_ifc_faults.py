"""Broken, hostile and huge files: refused in words, never a crash or a hang."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from spaceplan.errors import InputError, MissingExtraError
from spaceplan.formats import read_foreign
from spaceplan.formats.ifc import opening, read_ifc
from spaceplan.formats.ifc.reading import read_here
from tests.formats.conftest import plan, texts
from tests.formats.ifc_builder import IfcBuilder, add_corridor_storey, rectangle


def house(builder: IfcBuilder, folder: Path) -> Path:
    add_corridor_storey(builder, builder.add_storey("Level 1"))
    return builder.write(folder)


def refused(path: Path) -> str:
    with pytest.raises(InputError) as error:
        read_here(path)
    assert all(fault.file == path.name for fault in error.value.faults)
    return str(error.value)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "text or data that is not IFC"),
        (b"hello", "text or data that is not IFC"),
        (b"PK\x03\x04rest", "a packed file (zip)"),
        (b"<?xml version='1.0'?><ifcXML/>", "IFC written as XML"),
        (b"\x00" * 4096, "text or data that is not IFC"),
        (b"ISO-10303-21;\nHEADER;\n", "a file that is cut off"),
    ],
)
def test_what_is_no_ifc_is_refused(tmp_path: Path, content: bytes, found: str) -> None:
    path = tmp_path / "odd.ifc"
    path.write_bytes(content)
    assert found in refused(path)


def test_a_file_cut_off_is_refused(builder: IfcBuilder, tmp_path: Path) -> None:
    path = house(builder, tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    assert "cut off; expected END-ISO-10303-21" in refused(path)


def test_a_file_of_an_old_schema_is_refused() -> None:
    message = refused(plan("small_ifc/Allplan-Smiley-West.ifc"))
    assert "schema 'IFC2X_FINAL'; expected one of IFC2X3, IFC4, IFC4X3" in message


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "No such file" in refused(tmp_path / "nothing.ifc")


def test_a_file_too_large_is_refused(
    builder: IfcBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "LARGEST_BYTES", 100)
    assert "expected a smaller file" in refused(house(builder, tmp_path))


def test_a_file_without_rooms_is_refused(builder: IfcBuilder, tmp_path: Path) -> None:
    builder.add_storey("Level 1")
    assert "0 IfcSpace instances" in refused(builder.write(tmp_path))


def test_lines_that_cannot_be_read_are_reported(builder: IfcBuilder, tmp_path: Path) -> None:
    path = house(builder, tmp_path)
    path.write_bytes(path.read_bytes().replace(b"IFCSPACE(", b"IFCSPAZE(", 1))
    imported = read_here(path)
    assert len(imported.portfolio.rooms) == 2
    assert "IFCSPAZE" in texts(imported)


def test_notes_name_the_line(builder: IfcBuilder, tmp_path: Path) -> None:
    storey = builder.add_storey("Level 1")
    builder.add_room("1", storey, rectangle(0, 0, 4, 3))
    builder.add_space("2", storey)
    path = builder.write(tmp_path)
    lines = path.read_text().splitlines()
    note = next(n for n in read_here(path).notes if "without a ground plan" in n.found)
    assert note.line is not None
    assert "IFCSPACE" in lines[note.line - 1]
    assert "'2'" in lines[note.line - 1]


def test_placements_in_a_circle_cost_one_room(builder: IfcBuilder, tmp_path: Path) -> None:
    storey = builder.add_storey("Level 1")
    builder.add_room("1", storey, rectangle(0, 0, 4, 3))
    lost = builder.add_room("2", storey, rectangle(5, 0, 4, 3))
    lost.ObjectPlacement.PlacementRelTo = lost.ObjectPlacement
    imported = read_here(builder.write(tmp_path))
    assert [room.id for room in imported.portfolio.rooms] == ["1"]
    assert "relative to each other in a circle" in texts(imported)


def test_spaces_that_contain_each_other_do_not_hang(builder: IfcBuilder, tmp_path: Path) -> None:
    rooms = add_corridor_storey(builder, builder.add_storey("Level 1"))
    builder.aggregate(rooms["west"], rooms["east"])
    builder.aggregate(rooms["east"], rooms["west"])
    assert read_here(builder.write(tmp_path)).portfolio.rooms


@pytest.mark.parametrize("number", ["1.E308", "-1.E300", "1.E9"])
def test_numbers_beyond_all_bounds_do_not_crash(
    builder: IfcBuilder, tmp_path: Path, number: str
) -> None:
    storey = builder.add_storey("Level 1")
    builder.add_room("1", storey, rectangle(0, 0, 4, 3))
    builder.add_room("2", storey, rectangle(0, 77.25, 4, 3))
    path = builder.write(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"77.25", number.encode()))
    imported = read_here(path)
    assert [room.id for room in imported.portfolio.rooms] == ["1"]
    assert "room '2 OFFICE' with coordinates beyond all bounds" in texts(imported)


def test_a_number_that_is_none_is_refused(builder: IfcBuilder, tmp_path: Path) -> None:
    path = house(builder, tmp_path)
    path.write_bytes(path.read_bytes().replace(b"(7.4,7.)", b"(7.4,1.E999)"))
    assert "data that cannot be read" in refused(path)


def test_a_reader_that_crashes_is_an_input_error(builder: IfcBuilder, tmp_path: Path) -> None:
    storey = builder.add_storey("Level 1")
    space = builder.add_room("1", storey, rectangle(0, 0, 4, 3))
    # A mapped item that maps itself: the kernel follows it until its stack ends.
    shape = space.Representation.Representations[0]
    origin = builder.make("IfcAxis2Placement3D", builder.point(0.0, 0.0, 0.0))
    source = builder.make("IfcRepresentationMap", origin, shape)
    target = builder.make(
        "IfcCartesianTransformationOperator3D", LocalOrigin=builder.point(0.0, 0.0, 0.0)
    )
    shape.Items = [builder.make("IfcMappedItem", source, target)]
    with pytest.raises(InputError) as error:
        read_ifc(builder.write(tmp_path))
    assert "house.ifc" in str(error.value)


def test_a_reader_that_does_not_end_is_stopped(builder: IfcBuilder, tmp_path: Path) -> None:
    path = house(builder, tmp_path)
    with pytest.raises(InputError, match="not read within 0 s"):
        read_ifc(path, time_limit=0.0)


def test_a_whole_file_is_read_through_the_child_process(
    builder: IfcBuilder, tmp_path: Path
) -> None:
    path = house(builder, tmp_path)
    assert read_foreign(path) == read_here(path)


def test_an_error_in_the_child_process_arrives(tmp_path: Path) -> None:
    pytest.importorskip("ifcopenshell")
    path = tmp_path / "odd.IFC"
    path.write_bytes(b"hello")
    with pytest.raises(InputError, match=r"odd\.IFC: text or data that is not IFC"):
        read_foreign(path)


def test_without_the_library_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ifcopenshell", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'spaceplan\[ifc\]'"):
        read_ifc(tmp_path / "house.ifc")


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"ends in '\.dwg'; expected one of \.ifc"):
        read_foreign(tmp_path / "house.dwg")
