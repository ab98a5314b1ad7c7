"""Rule sets for the terminal: the list of them, and one in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from spaceplan.i18n import N_, translator
from spaceplan.model import Name
from spaceplan.report import labels
from spaceplan.report.applied import rule_set_text
from spaceplan.report.safe import visible
from spaceplan.rules import RuleSetView
from spaceplan.units import to_m2

#: What the shapes of quota tables are called.
SHAPES = {
    "": N_("no quotas"),
    "cap-per-rank": N_("cap for each rank"),
    "factor-per-rank": N_("factor for each rank × base area"),
    "flat-per-head": N_("one area for every head"),
}
_FLAT = "flat-per-head"
SEVERITY_STYLES = {"error": "red", "warning": "yellow", "notice": "cyan"}


def new_table(title: str, *headings: str, numbers: Sequence[int] = ()) -> Table:
    """Return an empty table with these headings; the columns of ``numbers`` are right aligned."""
    table = Table(title=Text(title), title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for i, heading in enumerate(headings):
        table.add_column(
            Text(heading), justify="right" if i in numbers else "left", overflow="fold"
        )
    return table


def cell(text: str, style: str = "") -> Text:
    """Return a text from data as a cell that shows what is hidden in it."""
    return Text(visible(text), style=style)


def mark(verified: bool, language: str) -> Text:
    """Return whether a figure was checked against the official text."""
    if verified:
        return Text("✓", style="green")
    return Text(translator(language)(N_("not verified")), style="yellow")


def list_table(views: Sequence[RuleSetView], language: str) -> RenderableType:
    """Return the table of rule sets."""
    _ = translator(language)
    table = new_table(
        _(N_("Rule sets")),
        *map(_, (N_("Set"), N_("Title"), N_("Document"), N_("Quotas"))),
        *map(_, (N_("Figures"), N_("Rules"), N_("not verified"))),
        numbers=(4, 5, 6),
    )
    for view in views:
        table.add_row(
            cell(rule_set_text(view.rule_set), "bold"),
            cell(view.rule_set.title.text(language)),
            cell(view.rule_set.document),
            _(SHAPES[view.shape]),
            str(len(view.figures)),
            str(len(view.rules)),
            Text(str(view.unverified), style="yellow" if view.unverified else "green"),
        )
    return table


def view_tables(view: RuleSetView, language: str) -> RenderableType:
    """Return one rule set in full: its layers, quotas, figures, rules, what is not checked."""
    return Group(*_parts(view, language))


def _parts(view: RuleSetView, language: str) -> Iterator[RenderableType]:
    yield from head_lines(view, language)
    if view.quotas and view.shape != _FLAT:
        yield _quotas(view, language)
    if view.figures:
        yield _figures(view, language)
    if view.rules:
        yield _rules(view, language)
    if view.stated:
        yield _stated(view, language)


def head_lines(view: RuleSetView, language: str) -> Iterator[Text]:
    """Yield what a set is called, where it is from, and the hashes of its files."""
    _ = translator(language)
    rule_set = view.rule_set
    yield cell(rule_set.title.text(language), "bold")
    yield cell(f"{rule_set.document_title.text(language)} ({rule_set.document})")
    for layer in (rule_set, *rule_set.extends):
        yield cell(
            f"{layer.name} {layer.version}  {layer.file}  sha256 {layer.sha256[:16]}…", "dim"
        )
    yield Text(_(N_("Quotas: {shape}")).format(shape=_(SHAPES[view.shape])))


def _quotas(view: RuleSetView, language: str) -> Table:
    _ = translator(language)
    table = new_table(
        _(N_("Office a person")),
        *map(_, (N_("Level"), N_("Rank"), N_("Key"), N_("m²"), N_("sits alone"))),
        numbers=(3,),
    )
    names = {quota.rank: quota.entry.name for quota in view.quotas}
    level = ""
    for quota in view.quotas:
        entry = quota.entry
        key = quota.rank
        if entry.counts_as:
            other = names.get(entry.counts_as, Name(entry.counts_as, entry.counts_as))
            key = f"{key} → {other.text(language)}"
        table.add_row(
            cell(quota.level_name.text(language) if entry.level != level else ""),
            cell(entry.name.text(language)),
            cell(key, "dim"),
            f"{to_m2(entry.quota_dm2):,.2f}",
            "✓" if entry.own_room else "",
        )
        level = entry.level
    return table


def _figures(view: RuleSetView, language: str) -> Table:
    _ = translator(language)
    table = new_table(
        _(N_("Figures")),
        *map(_, (N_("Id"), N_("Figure"), N_("Value"), N_("Source"), N_("Checked"))),
    )
    for figure in view.figures:
        note = figure.note.text(language)
        name = figure.name.text(language) + (f" ({note})" if note else "")
        table.add_row(
            cell(figure.id, "dim"),
            cell(name),
            cell(figure.value),
            cell(figure.citation),
            mark(figure.verified, language),
        )
    return table


def _rules(view: RuleSetView, language: str) -> Table:
    _ = translator(language)
    table = new_table(
        _(N_("Rules")),
        *map(_, (N_("Id"), N_("Rule"), N_("Severity"), N_("Source"), N_("Checked"))),
    )
    for rule in view.rules:
        table.add_row(
            cell(rule.id, "dim"),
            cell(rule.title.text(language)),
            Text(
                labels.word(labels.SEVERITIES, rule.severity, language),
                style=SEVERITY_STYLES[rule.severity],
            ),
            cell(rule.citation),
            mark(rule.verified, language),
        )
    return table


def _stated(view: RuleSetView, language: str) -> Table:
    _ = translator(language)
    table = new_table(
        _(N_("Stated there, and not checked by the program")),
        *map(_, (N_("Rule"), N_("Value"), N_("Source"), N_("Checked"), N_("Why not"))),
    )
    for entry in view.stated:
        table.add_row(
            cell(entry.title.text(language)),
            cell(entry.value),
            cell(entry.citation),
            mark(entry.verified, language),
            cell(entry.why.text(language)),
        )
    return table
