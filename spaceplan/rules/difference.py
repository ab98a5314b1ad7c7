"""What differs between two rule sets: quotas, other figures, rules and uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from spaceplan.model.common import Name
from spaceplan.rules.figures import Figure
from spaceplan.rules.ranks import RankEntry
from spaceplan.rules.rule_items import Rule
from spaceplan.rules.view import RuleSetView

T = TypeVar("T")


@dataclass(frozen=True)
class Change(Generic[T]):
    """One thing in two sets; None where a set does not have it."""

    id: str
    before: T | None
    after: T | None


@dataclass(frozen=True)
class QuotaChange(Change[RankEntry]):
    """The quota of a rank in two sets."""

    @property
    def name(self) -> Name:
        """What the rank is called."""
        entry = self.after or self.before
        assert entry is not None
        return entry.name

    @property
    def difference_dm2(self) -> int | None:
        """After less before, whole dm²; None where only one set has the rank."""
        if self.before is None or self.after is None:
            return None
        return self.after.quota_dm2 - self.before.quota_dm2


@dataclass(frozen=True)
class RuleChange(Change[Rule]):
    """A rule in two sets, and which of its parts differ.

    Parameters
    ----------
    parts
        Names of fields that differ, options of the check as ``check.months``; empty where one set
        does not have the rule.
    """

    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """What differs between two rule sets; what is alike is left out."""

    before: RuleSetView
    after: RuleSetView
    quotas: tuple[QuotaChange, ...]
    figures: tuple[Change[Figure], ...]
    rules: tuple[RuleChange, ...]
    uses: tuple[Change[str], ...]


def compare_sets(before: RuleSetView, after: RuleSetView) -> Difference:
    """Return what differs between two rule sets, in the order of the first, then of the second.

    Tables of quotas are compared rank by rank, and their figures only where the source differs.
    """
    return Difference(
        before=before,
        after=after,
        quotas=tuple(_quotas(before, after)),
        figures=tuple(_figures(before, after)),
        rules=tuple(_rules(before, after)),
        uses=tuple(
            Change(*pair)
            for pair in _pairs(
                {use: entry.category.value for use, entry in before.uses},
                {use: entry.category.value for use, entry in after.uses},
            )
        ),
    )


def _pairs(
    before: Mapping[str, T], after: Mapping[str, T]
) -> Iterator[tuple[str, T | None, T | None]]:
    """Yield (id, before, after) of what differs."""
    for id in dict.fromkeys((*before, *after)):
        if before.get(id) != after.get(id):
            yield id, before.get(id), after.get(id)


def _quotas(before: RuleSetView, after: RuleSetView) -> Iterator[QuotaChange]:
    first = {quota.rank: quota.entry for quota in before.quotas}
    second = {quota.rank: quota.entry for quota in after.quotas}
    for rank, old, new in _pairs(first, second):
        if old is None or new is None or old.quota_dm2 != new.quota_dm2:
            yield QuotaChange(rank, old, new)


def _figures(before: RuleSetView, after: RuleSetView) -> Iterator[Change[Figure]]:
    first = {figure.id: figure for figure in before.figures}
    second = {figure.id: figure for figure in after.figures}
    for id, old, new in _pairs(first, second):
        if old is None or new is None or _shown(old) != _shown(new):
            yield Change(id, old, new)


def _shown(figure: Figure) -> tuple[str, str, bool]:
    return figure.value, figure.citation, figure.verified


def _rules(before: RuleSetView, after: RuleSetView) -> Iterator[RuleChange]:
    first = {rule.id: rule for rule in before.rules}
    second = {rule.id: rule for rule in after.rules}
    for id, old, new in _pairs(first, second):
        if old is None or new is None:
            yield RuleChange(id, old, new)
        elif parts := tuple(_parts(old, new)):
            yield RuleChange(id, old, new, parts)


def _parts(old: Rule, new: Rule) -> Iterator[str]:
    for part in ("severity", "source", "clause", "verified", "required", "remedies"):
        if getattr(old, part) != getattr(new, part):
            yield part
    first, second = old.kind.model_dump(), new.kind.model_dump()
    for option in dict.fromkeys((*first, *second)):
        if first.get(option) != second.get(option):
            yield f"check.{option}"
