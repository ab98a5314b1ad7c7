"""The checker's word on remedies: carried out, each cures its finding and makes no other.

A whole check takes as long for one remedy as for many. So remedies that have no building and no
department in common are carried out together, and what changes is ascribed to the one whose
building or department it concerns. What cannot be ascribed is looked at again one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spaceplan.check import CheckResult, Finding, State, check_rules, verify_allocation
from spaceplan.check.needs import POOLED
from spaceplan.graph import build_graph
from spaceplan.i18n import Message
from spaceplan.model import Allocation, AllocationLine, Portfolio, in_rank_order, status_quo
from spaceplan.model.remedy import Remedy
from spaceplan.replan.remedies.apply import apply_remedies
from spaceplan.replan.remedies.case import Case
from spaceplan.rules.kinds import Utilisation

#: Findings whose numbers differ by no more are the same; in their own unit.
_SAME = 0.005
_SEVERITIES = ("notice", "warning", "error")


@dataclass(frozen=True)
class Proposal:
    """A remedy proposed for a finding, or for several that it may cure."""

    findings: tuple[Finding, ...]
    remedy: Remedy


@dataclass(frozen=True)
class Verdict:
    """What became of a proposal: fingerprints that it cures, and what speaks against it."""

    cures: tuple[str, ...]
    harms: tuple[str, ...]

    def confirms(self, finding: Finding) -> bool:
        """Return whether it cures a finding and does no harm."""
        return finding.fingerprint in self.cures and not self.harms


@dataclass(frozen=True)
class _Change:
    """A finding that went, or that came or became worse, with where it belongs.

    Parameters
    ----------
    common
        It is of a whole site: several remedies may have had a part in it.
    """

    fingerprint: str
    keys: frozenset[str]
    came: bool
    common: bool = False


class Judge:
    """Asks the checker about remedies, and remembers what it says of things as they are."""

    def __init__(self, case: Case, base: CheckResult) -> None:
        self.case = case
        self.before = {f.fingerprint: f for f in base.findings}
        #: That rooms stand empty afterwards is what giving them up means, and no harm: how full a
        #: building is speaks against no remedy.
        self._meant = {rule.id for rule in case.book.rules if isinstance(rule.kind, Utilisation)}

    def keys(self, remedy: Remedy) -> frozenset[str]:
        """Return the buildings and departments that a remedy concerns."""
        at = self.case.portfolio
        buildings = {f"building {at.building_of(room).id}" for room in remedy.rooms}
        written = {move.department for move in remedy.moves}
        written |= {d for t in remedy.transfers for d in (t.giver, t.taker) if d is not None}
        for room in remedy.rooms:
            written |= {line.department for line in self.case.situation.allocation.of_room(room)}
        if remedy.given_up:
            written |= {d.id for d in at.departments if d.service == POOLED and d.needs}
        heirs = {h for d in written for h in self.case.situation.current.get(d, (d,))}
        return frozenset(buildings | {f"department {id}" for id in heirs})

    def judge(self, proposals: Sequence[Proposal]) -> tuple[Verdict, ...]:
        """Return the verdict on each of some proposals that have no key in common."""
        keys = [self.keys(p.remedy) for p in proposals]
        changes = self._changes([p.remedy for p in proposals], frozenset().union(*keys))
        by_proposal: list[list[_Change]] = [[] for _ in proposals]
        for change in changes:
            concerned = [i for i, own in enumerate(keys) if own & change.keys]
            clear = len(concerned) == 1 or not (change.came or change.common)
            if len(proposals) > 1 and not clear:
                return self._one_by_one(proposals)
            for i in concerned or range(len(proposals)):
                by_proposal[i].append(change)
        return tuple(_verdict(found) for found in by_proposal)

    def _one_by_one(self, proposals: Sequence[Proposal]) -> tuple[Verdict, ...]:
        """Return the verdicts of two halves, until each is looked at alone or all is clear."""
        middle = len(proposals) // 2
        return (*self.judge(proposals[:middle]), *self.judge(proposals[middle:]))

    def _changes(self, remedies: Sequence[Remedy], keys: frozenset[str]) -> list[_Change]:
        now = self.case.situation
        portfolio, planned = apply_remedies(
            self.case.portfolio, remedies, now.planned, day=now.as_of
        )
        same = _same_doors(portfolio, self.case.portfolio)
        after = check_rules(
            portfolio,
            now.graph if same else build_graph(portfolio),
            now.rulebook,
            now.entitlements,
            allocation=planned,
            as_of=now.as_of,
        )
        later = {f.fingerprint: f for f in after.findings}
        changes = [
            _Change(id, self._keys_of(f), came=False, common=f.subject_kind == "site")
            for id, f in self.before.items()
            if id not in later and f.state == State.FAIL
        ]
        changes += [
            _Change(id, self._keys_of(f), came=True)
            for id, f in later.items()
            if f.rule not in self._meant and _is_worse(self.before.get(id), f)
        ]
        return changes + self._broken(portfolio, planned, keys)

    def _broken(
        self, portfolio: Portfolio, planned: Allocation | None, keys: frozenset[str]
    ) -> list[_Change]:
        """Return the hard requirements that are broken and were not before."""
        departments = self._linked(keys)
        before = self._broken_of(self.case.portfolio, self.case.situation.planned, departments)
        later = self._broken_of(portfolio, planned, departments)
        return [
            _Change(str(text), self._keys_of_text(text), came=True)
            for text in (Counter(later) - Counter(before))
        ]

    def _broken_of(
        self, portfolio: Portfolio, plan: Allocation | None, departments: frozenset[str]
    ) -> tuple[str, ...]:
        """Return the hard requirements of some departments that today (None) or a plan breaks."""
        current = self.case.situation.current

        def concerns(department: str) -> bool:
            return not departments.isdisjoint(current.get(department, (department,)))

        part = replace(
            portfolio,
            departments=tuple(d for d in portfolio.departments if d.id in departments),
            ledger=tuple(e for e in portfolio.ledger or () if concerns(e.department)),
            holdings=tuple(h for h in portfolio.holdings if concerns(h.department)),
        )
        shown = _by_heirs(status_quo(part), current) if plan is None else plan
        lines = tuple(line for line in shown.lines if line.department in departments)
        return verify_allocation(part, self.case.graph, self.case.book, Allocation(lines))

    def _linked(self, keys: frozenset[str]) -> frozenset[str]:
        """Return the departments of some keys, and those that must be near or apart from them."""
        own = {d.id for d in self.case.portfolio.departments if f"department {d.id}" in keys}
        linked = set(own)
        for department in self.case.portfolio.departments:
            others = {*department.next_to, *department.not_on_storeys_of}
            if department.id in own:
                linked |= others
            elif others & own:
                linked.add(department.id)
        return frozenset(linked)

    def _keys_of(self, finding: Finding) -> frozenset[str]:
        """Return the building or the department of a finding, of a site all its buildings."""
        at = self.case.portfolio
        if finding.subject_kind == "room" and at.has_room(finding.subject):
            return frozenset({f"building {at.building_of(finding.subject).id}"})
        if finding.subject_kind == "building":
            return frozenset({f"building {finding.subject}"})
        if finding.subject_kind == "site":
            here = (b.id for b in at.buildings if b.site == finding.subject)
            return frozenset(f"building {id}" for id in here)
        if finding.department is not None:
            return frozenset({f"department {finding.department}"})
        return frozenset()

    def _keys_of_text(self, text: str) -> frozenset[str]:
        """Return the departments that words about a hard requirement name."""
        values = text.values if isinstance(text, Message) else {}
        named = {str(value) for value in values.values()}
        return frozenset(
            f"department {d.id}" for d in self.case.portfolio.departments if d.id in named
        )


def _same_doors(one: Portfolio, other: Portfolio) -> bool:
    return all(a.doors == b.doors for a, b in zip(one.storeys, other.storeys, strict=True))


def _verdict(changes: Sequence[_Change]) -> Verdict:
    gone = tuple(c.fingerprint for c in changes if not c.came)
    return Verdict(gone, tuple(c.fingerprint for c in changes if c.came))


def _is_worse(before: Finding | None, after: Finding) -> bool:
    """Return whether a finding is new, or above its limit by more, or graver than it was."""
    if before is None:
        return True
    if after.state == State.FAIL and before.state != State.FAIL:
        return True
    graver = _SEVERITIES.index(after.severity) > _SEVERITIES.index(before.severity)
    return graver or after.excess > before.excess + _SAME


def _by_heirs(plan: Allocation, current: Mapping[str, tuple[str, ...]]) -> Allocation:
    """Return the status quo by the departments of today, lines of one department together."""
    merged: dict[tuple[str, str], Counter[str]] = {}
    for line in plan.lines:
        heir = next(iter(current.get(line.department, ())), line.department)
        merged.setdefault((line.room, heir), Counter()).update(dict(line.occupancy))
    lines = tuple(
        AllocationLine(room, id, in_rank_order(people))
        for (room, id), people in sorted(merged.items())
    )
    return replace(plan, lines=lines)
