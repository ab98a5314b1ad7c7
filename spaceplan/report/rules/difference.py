"""Two rule sets compared, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from spaceplan.i18n import N_, translator
from spaceplan.report.applied import rule_set_text
from spaceplan.report.rules.tables import cell, new_table
from spaceplan.rules import Difference, Figure, Rule, RuleChange
from spaceplan.units import to_m2

_NOTHING = "–"


def difference_tables(difference: Difference, language: str) -> RenderableType:
    """Return what differs: quotas, figures, rules and uses, both values beside each other."""
    return Group(*_parts(difference, language))


def _parts(difference: Difference, language: str) -> Iterator[RenderableType]:
    _ = translator(language)
    before, after = (view.rule_set for view in (difference.before, difference.after))
    for rule_set in (before, after):
        title, document = rule_set.title.text(language), rule_set.document
        yield cell(f"{rule_set_text(rule_set)}  {title} ({document})", "bold")
    tables = (
        _quotas(difference, language),
        _figures(difference, language),
        _rules(difference, language),
        _uses(difference, language),
    )
    shown = [table for table in tables if table.row_count]
    yield from shown
    if not shown:
        yield Text(_(N_("Nothing differs.")))


def _table(difference: Difference, title: str, *headings: str, numbers: tuple[int, ...]) -> Table:
    names = (difference.before.rule_set.name, difference.after.rule_set.name)
    return new_table(title, *headings, *names, numbers=numbers)


def _quotas(difference: Difference, language: str) -> Table:
    _ = translator(language)
    table = _table(
        difference, _(N_("Office a person, m²")), _(N_("Rank")), _(N_("Key")), numbers=(2, 3, 4)
    )
    table.add_column(Text(_(N_("Difference"))), justify="right")
    for change in difference.quotas:
        m2 = [
            _NOTHING if entry is None else f"{to_m2(entry.quota_dm2):,.2f}"
            for entry in (change.before, change.after)
        ]
        more = change.difference_dm2
        table.add_row(
            cell(change.name.text(language)),
            cell(change.id, "dim"),
            *m2,
            ""
            if more is None
            else Text(f"{to_m2(more):+,.2f}", style="green" if more > 0 else "red"),
        )
    return table


def _figures(difference: Difference, language: str) -> Table:
    _ = translator(language)
    table = _table(difference, _(N_("Figures")), _(N_("Figure")), numbers=())
    for change in difference.figures:
        named = change.after or change.before
        assert named is not None
        shown = [_figure(figure, language) for figure in (change.before, change.after)]
        table.add_row(cell(named.name.text(language)), *shown)
    return table


def _figure(figure: Figure | None, language: str) -> Text:
    if figure is None:
        return Text(_NOTHING)
    told = cell(figure.value)
    told.append(f"\n{figure.citation}", style="dim")
    if not figure.verified:
        told.append(" " + translator(language)(N_("not verified")), style="yellow")
    return told


def _rules(difference: Difference, language: str) -> Table:
    _ = translator(language)
    table = _table(difference, _(N_("Rules")), _(N_("Rule")), _(N_("Part")), numbers=())
    for change in difference.rules:
        rule = change.after or change.before
        assert rule is not None
        name = cell(f"{rule.title.text(language)} ({change.id})")
        if not change.parts:
            there = _(N_("yes"))
            table.add_row(name, "", *(there if r else _NOTHING for r in _both(change)))
        for i, part in enumerate(change.parts):
            values = [cell(_part(one, part)) for one in _both(change)]
            table.add_row(name if i == 0 else "", cell(part, "dim"), *values)
    return table


def _both(change: RuleChange) -> tuple[Rule | None, Rule | None]:
    return change.before, change.after


def _part(rule: Rule | None, part: str) -> str:
    if rule is None:
        return _NOTHING
    owner, _, option = part.partition(".")
    value: Any = getattr(rule.kind, option, None) if option else getattr(rule, owner)
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or _NOTHING
    return _NOTHING if value is None or value == "" else str(value)


def _uses(difference: Difference, language: str) -> Table:
    _ = translator(language)
    table = _table(difference, _(N_("Uses and their categories")), _(N_("Use")), numbers=())
    for change in difference.uses:
        table.add_row(cell(change.id), change.before or _NOTHING, change.after or _NOTHING)
    return table
