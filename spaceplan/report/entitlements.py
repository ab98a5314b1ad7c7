"""Entitlements for programs and for the terminal: m² by department, and pooled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.cells import cell_len

from spaceplan.entitlement import Areas, Entitlement, Entitlements
from spaceplan.i18n import N_, translator
from spaceplan.report.safe import visible
from spaceplan.units import to_m2

_QUANTITIES = ("office", "service", "equipment", "total", "built", "canteen", "car_park")
_HEADINGS = (
    N_("Office"),
    N_("Service"),
    N_("Equipment"),
    N_("Usable in all"),
    N_("Built"),
    N_("Canteen, built"),
    N_("Car park, built"),
)


def entitlements_dict(entitlements: Entitlements) -> dict[str, Any]:
    """Return the entitlement JSON: areas in m², departments alone and pooled."""
    return {
        "departments": [
            {"department": item.department, **_areas(item)} for item in entitlements.departments
        ],
        "pooled": [
            {
                "site": pool.site,
                "level": pool.level,
                "establishment": pool.establishment,
                **_areas(pool),
            }
            for pool in entitlements.pooled
        ],
    }


def _areas(areas: Areas) -> dict[str, float | None]:
    """Return m² by quantity; None is what the rule sets say nothing of."""
    return {
        f"{name}_m2": None if name in areas.not_stated else to_m2(getattr(areas, f"{name}_dm2"))
        for name in _QUANTITIES
    }


def entitlements_text(entitlements: Entitlements, names: dict[str, str], language: str) -> str:
    """Return the table for a terminal, m², with both totals where more than one department.

    Parameters
    ----------
    names
        Name of each department by its id, in the language asked for.
    """
    _ = translator(language)
    rows = [
        [names.get(item.department, item.department), *_cells(item)]
        for item in entitlements.departments
    ]
    if len(rows) > 1:
        rows.append([_(N_("Sum, each alone")), *_cells(entitlements.total)])
        rows.append([_(N_("Sum, pooled")), *_cells(entitlements.pooled_total)])
    heading = [_(N_("Department (m²)")), *(_(text) for text in _HEADINGS)]
    return "\n".join(_aligned([heading, *rows]))


def _cells(areas: Areas | Entitlement) -> list[str]:
    return [
        "–" if name in areas.not_stated else f"{to_m2(getattr(areas, f'{name}_dm2')):,.2f}"
        for name in _QUANTITIES
    ]


def _aligned(rows: list[list[str]]) -> Iterable[str]:
    """Yield lines with the first column left and the others right aligned."""
    shown = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        first = row[0] + " " * (widths[0] - cell_len(row[0]))
        rest = (
            " " * (width - cell_len(cell)) + cell
            for cell, width in zip(row[1:], widths[1:], strict=True)
        )
        yield "  ".join((first, *rest)).rstrip()
