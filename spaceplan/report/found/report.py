"""A check with all that its reports show: what was checked, by which rules, against what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from spaceplan.check import (
    CheckResult,
    Comparison,
    Finding,
    State,
    Verdict,
    counted_failures,
    verdict_of,
)
from spaceplan.model import Name, Portfolio, Source
from spaceplan.rules import Rule, RuleBook


@dataclass(frozen=True)
class FindingsReport:
    """What every format of the findings is made from.

    Parameters
    ----------
    hashes
        (file, SHA-256) of every input file.
    planned
        Whether an allocation was checked, and not the status quo.
    folder
        The portfolio's folder, relative to where the program was called; empty: not said.
    fail_on
        The severity from which on findings count.
    only
        Ids of the rules that were asked for; none: all.
    comparison
        How the findings stand against an earlier check; None where there is none to compare with.
    """

    portfolio: Portfolio
    rulebook: RuleBook
    check: CheckResult
    version: str
    hashes: tuple[tuple[str, str], ...] = ()
    planned: bool = False
    folder: str = ""
    fail_on: str = "error"
    only: tuple[str, ...] = ()
    comparison: Comparison | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that were evaluated, in the order of the rule book."""
        evaluated = frozenset(self.check.rules)
        return tuple(rule for rule in self.rulebook.rules if rule.id in evaluated)

    @cached_property
    def verdict(self) -> Verdict:
        """What the check comes to: the exit code."""
        return verdict_of(
            self.check,
            self.rulebook,
            fail_on=self.fail_on,
            only=self.only,
            comparison=self.comparison,
        )

    def counts(self, finding: Finding) -> bool:
        """Return whether a finding is one of those for which the check fails."""
        return finding.fingerprint in self._counted

    @cached_property
    def _counted(self) -> frozenset[str]:
        found = counted_failures(self.check, self.fail_on, self.comparison)
        return frozenset(finding.fingerprint for finding in found)

    def is_demanded(self, rule: Rule) -> bool:
        """Return whether a rule must not be blocked: it is required, or was named."""
        return rule.required or rule.id in self.only

    def number(self, severity: str) -> int:
        """Return how many findings fail with a severity."""
        return sum(f.state == State.FAIL and f.severity == severity for f in self.check.findings)

    def change(self, finding: Finding) -> str:
        """Return new, worse or unchanged; empty where nothing is compared."""
        return "" if self.comparison is None else str(self.comparison.change(finding))

    def department_name(self, id: str | None) -> Name:
        """Return the name of a department, its id where it has none or is no more."""
        if id is not None and self.portfolio.has_department(id):
            name = self.portfolio.department(id).name
            return Name(name.text("zh") or id, name.text("en") or id)
        return Name(id or "", id or "")

    def place_of_room(self, room: str) -> Source | None:
        """Return where a room is written; None where that is not known."""
        return self.portfolio.room(room).source if self.portfolio.has_room(room) else None

    @property
    def inputs_sha256(self) -> str:
        """One hash of all input files, as ``sha256sum`` lists them: hash, two spaces, name."""
        return _digest(self.hashes)

    @property
    def rules_sha256(self) -> str:
        """One hash of all rule sets, made in the same way."""
        return _digest(tuple((s.file, s.sha256) for s in self.rulebook.sets))


def _digest(hashes: tuple[tuple[str, str], ...]) -> str:
    lines = "".join(f"{digest}  {file}\n" for file, digest in sorted(hashes))
    return sha256(lines.encode()).hexdigest()
