"""One rule set as it stands, alone and with what it extends: to be listed, shown and compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from spaceplan.errors import InputError
from spaceplan.model.common import Name
from spaceplan.rules.entries import RuleSet, StatedEntry, UseEntry
from spaceplan.rules.figures import Figure, figures_of
from spaceplan.rules.items import Items, lay_out
from spaceplan.rules.layers import read_layers
from spaceplan.rules.merge import described_set, stated_entries, use_entries
from spaceplan.rules.names import name_faults
from spaceplan.rules.ranks import RankEntry, level_names, rank_entries
from spaceplan.rules.references import reference_faults
from spaceplan.rules.rule_items import Rule


@dataclass(frozen=True)
class Quota:
    """The quota of a rank in one set, with the figure that gives it."""

    rank: str
    entry: RankEntry
    level_name: Name


@dataclass(frozen=True)
class RuleSetView:
    """A rule set with everything that it says or takes over.

    Parameters
    ----------
    shape
        Kind of its quota table; empty where it has none.
    """

    rule_set: RuleSet
    shape: str
    quotas: tuple[Quota, ...]
    figures: tuple[Figure, ...]
    rules: tuple[Rule, ...]
    stated: tuple[StatedEntry, ...]
    uses: tuple[tuple[str, UseEntry], ...]

    @property
    def unverified(self) -> int:
        """How many figures, rules and other statements nobody has checked."""
        every: tuple[tuple[Figure | Rule | StatedEntry, ...], ...]
        every = (self.figures, self.rules, self.stated)
        return sum(not one.verified for part in every for one in part)


def view_set(name: str, folder: Path | None = None) -> RuleSetView:
    """Return one rule set as it stands; it need not be enough to compute with.

    Raises
    ------
    InputError
        With all faults of its file and of those that it extends.
    """
    layered, faults = read_layers(name, folder)
    if layered is None:
        raise InputError(faults)
    items, wrong = lay_out(layered)
    excused = frozenset(word for layer in layered.layers for word in layer.excused)
    every = (*faults, *wrong, *reference_faults(items, excused), *name_faults(items, excused))
    if every:
        raise InputError(dict.fromkeys(every))
    office = items.get(("section", "office"))
    names = level_names(items)
    return RuleSetView(
        rule_set=described_set(layered),
        shape=office.value.kind if office else "",
        quotas=_quotas(items, names),
        figures=tuple(figures_of(items, names)),
        rules=tuple(item.value for item in items.values() if item.what == "rule"),
        stated=stated_entries(items),
        uses=tuple(use_entries(items).items()),
    )


def _quotas(items: Items, names: dict[str, Name]) -> tuple[Quota, ...]:
    office = items.get(("section", "office"))
    if office is None:
        return ()
    return tuple(
        Quota(rank, entry, names.get(entry.level, Name(entry.level, entry.level)))
        for rank, entry in rank_entries(items, office.value).items()
    )
