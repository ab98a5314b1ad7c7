"""The columns of the tables: which key figures a batch compares, with name, unit and kind."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

from spaceplan.i18n import N_, translator
from spaceplan.model import Prices
from spaceplan.report.labels import LEVEL_UNITS, TERMS, UNITS

Kind = Literal["text", "whole", "number", "share"]
#: Terms of the objective, in the order of the tables.
TERM_NAMES = tuple(field.name for field in fields(Prices))
_QUANTITY, _PRICE, _COST = N_("quantity"), N_("price"), N_("cost")


@dataclass(frozen=True)
class Column:
    """A column of the tables.

    Parameters
    ----------
    key
        Its name for programs.
    label, aspect
        Its name for people: a message, and another one behind it.
    """

    key: str
    label: str
    kind: Kind
    unit: str = ""
    aspect: str = ""

    def heading(self, language: str) -> str:
        """Return what stands above the column."""
        _ = translator(language)
        name = _(self.label) if not self.aspect else f"{_(self.label)}: {_(self.aspect)}"
        return f"{name} ({_(UNITS.get(self.unit, self.unit))})" if self.unit else name


_OF_RECORD = (
    Column("run", N_("Run"), "text"),
    Column("portfolio", N_("Portfolio"), "text"),
    Column("setting", N_("Setting"), "text"),
    Column("state", N_("State"), "text"),
    Column("reason", N_("Reason"), "text"),
)
_OF_SIZE = (
    Column("name_zh", N_("Chinese name"), "text"),
    Column("name_en", N_("English name"), "text"),
    Column("departments", N_("Departments"), "whole"),
    Column("rooms", N_("Rooms"), "whole"),
    Column("people", N_("People"), "whole"),
)
_OF_PLAN = (
    Column("unseated", N_("Without a seat"), "whole", "persons"),
    Column("unseated_bound", N_("Without a seat, proven at least"), "whole", "persons"),
    Column("unmet_needs", N_("Unmet needs"), "whole"),
    Column("total", N_("Total"), "number", "points"),
    Column("bound", N_("Proven bound"), "number", "points"),
    Column("gap", N_("Gap"), "share"),
    Column("status", N_("Status"), "text"),
    Column("stopped", N_("Ended by"), "text"),
    Column("fault", N_("Fault of the search"), "text"),
)
_OF_CHECK = (
    Column("findings_error", N_("Findings: violations"), "whole"),
    Column("findings_warning", N_("Findings: warnings"), "whole"),
    Column("findings_notice", N_("Findings: notices"), "whole"),
    Column("findings_waived", N_("Findings: waived"), "whole"),
    Column("findings_blocked", N_("Not judged, data missing"), "whole"),
    Column("required_blocked", N_("Not judged though required"), "whole"),
)
_OF_TODAY = (
    Column("today_unseated", N_("Status quo: without a seat"), "whole", "persons"),
    Column("today_excess_m2", N_("Status quo: area above entitlement"), "number", "m²"),
    Column("today_findings_error", N_("Status quo: violations"), "whole"),
    Column("today_total", N_("Status quo: total"), "number", "points"),
    Column("structural_excess_m2", N_("Unavoidable area above entitlement"), "number", "m²"),
)
_OF_SETTINGS = (
    Column("rule_sets", N_("Rule sets"), "text"),
    Column("as_of", N_("As of"), "text"),
    Column("start", N_("Started from"), "text"),
    Column("order", N_("Order of terms"), "text"),
    Column("seed", N_("Seed"), "whole"),
    Column("time_limit_s", N_("Time limit"), "number", "s"),
    Column("work_limit", N_("Work limit"), "number"),
    Column("workers", N_("Cores"), "whole"),
)
_OF_RUN = (
    Column("search_s", N_("Search"), "number", "s"),
    Column("seconds", N_("Whole run"), "number", "s"),
    Column("memory_mib", N_("Memory of the largest process"), "number", "MiB"),
    Column("fingerprint", N_("Fingerprint"), "text"),
)


def _term_columns(name: str) -> tuple[Column, ...]:
    label = TERMS[name]
    return (
        Column(f"{name}_quantity", label, "number", LEVEL_UNITS[name], _QUANTITY),
        Column(f"{name}_price", label, "number", "points", _PRICE),
        Column(f"{name}_cost", label, "number", "points", _COST),
    )


COLUMNS: tuple[Column, ...] = (
    *_OF_RECORD,
    *_OF_SIZE,
    *_OF_PLAN,
    *(column for name in TERM_NAMES for column in _term_columns(name)),
    *_OF_CHECK,
    *_OF_TODAY,
    *_OF_SETTINGS,
    *_OF_RUN,
)
