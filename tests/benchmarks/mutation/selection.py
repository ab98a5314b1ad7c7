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
#: Kinds of rules that a section of a rule file is about.
_SECTIONS = {"private_toilet": "private_toilets", "minimum": "physical_minimum"}


def stages_of(mutant: Mutant, root: Path) -> list[list[str]]:
    """Return arguments of pytest, stage by stage: its own tests, all small ones, whole cities."""
    small = [*RULE_TESTS, "tests/check", *(f"--ignore={city}" for city in _CITIES)]
    return [_own(mutant, root), small, list(_CITIES)]


def quickest() -> list[str]:
    """Return the arguments of pytest that only import what the tests need."""
    return ["tests/check/test_rules.py", "--collect-only"]


def everything() -> list[str]:
    """Return the arguments of pytest that run whatever a mutant may be asked."""
    return [
        *RULE_TESTS,
        "tests/check",
        "spaceplan/check",
        "spaceplan/rules",
        "spaceplan/entitlement.py",
    ]


def _own(mutant: Mutant, root: Path) -> list[str]:
    path = Path(mutant.file)
    if path.suffix == ".yaml":
        words = [word.replace("-", "_") for word in mutant.where.split(".")]
        kinds = [f"{_KINDS}/test_{_SECTIONS.get(word, word)}.py" for word in words]
        return [*(kind for kind in kinds if (root / kind).exists()), *RULE_TESTS]
    names = _CLOSEST.get(mutant.file, (path.stem,))
    if path.match("spaceplan/check/kinds/*.py"):
        tests = [f"{_KINDS}/test_{name}.py" for name in names]
    elif path.match("spaceplan/check/*.py"):
        tests = [f"tests/check/test_{name}.py" for name in names]
    else:
        tests = list(RULE_TESTS)
    return [mutant.file, *(test for test in tests if (root / test).exists())]
