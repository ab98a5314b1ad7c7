"""Figures: storeys as plans, all storeys as one stack, the curve of a run, runs compared.

What draws a figure loads matplotlib's, which takes half a second: each is imported when it is asked
for, so that who wants only colours and words does not wait for it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from spaceplan.plot.colourings import Colouring
from spaceplan.plot.compared import ComparedPortfolio, ComparedRun
from spaceplan.plot.palette import Palette, department_palette

if TYPE_CHECKING:
    from spaceplan.plot.batch import plot_all_storeys
    from spaceplan.plot.comparison import plot_comparison
    from spaceplan.plot.curve import plot_curve
    from spaceplan.plot.output import figure_svg, save_figure
    from spaceplan.plot.stack import plot_stack
    from spaceplan.plot.storey import plot_storey

__all__ = [
    "Colouring",
    "ComparedPortfolio",
    "ComparedRun",
    "Palette",
    "department_palette",
    "figure_svg",
    "plot_all_storeys",
    "plot_comparison",
    "plot_curve",
    "plot_stack",
    "plot_storey",
    "save_figure",
]
#: In which module each figure is drawn or written.
_PLACES = {
    "figure_svg": "output",
    "plot_all_storeys": "batch",
    "plot_comparison": "comparison",
    "plot_curve": "curve",
    "plot_stack": "stack",
    "plot_storey": "storey",
    "save_figure": "output",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
