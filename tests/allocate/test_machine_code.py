"""What is compiled ahead: whoever moves a module tells all who name it in words."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ALLOCATE = ROOT / "spaceplan" / "allocate"
#: Modules that another process compiles while a search goes on without them.
PREPARED = ("search.anneal_rooms", "search.moves.mover")


@pytest.mark.parametrize("name", PREPARED)
def test_another_process_compiles_the_module_that_waits_for_it(name: str) -> None:
    """Nobody would hear of a name that is not there: the search would stay slow."""
    module = import_module(f"spaceplan.allocate.{name}")
    code = f"from {module.__name__} import compile_now; compile_now()"
    assert module.preparation._code == code
    assert callable(module.compile_now)


def test_the_set_up_compiles_all_that_can_be_compiled_ahead() -> None:
    found = {
        ".".join(path.relative_to(ALLOCATE).with_suffix("").parts)
        for path in ALLOCATE.rglob("*.py")
        if "\ndef compile_now(" in path.read_text("utf-8")
    }
    listed = re.search(r"for module in (.+); do", (ROOT / "scripts/setup.sh").read_text("utf-8"))
    assert listed
    assert set(listed[1].split()) == found
