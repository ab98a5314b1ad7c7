"""Figures: storeys as plans, all storeys of all sites as one stack, the curve of a run."""

from spaceplan.plot.batch import plot_all_storeys
from spaceplan.plot.colourings import Colouring
from spaceplan.plot.curve import plot_curve
from spaceplan.plot.output import figure_svg, save_figure
from spaceplan.plot.palette import Palette, department_palette
from spaceplan.plot.stack import plot_stack
from spaceplan.plot.storey import plot_storey

__all__ = [
    "Colouring",
    "Palette",
    "department_palette",
    "figure_svg",
    "plot_all_storeys",
    "plot_curve",
    "plot_stack",
    "plot_storey",
    "save_figure",
]
