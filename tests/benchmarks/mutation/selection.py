"""Which tests are asked about a mutant, the quickest first."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.mutation.mutants import Mutant

RULE_TESTS = ("tests/rules", "tests/entitlement")
_KINDS = "tests/check/kinds"
_CITIES = ("tests/check/test_truth.py", "tests/check/test_objective.py", "tests/check/test_wuxi.py")
#: Files whose tests are not named after them.
_CLOSEST = {
    "spaceplan/check/kinds/persons.py": ("left_post", "concurrent_ended", "one_office"),
    "spaceplan/check/kinds/__init__.py": ("waiver_expired", "room_area"),
    "spaceplan/check/finding.py": ("rules", "evidence"),
}


def stages_of(mutant: Mutant, root: Path) -> list[list[str]]:
    """Return arguments of pytest, stage by stage: its own tests, all small ones, whole cities."""
    small = [*RULE_TESTS, "tests/check", *(f"--ignore={city}" for city in _CITIES)]
    return [_own(mutant, root), small, list(_CITIES)]


def everything() -> list[str]:
    """Return the arguments of pytest that run whatever a mutant may be asked."""
    return [*RULE_TESTS, "tests/check"]


def _own(mutant: Mutant, root: Path) -> list[str]:
    path = Path(mutant.file)
    if path.suffix == ".yaml":
        kinds = [f"{_KINDS}/test_{word.replace('-', '_')}.py" for word in mutant.where.split(".")]
        return [*(kind for kind in kinds if (root / kind).exists()), *RULE_TESTS]
    names = _CLOSEST.get(mutant.file, (path.stem,))
    if path.match("spaceplan/check/kinds/*.py"):
        tests = [f"{_KINDS}/test_{name}.py" for name in names]
    elif path.match("spaceplan/check/*.py"):
        tests = [f"tests/check/test_{name}.py" for name in names]
    else:
        tests = list(RULE_TESTS)
    return [mutant.file, *(test for test in tests if (root / test).exists())]
