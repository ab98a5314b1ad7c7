"""What a run leaves behind: the report's data; drawings and documents, as (name, text)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from spaceplan import __version__
from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_, translator
from spaceplan.model import Name
from spaceplan.prepared import Prepared
from spaceplan.progress import SILENT, Progress
from spaceplan.report import (
    FindingsReport,
    Picture,
    ReportData,
    Solution,
    Stage,
    findings_dict,
    render_html,
    summary_dict,
)

if TYPE_CHECKING:
    from spaceplan.plot import Palette

_FLOORS = "floors/"
#: As a storey's id ends: ``-L05``, ``-B01``.
_DRAWING = re.compile(r"floors/.+-[LB]\d{2,}\.svg|stack(-status-quo)?\.svg")
_OF_PEOPLE = frozenset({"people.csv", "moves.csv", "divisions.csv", "seating.json"})
_AFTER, _BEFORE = N_("After"), N_("Status quo")


def report_of(
    prepared: Prepared,
    before: Stage | None,
    after: Stage | None = None,
    *,
    solution: Solution | None = None,
    start: str = "",
    timing: tuple[tuple[str, float], ...] = (),
) -> ReportData:
    """Return what the reports show of a portfolio made ready; see ``ReportData``."""
    return ReportData(
        portfolio=prepared.portfolio,
        rulebook=prepared.rulebook,
        entitlements=prepared.entitlements,
        as_of=prepared.as_of,
        version=__version__,
        before=before,
        after=after,
        solution=solution,
        start=start,
        hashes=prepared.hashes,
        price_overrides=prepared.price_overrides,
        timing=timing,
        warnings=prepared.warnings,
    )


def draw_pictures(
    report: ReportData, graph: SpatialGraph, *, language: str, progress: Progress = SILENT
) -> tuple[Picture, ...]:
    """Return the stack of the plan and of the status quo, and every storey of the plan.

    All in the same colours, so that one can be held against the other.
    """
    from spaceplan.plot import department_palette, plot_all_storeys  # loads matplotlib

    stages = [("stack.svg", _AFTER, report.last)]
    if report.before is not None and report.after is not None:
        stages.append(("stack-status-quo.svg", _BEFORE, report.before))
    shown = [stage.allocation for _file, _title, stage in stages]
    palette = department_palette(report.portfolio, graph, *shown)
    pictures = [
        Picture(_stack(report, stage, language, palette), title=_in_both(title), file=file)
        for file, title, stage in stages
    ]
    drawn = plot_all_storeys(
        report.portfolio,
        graph,
        allocation=report.last.allocation,
        rulebook=report.rulebook,
        language=language,
        palette=palette,
    )
    total = len(report.portfolio.storeys)
    for number, (storey, svg) in enumerate(drawn, start=1):
        progress.step(N_("Drawing the storeys"), number, total)
        pictures.append(Picture(svg, storey=storey, file=f"{_FLOORS}{storey}.svg"))
    return tuple(pictures)


def _stack(report: ReportData, stage: Stage, language: str, palette: Palette) -> str:
    from spaceplan.plot import figure_svg, plot_stack

    axes = plot_stack(
        report.portfolio,
        report.rulebook,
        allocation=stage.allocation,
        entitlements=report.entitlements,
        language=language,
        palette=palette,
    )
    figure = axes.get_figure(root=True)
    assert figure is not None
    return figure_svg(figure)


def _in_both(text: str) -> Name:
    return Name(translator("zh")(text), translator("en")(text))


def write_documents(
    report: ReportData, pictures: Sequence[Picture], *, language: str
) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of everything but the plan's own tables."""
    yield "summary.json", json_text(summary_dict(report))
    yield "findings.json", json_text(findings_dict(_findings(report, report.last)))
    if report.before is not None:
        before = findings_dict(_findings(report, report.before))
        yield "findings-status-quo.json", json_text(before)
    for picture in pictures:
        yield picture.file, picture.svg
    yield "report.html", render_html(report, pictures, language=language)


def _findings(report: ReportData, stage: Stage) -> FindingsReport:
    return FindingsReport(
        portfolio=report.portfolio,
        rulebook=report.rulebook,
        check=stage.check,
        version=report.version,
        hashes=report.hashes,
        planned=stage is report.after,
    )


def is_drawing(name: str) -> bool:
    """Return whether an earlier run wrote this file, so that it goes unless written anew."""
    return _DRAWING.fullmatch(name) is not None


def is_seating(name: str) -> bool:
    """Return whether a file says who sits where in an earlier plan, so that it goes with it."""
    return name in _OF_PEOPLE


def json_text(content: dict[str, Any]) -> str:
    """Return JSON that a person can read, ending in a line break."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
