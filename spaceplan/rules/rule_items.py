"""A rule as a file states it, on top of the rule of the same id that it changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from spaceplan.errors import Fault
from spaceplan.i18n import N_, Message
from spaceplan.model.common import Name
from spaceplan.rules.categories import Remedy
from spaceplan.rules.kinds import RuleKind
from spaceplan.rules.layers import Layer
from spaceplan.rules.schema import RuleEntry

_NEEDED = ("title", "severity", "check", "verified")


@dataclass(frozen=True)
class Rule:
    """One rule: what is checked, how grave a breach is, and where it is written.

    Parameters
    ----------
    kind
        What is checked, with its options; see ``spaceplan.rules.kinds``.
    source, clause
        Number of the document, and its article.
    rule_set
        The set that says it last.
    required
        Whether data that it needs must not be missing.
    remedies
        Kinds of cure that the rule allows, best first.
    """

    id: str
    kind: RuleKind
    severity: str
    title: Name
    source: str
    clause: str
    verified: bool
    rule_set: str
    required: bool = False
    remedies: tuple[Remedy, ...] = ()
    note: Name = Name()

    @property
    def citation(self) -> str:
        """Document and article, as in ``发改投资〔2014〕2674号, 第十一条``."""
        return f"{self.source}, {self.clause}" if self.clause else self.source


def changed_rule(
    layer: Layer, index: int, entry: RuleEntry, below: Rule | None
) -> tuple[Rule | None, tuple[Fault, ...]]:
    """Return the rule that an entry makes, of another one or anew; None where parts are missing.

    What changes the check states anew where that is written: it is no longer the other's clause.
    """
    faults = tuple(_missing(layer, index, entry, below))
    if faults:
        return None, faults
    stated = _stated(layer, entry)
    if below is None:
        return Rule(**{"rule_set": layer.content.rule_set, "id": entry.id, **stated}), ()
    return replace(below, **stated, rule_set=layer.content.rule_set), ()


def _missing(layer: Layer, index: int, entry: RuleEntry, below: Rule | None) -> Iterator[Fault]:
    needed: tuple[str, ...] = ()
    if below is None:
        needed = _NEEDED
    elif entry.check is not None or entry.source is not None or entry.clause:
        needed = ("verified",)
    for key in needed:
        if getattr(entry, key) is None:
            found = Message.of(N_("no '{key}'{where}"), key=key, where=f" ({entry.id})")
            expected = Message.of(N_("'{key}: ...'"), key=key)
            yield layer.fault(("rules", index), found, expected)


def _stated(layer: Layer, entry: RuleEntry) -> dict[str, Any]:
    """Return what an entry says, as fields of a rule."""
    said: dict[str, Any] = {
        "kind": entry.check,
        "severity": entry.severity,
        "title": entry.title.name if entry.title else None,
        "required": entry.required,
        "remedies": entry.remedies,
        "note": entry.note.name if entry.note.zh or entry.note.en else None,
    }
    if entry.verified is not None:
        said["source"] = entry.source or layer.content.document.number
        said["clause"] = entry.clause
        said["verified"] = entry.verified
    return {key: value for key, value in said.items() if value is not None}
