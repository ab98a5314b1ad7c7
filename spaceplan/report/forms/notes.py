"""The last sheet of every workbook: what it shows, by which rules, what is missing, what agrees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spaceplan.formats.xlsx.columns import Column
from spaceplan.i18n import N_, Message
from spaceplan.model import Name
from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.reconcile import Agreement
from spaceplan.report.forms.sheet import Cell, Form, Row, RowKind, Sheet

NAME = Name("说明", "About")
_COLUMNS = (
    Column("what", Name("项目", "Item"), width=76),
    Column("value", Name("内容", "Value"), width=30),
    Column("other", Name("对照", "Compared with"), width=18),
    Column("difference", Name("差额", "Difference"), width=12),
)
_AREAS = N_(
    "Areas are m²: office, service and equipment rooms usable area (measured inside the room), "
    "ancillary rooms built area. The two are never added without the coefficient K."
)
_EXTRA = N_(
    "Columns to the right of the printed form hold ids and dates, so that it can be read back "
    "exactly. They may be deleted."
)
_UNVERIFIED = N_("Unverified figures of the rule sets, to be checked against the official text")
_MOST_FIGURES = 30


def notes_sheet(form: Form, data: FormsData, agreements: Iterable[Agreement]) -> Sheet:
    """Return the sheet on a form."""
    rows = [*_origin(data), *_missing(form), *_rules(data)]
    rows.append(_row(Message.of(_AREAS)))
    if any(column.extra for sheet in form.sheets for column in sheet.columns):
        rows.append(_row(Message.of(_EXTRA)))
    compared = [a for a in agreements if a.form == form.key]
    if compared:
        rows.append(_row(Message.of(N_("Agreement of totals")), kind=RowKind.TOTAL))
        rows += map(_agreement, compared)
    return Sheet(NAME, NAME, _COLUMNS, tuple(rows))


def _row(
    what: Cell,
    value: Cell = None,
    other: Cell = None,
    difference: Cell = None,
    kind: RowKind = RowKind.LINE,
) -> Row:
    return Row((what, value, other, difference), kind)


def _origin(data: FormsData) -> Iterator[Row]:
    shown = N_("a plan (allocation)") if data.planned else N_("the status quo (holdings, ledger)")
    yield _row(Message.of(N_("Portfolio")), data.portfolio.name)
    yield _row(Message.of(N_("Shown is")), Message.of(shown))
    yield _row(Message.of(N_("As of")), data.as_of.isoformat())


def _missing(form: Form) -> Iterator[Row]:
    """Yield what the form asks for and the portfolio does not hold: left empty, never invented."""
    for heading in form.not_filled:
        yield _row(Message.of(N_("Not filled: the portfolio does not hold it")), heading)


def _rules(data: FormsData) -> Iterator[Row]:
    for rule_set in data.rulebook.sets:
        label = Message.of(
            N_("Rule set {name}, version {version}"), name=rule_set.name, version=rule_set.version
        )
        yield _row(label, rule_set.document)
    doubtful = [figure for figure in data.rulebook.figures if not figure.verified]
    if doubtful:
        yield _row(Message.of(_UNVERIFIED), str(len(doubtful)))


def _agreement(agreement: Agreement) -> Row:
    scale = 100 if agreement.unit == "m²" else 1
    digits = 2 if scale == 100 else 0
    shown, expected, difference = (
        f"{value / scale:,.{digits}f}"
        for value in (agreement.shown, agreement.expected, agreement.difference)
    )
    return _row(agreement.what, shown, expected, difference)
