"""Which rules a report applied, and which of their figures nobody has checked: data and lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from spaceplan.i18n import N_, translator
from spaceplan.model import Name
from spaceplan.report.safe import visible
from spaceplan.rules import Figure, RuleBook, RuleSet


def rule_set_dict(rule_set: RuleSet) -> dict[str, Any]:
    """Return a rule set for programs, with those that it extends, the nearest first."""
    described: dict[str, Any] = _described(rule_set)
    described["extends"] = [_described(below) for below in rule_set.extends]
    return described


def _described(rule_set: RuleSet) -> dict[str, str]:
    return {
        "name": rule_set.name,
        "version": rule_set.version,
        "document": rule_set.document,
        "sha256": rule_set.sha256,
    }


def name_dict(name: Name) -> dict[str, str]:
    """Return a name in both languages."""
    return {"zh": name.text("zh"), "en": name.text("en")}


def figure_dict(figure: Figure) -> dict[str, Any]:
    """Return a figure of the rules for programs."""
    return {
        "id": figure.id,
        "name": name_dict(figure.name),
        "value": figure.value,
        "source": figure.source,
        "clause": figure.clause,
        "verified": figure.verified,
        "note": name_dict(figure.note),
        "rule_set": figure.rule_set,
    }


def rule_sets_line(rulebook: RuleBook, language: str) -> str:
    """Return which rule sets were applied, each with its version and what it extends."""
    shown = ", ".join(rule_set_text(rule_set) for rule_set in rulebook.sets)
    return translator(language)(N_("Rule sets: {sets}")).format(sets=shown)


def rule_set_text(rule_set: RuleSet) -> str:
    """Return a rule set with its version and, after arrows, those that it extends."""
    return visible(" ← ".join(f"{one.name} {one.version}" for one in (rule_set, *rule_set.extends)))


def unverified_lines(figures: Sequence[Figure], language: str) -> Iterator[str]:
    """Yield a heading and a line a figure that nobody has checked; nothing where there is none."""
    _ = translator(language)
    if figures:
        heading = N_("Figures that mattered and that nobody has checked against the text: {n}")
        yield _(heading).format(n=len(figures))
    for figure in figures:
        name, value = figure.name.text(language), figure.value
        yield visible(f"  {figure.id}  {name}: {value} ({figure.citation})")
