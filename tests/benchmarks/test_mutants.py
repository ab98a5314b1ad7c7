"""The mutator changes what it says and nothing besides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.benchmarks.mutation.mutants import Mutant, mutants_of_code, mutants_of_rules

ROOT = Path(__file__).parents[2]

RULES = """# 限额 6 and 10
version: "1.0"
office: {m2: 54, share: 0.60} # 部级正职 54
rules:
  - title: {zh: 2 处, en: "2"}
    note: 12
    check: {kind: left-post, months: 1, free: 0}
""".encode()

CODE = '''"""部 1 < 2."""


def late(day, most=3, share=0.5):
    """Return whether day > 3."""
    text = f"{day:.2f}"
    return 0 < day <= most or (
        text  # == is not here
        != "1"
    )
'''.encode()


def changes(mutants: list[Mutant]) -> list[tuple[int, str, str]]:
    return sorted((m.line, m.old.decode(), m.new.decode()) for m in mutants)


def test_numbers_of_rules_go_up_and_down_by_one_or_a_tenth() -> None:
    assert changes(list(mutants_of_rules("r.yaml", RULES))) == [
        (3, "0.60", "0.540"),
        (3, "0.60", "0.660"),
        (3, "54", "53"),
        (3, "54", "55"),
        (7, "0", "1"),
        (7, "1", "0"),
        (7, "1", "2"),
    ]


def test_comparisons_and_numbers_of_code_are_changed_outside_of_text() -> None:
    assert changes(list(mutants_of_code("c.py", CODE))) == [
        (4, "0.5", "0.45"),
        (4, "0.5", "0.55"),
        (4, "3", "2"),
        (4, "3", "4"),
        (7, "0", "1"),
        (7, "<", "<="),
        (7, "<=", "<"),
        (9, "!=", "=="),
    ]


@pytest.mark.parametrize(
    ("file", "mutants"),
    [("rules/cn-2014.yaml", mutants_of_rules), ("spaceplan/entitlement.py", mutants_of_code)],
)
def test_a_mutant_changes_one_place_and_keeps_the_rest_to_the_byte(
    file: str, mutants: Callable[[str, bytes], Iterator[Mutant]]
) -> None:
    text = (ROOT / file).read_bytes()
    for mutant in mutants(file, text):
        changed, end = mutant.applied(text), mutant.start + len(mutant.old)
        assert changed != text
        assert changed[: mutant.start] == text[: mutant.start]
        assert changed[mutant.start :] == mutant.new + text[end:]
        assert text.count(b"\n", 0, mutant.start) + 1 == mutant.line


def test_a_mutant_is_not_applied_to_another_file() -> None:
    mutant = Mutant("r.yaml", 1, 0, b"54", b"55")
    with pytest.raises(AssertionError, match="another one"):
        mutant.applied(b"53")
