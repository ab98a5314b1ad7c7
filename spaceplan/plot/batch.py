"""All storeys of a portfolio as SVG: several processes, each with everything looked up once."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from matplotlib.figure import Figure

from spaceplan.check import Finding
from spaceplan.graph import SpatialGraph
from spaceplan.model import Allocation, Portfolio
from spaceplan.plot.colourings import Colouring
from spaceplan.plot.output import figure_svg
from spaceplan.plot.palette import Palette
from spaceplan.plot.scene import Scene
from spaceplan.plot.storey import draw_storey
from spaceplan.plot.storey_words import storey_title
from spaceplan.rules import RuleBook

_Job = tuple[Scene, SpatialGraph, Colouring, bool]
_jobs: list[_Job] = []


def plot_all_storeys(
    portfolio: Portfolio,
    graph: SpatialGraph,
    *,
    by: Colouring | str = Colouring.DEPARTMENT,
    allocation: Allocation,
    rulebook: RuleBook,
    findings: Sequence[Finding] = (),
    language: str = "zh",
    palette: Palette | None = None,
    selectable: bool = False,
    workers: int = 1,
) -> Iterator[tuple[str, str]]:
    """Yield (storey id, SVG document) for every storey, in the order of the portfolio.

    Parameters
    ----------
    palette
        Colours of departments; without one they are chosen for this allocation.
    selectable
        Leave text as text; see ``figure_svg``.
    workers
        Processes that draw. More than one are started fresh, which takes each some two seconds,
        and the calling script must then be guarded by ``if __name__ == "__main__"``.
    """
    scene = Scene.of(
        portfolio,
        rulebook,
        graph=graph,
        allocation=allocation,
        findings=findings,
        language=language,
        palette=palette,
    )
    job = (scene, graph, Colouring(by), selectable)
    ids = [storey.id for storey in portfolio.storeys]
    return _in_processes(job, ids, workers) if workers > 1 else _in_turn(job, ids)


def _in_turn(job: _Job, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    for id in ids:
        yield id, _draw(job, id)


def _in_processes(job: _Job, ids: Sequence[str], workers: int) -> Iterator[tuple[str, str]]:
    """Draw in processes that are started fresh; each gets the job once."""
    with ProcessPoolExecutor(
        max_workers=workers,
        mp_context=get_context("spawn"),
        initializer=_start,
        initargs=(pickle.dumps(job, pickle.HIGHEST_PROTOCOL),),
    ) as pool:
        yield from zip(ids, pool.map(_draw_by_id, ids, chunksize=4), strict=True)


def _start(job: bytes) -> None:
    _jobs[:] = [pickle.loads(job)]


def _draw_by_id(storey_id: str) -> str:
    return _draw(_jobs[0], storey_id)


def _draw(job: _Job, storey_id: str) -> str:
    scene, graph, by, selectable = job
    storey = scene.portfolio.storey(storey_id)
    figure = draw_storey(scene, graph, storey, by).get_figure(root=True)
    if not isinstance(figure, Figure):
        raise TypeError("a storey is drawn on a figure")
    return figure_svg(figure, title=storey_title(scene, storey), selectable=selectable)
