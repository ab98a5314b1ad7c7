"""The published office space allocation format: what is read, and how faults are said."""

from __future__ import annotations

from pathlib import Path

import pytest

from spaceplan.errors import InputError
from spaceplan.formats.osa import read_osa
from spaceplan.model import SeatingKind

GOOD = """NoOfEntities:    2
NoOfRooms:       2
NoOfConstraints: 4

ENTITIES
      0      3        13.5
      1      3       20.25

ROOMS
      0      1          27      1   1
      1      1        18.3      1   0

CONSTRAINTS
      0      0      0      1      0
      1      6      1      0     -1
      2      9      0      0      1
      3      3      0      1
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "case.txt"
    path.write_text(text, "utf-8")
    return path


def test_entities_rooms_and_constraints_are_read(tmp_path: Path) -> None:
    problem = read_osa(written(tmp_path, GOOD.replace("\n", "\r\n")))
    assert [e.space_dm2 for e in problem.entities] == [1350, 2025]
    assert [r.adjacent for r in problem.rooms] == [(1,), (0,)]
    assert [(c.kind, c.subject, c.targets, c.hard, c.weight) for c in problem.constraints] == [
        (SeatingKind.ALLOCATION, 1, (0,), False, 20.0),
        (SeatingKind.NOTSHARING, 0, (), True, 50.0),
        (SeatingKind.AWAYFROM, 0, (1,), False, 10.0),
        (SeatingKind.CAPACITY, 1, (), False, 10.0),
    ]


def test_a_constraint_that_is_not_in_use_asks_for_nothing(tmp_path: Path) -> None:
    unused = GOOD.replace(
        "      1      6      1      0     -1", "      1     -1      1      0     -1"
    )
    kinds = [c.kind for c in read_osa(written(tmp_path, unused)).constraints]
    assert kinds == [SeatingKind.ALLOCATION, SeatingKind.AWAYFROM, SeatingKind.CAPACITY]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("13.5", "x", ":6: 'x'; expected a space"),
        ("13.5", "-1", ":6: '-1'; expected a space"),
        ("13.5", "1.234", ":6: '1.234'; expected a space"),
        ("13.5", "NaN", ":6: 'NaN'; expected a space"),
        ("13.5", "13.5 7", ":6: 4 numbers; expected id, group, space"),
        ("      1      3       20.25", "      7      3       20.25", ":7: id 7; expected 1"),
        ("27      1   1", "27      2   1", ":10: ids: 1; expected ids of adjacent rooms: 2"),
        ("27      1   1", "27      1   9", ":10: id 9; expected an id of ROOMS, 0 to 1"),
        ("      0      0      0      1      0", "0 11 0 1 0", ":14: code 11; expected a code"),
        ("      0      0      0      1      0", "0 0 2 1 0", ":14: code 2; expected a code"),
        ("      0      0      0      1      0", "0 0 0 5 0", ":14: id 5; expected an id of ENT"),
        ("      2      9      0      0      1", "2 9 0 0 0", ":16: an entity with itself"),
        ("      2      9      0      0      1", "2 9 0 0 -1", ":16: id -1; expected an id"),
        ("      2      9      0      0      1", "2 9 0 0", ":16: 4 numbers; expected id, kind"),
        ("NoOfRooms:       2", "NoOfRooms:       3", ":2: NoOfRooms is 3, but there are 2"),
        ("NoOfRooms:       2\n", "", "no NoOfRooms"),
        ("NoOfRooms:       2", "Rooms 2", ":2: 'Rooms 2'; expected a count"),
        ("CONSTRAINTS", "LIMITS", "no section CONSTRAINTS"),
        ("ROOMS\n", "ENTITIES\n", "a second ENTITIES"),
    ],
)
def test_a_fault_is_said_with_its_line(tmp_path: Path, old: str, new: str, fault: str) -> None:
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(InputError) as raised:
        read_osa(path)
    assert fault in str(raised.value)


def test_all_faults_are_said_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("13.5", "x").replace("2      9      0", "2      9      7")
    with pytest.raises(InputError) as raised:
        read_osa(written(tmp_path, text))
    assert [fault.line for fault in raised.value.faults] == [6, 16]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"\0\0\0"])
def test_what_is_no_instance_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "case.txt"
    path.write_bytes(content)
    with pytest.raises(InputError):
        read_osa(path)
