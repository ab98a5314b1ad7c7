"""Filled forms taken in: what they change is listed, hostile ones are refused with their place."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from spaceplan.errors import InputError
from spaceplan.importing import Changed, import_forms, list_changes
from spaceplan.model import Holding
from tests.dashboard.town import save_town, town


def test_nothing_changed_is_no_change() -> None:
    assert list_changes(town(), town()) == ()


def test_a_person_who_moves_and_a_room_that_changes_hands_are_listed() -> None:
    before = town()
    ledger = tuple(
        replace(e, room="hq-105") if e.person == "a2" else e for e in before.ledger or ()
    )
    holdings = (*before.holdings, Holding("hq-106", "finance"))
    after = replace(before, ledger=ledger, holdings=holdings)
    assert list_changes(before, after) == (
        Changed("person", "a2", "", "hq-105"),
        Changed("room", "hq-106", None, "finance"),
    )


def test_an_archive_that_is_no_workbook_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    folder = save_town(tmp_path / "town")
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("../../evil.txt", "x")
    source = tmp_path / "upload.xlsx"
    source.write_bytes(stream.getvalue())
    with pytest.raises(InputError):
        import_forms(source, folder)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["town", "upload.xlsx"]
