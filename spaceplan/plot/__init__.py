"""Figures: storeys as plans, all storeys as one stack, the curve of a run, runs compared."""

from spaceplan.plot.batch import plot_all_storeys
from spaceplan.plot.colourings import Colouring
from spaceplan.plot.compared import ComparedPortfolio, ComparedRun
from spaceplan.plot.comparison import plot_comparison
from spaceplan.plot.curve import plot_curve
from spaceplan.plot.output import figure_svg, save_figure
from spaceplan.plot.palette import Palette, department_palette
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
