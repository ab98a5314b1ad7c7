"""What tests of formats share: real files where they are at hand, a builder of small ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from spaceplan.formats import Imported, read_foreign
from tests.formats.ifc_builder import IfcBuilder

PLANS = Path(__file__).parents[2] / "../shared/data/plans"


def plan(relative: str) -> Path:
    """Return a file of the test data, or skip the test."""
    path = PLANS / relative
    if not path.exists():
        pytest.skip(f"no test data: {relative} is not there")
    return path


@cache
def imported_office() -> Imported:
    """Return the real office building, imported once for all tests."""
    pytest.importorskip("ifcopenshell")
    return read_foreign(plan("gsa_office_a/Office_A_20110811.ifc"))


def read_built(builder: IfcBuilder, folder: Path) -> Imported:
    """Write a built file and read it, in this process."""
    from spaceplan.formats.ifc.reading import read_here

    return read_here(builder.write(folder))


def texts(imported: Imported) -> str:
    """Return all notes, a line each."""
    return "\n".join(str(note) for note in imported.notes)


@pytest.fixture
def builder() -> IfcBuilder:
    pytest.importorskip("ifcopenshell")
    return IfcBuilder()
