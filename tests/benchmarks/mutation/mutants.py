"""What can be changed by one: numbers of rule files, comparisons and numbers of code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml

RULE_FILES = (
    *("rules/cn-2014.yaml", "rules/common.yaml", "rules/cn-management-2017.yaml"),
    *("rules/cn-1999.yaml", "rules/us-useit-2025.yaml", "rules/uk-ogc-2007.yaml"),
    *("rules/jp-mic.yaml", "rules/kr-1998.yaml", "rules/de-asr-a1-2.yaml"),
)
CODE_FILES = (
    *("spaceplan/check/kinds/*.py", "spaceplan/check/excess.py", "spaceplan/check/months.py"),
    *("spaceplan/check/finding.py", "spaceplan/entitlement.py", "spaceplan/rules/shapes/*.py"),
    *("spaceplan/rules/tables.py", "spaceplan/rules/service.py", "spaceplan/rules/ancillary.py"),
)
#: Prose, names and numbers of documents: nothing in them is a limit.
_NO_LIMITS = frozenset(
    [
        *("rule_set", "version", "document", "title", "note", "why", "value", "source"),
        *("clause", "name", "id", "zh", "en", "verified"),
    ]
)
_NUMBER = re.compile(r"\d+(\.\d+)?")
_SWAPS: dict[type[ast.cmpop], tuple[bytes, bytes]] = {
    ast.Lt: (b"<", b"<="),
    ast.LtE: (b"<=", b"<"),
    ast.Gt: (b">", b">="),
    ast.GtE: (b">=", b">"),
    ast.Eq: (b"==", b"!="),
    ast.NotEq: (b"!=", b"=="),
}
_COMMENT_OR_OPERATOR = re.compile(rb"#[^\n]*|(?P<operator><=|>=|==|!=|<|>)")


@dataclass(frozen=True)
class Mutant:
    """One change of one file: the bytes from ``start`` that are ``old`` become ``new``.

    Parameters
    ----------
    where
        Keys that lead to a number of a rule file, with the kind of the rule; "" in code.
    """

    file: str
    line: int
    start: int
    old: bytes
    new: bytes
    where: str = ""

    @property
    def is_comparison(self) -> bool:
        """Whether an operator is changed, and no number."""
        return not self.old[:1].isdigit()

    def __str__(self) -> str:
        """Return file, line and change."""
        what = f" ({self.where})" if self.where else ""
        return f"{self.file}:{self.line} {self.old.decode()} -> {self.new.decode()}{what}"

    def applied(self, text: bytes) -> bytes:
        """Return the file's bytes with this change and no other."""
        end = self.start + len(self.old)
        assert text[self.start : end] == self.old, f"{self}: the file is another one"
        return text[: self.start] + self.new + text[end:]


def mutants_of(root: Path) -> list[Mutant]:
    """Return all mutants of a tree, by file and place."""
    found: list[Mutant] = []
    for name in RULE_FILES:
        found += mutants_of_rules(name, (root / name).read_bytes())
    for pattern in CODE_FILES:
        for path in sorted(root.glob(pattern)):
            found += mutants_of_code(path.relative_to(root).as_posix(), path.read_bytes())
    return found


def mutants_of_rules(file: str, text: bytes) -> Iterator[Mutant]:
    """Yield two mutants a number: one more and one less, or 10 % for numbers with decimals."""
    written = text.decode()
    for node, where in _numbers(yaml.compose(written, Loader=yaml.SafeLoader), ()):
        start = len(written[: node.start_mark.index].encode())
        for new in _neighbours(node.value):
            line = node.start_mark.line + 1
            yield Mutant(file, line, start, node.value.encode(), new.encode(), ".".join(where))


def _numbers(
    node: yaml.Node | None, where: tuple[str, ...]
) -> Iterator[tuple[yaml.ScalarNode, tuple[str, ...]]]:
    """Yield plain numbers below a node, each with the keys that lead to it."""
    if isinstance(node, yaml.ScalarNode):
        if node.style is None and _NUMBER.fullmatch(node.value):
            yield node, where
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _numbers(item, where)
    elif isinstance(node, yaml.MappingNode):
        kind = [v.value for k, v in node.value if k.value == "kind" and v.tag.endswith(":str")]
        for key, value in node.value:
            if key.value not in _NO_LIMITS:
                yield from _numbers(value, (*where, *kind, str(key.value)))


def _neighbours(number: str) -> tuple[str, ...]:
    value = Decimal(number)
    if "." in number and value:
        return str(value * Decimal("1.1")), str(value * Decimal("0.9"))
    return (str(value + 1), str(value - 1)) if value else (str(value + 1),)


def mutants_of_code(file: str, text: bytes) -> Iterator[Mutant]:
    """Yield one mutant a comparison and two a number; text and f-strings are let be."""
    tree, written = ast.parse(text), text.decode()
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    formatted = {id(n) for f in ast.walk(tree) if isinstance(f, ast.JoinedStr) for n in ast.walk(f)}
    for node in ast.walk(tree):
        if id(node) in formatted:
            continue
        if isinstance(node, ast.Compare):
            yield from _comparisons(file, text, node, starts)
        elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
            start = starts[node.lineno - 1] + node.col_offset
            old = ast.get_source_segment(written, node)
            for new in _neighbours(old or "") if _NUMBER.fullmatch(old or "") else ():
                yield Mutant(file, node.lineno, start, str(old).encode(), new.encode())


def _comparisons(file: str, text: bytes, node: ast.Compare, starts: list[int]) -> Iterator[Mutant]:
    left: ast.expr = node.left
    for operator, right in zip(node.ops, node.comparators, strict=True):
        if type(operator) in _SWAPS:
            old, new = _SWAPS[type(operator)]
            assert left.end_lineno is not None
            assert left.end_col_offset is not None
            begin = starts[left.end_lineno - 1] + left.end_col_offset
            end = starts[right.lineno - 1] + right.col_offset
            between = _COMMENT_OR_OPERATOR.finditer(text, begin, end)
            match = next(one for one in between if one["operator"])
            assert match[0] == old, f"{file}:{node.lineno}: {old!r} is not there"
            line = text.count(b"\n", 0, match.start()) + 1
            yield Mutant(file, line, match.start(), old, new)
        left = right
