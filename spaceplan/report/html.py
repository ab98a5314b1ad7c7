"""``report.html``: the whole report as one page, for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spaceplan.i18n import N_
from spaceplan.report import html_overview, html_rows, labels
from spaceplan.report.data import ReportData, gap_of
from spaceplan.report.html_both import Both, both, joined, name_of, translated, word
from spaceplan.report.html_chart import chart
from spaceplan.report.html_frame import render_page
from spaceplan.report.html_pictures import Picture, building_pictures, stack_pictures
from spaceplan.report.html_texts import page_texts
from spaceplan.report.measures import order_lines, unverified_rules
from spaceplan.report.status import status_words
from spaceplan.report.summary import versions
from spaceplan.rules import unverified_figures


def render_html(
    report: ReportData, pictures: Sequence[Picture] = (), *, language: str = "zh"
) -> str:
    """Return the page.

    Parameters
    ----------
    pictures
        Drawings of storeys and of the stack, as SVG text; shown as images.
    language
        What is shown where the reader's browser says nothing else; the page has both.
    """
    return render_page(
        "page.html",
        language=language,
        **_overview(report),
        **_details(report),
        stacks=stack_pictures(pictures),
        buildings=building_pictures(report.portfolio, pictures),
    )


def _overview(report: ReportData) -> dict[str, Any]:
    portfolio = report.portfolio
    return {
        "t": page_texts(),
        "portfolio": name_of(portfolio.name, portfolio.id),
        "subtitle": both(
            N_("Sites {sites:,} · buildings {buildings:,} · rooms {rooms:,} · departments {n:,}"),
            sites=len(portfolio.sites),
            buildings=len(portfolio.buildings),
            rooms=len(portfolio.rooms),
            n=len(portfolio.departments),
        ),
        "as_of": report.as_of.isoformat(),
        "rule_sets": [(s, name_of(s.title, s.name)) for s in report.rulebook.sets],
        "figures": [
            (name_of(f.name), f.value, f.citation, name_of(f.note))
            for f in unverified_figures(report.rulebook, report.portfolio)
        ]
        + [(name_of(r.title), "", r.citation, name_of(r.note)) for r in unverified_rules(report)],
        "verdict": joined(html_overview.verdict(report), zh="", en=" "),
        "cards": html_overview.cards(report),
    }


def _details(report: ReportData) -> dict[str, Any]:
    findings, left_out = html_rows.finding_lines(report)
    return {
        "compared": report.before is not None and report.after is not None,
        "planned": report.after is not None,
        "terms": html_rows.term_rows(report),
        "objective": _objective(report),
        "structural": _structural(report),
        "rules": html_rows.rule_lines(report),
        "departments": html_rows.department_lines(report),
        "findings": findings,
        "left_out": both(N_("{n:,} more are in findings.json."), n=left_out) if left_out else None,
        "severities": [(key, both(label)) for key, label in labels.SEVERITIES.items()],
        "computed": _computed(report),
        "settings": html_rows.settings_rows(report),
        "versions": versions(report.version),
        "hashes": report.hashes,
        "chart": chart(report.plan[1].trajectory, report.plan[1].bound) if report.plan else None,
    }


def _terms(names: Sequence[str]) -> Both:
    return joined([word(labels.TERMS, name) for name in names])


def _objective(report: ReportData) -> dict[str, Any]:
    """Return total, bound, gap and what they leave out."""
    objective = report.last.objective
    solution = report.plan[1] if report.plan else None
    return {
        "total": f"{objective.total:,.1f}",
        "bound": f"{solution.bound:,.1f}" if solution else None,
        "gap": f"{gap_of(objective.total, solution.bound):.1%}" if solution else None,
        "ignores": _terms(solution.bound_ignores) if solution and solution.bound_ignores else None,
        "off": _terms(objective.terms_off) if objective.terms_off else None,
    }


def _structural(report: ReportData) -> dict[str, Any] | None:
    """Return the two parts of the excess, where one is proven to be unavoidable."""
    if report.plan is None:
        return None
    stage, solution = report.plan
    held = stage.objective.term("excess").quantity
    proven = min(held, solution.structural_excess_m2)
    return {
        "proven": html_overview.m2(proven),
        "avoidable": html_overview.m2(held - proven),
        "share": round(100 * proven / held, 2) if held else 0.0,
    }


def _computed(report: ReportData) -> list[tuple[Both, Both]]:
    """Return how the plan was found, as (what, value)."""
    if report.plan is None:
        return []
    t, (stage, solution) = page_texts(), report.plan
    status = Both(*(status_words(solution, stage.objective, one) for one in ("zh", "en")))
    return [
        (t["status"], status),
        (t["stopped"], word(labels.STOPS, str(solution.stopped))),
        (t["started"], word(labels.STARTS, report.start)),
        *_ordered(report),
        (t["seconds"], _same(f"{solution.seconds:,.1f}")),
        (t["work"], _same(f"{solution.work:,.1f}")),
        (t["seed"], _same(str(solution.seed))),
        (t["workers"], _same(str(solution.workers))),
        (t["bound_method"], translated(solution.bound_method)),
        *(
            (both(N_("Step: {step}"), step=word(labels.STEPS, step)), _same(f"{s:,.1f} s"))
            for step, s in report.timing
        ),
    ]


def _ordered(report: ReportData) -> list[tuple[Both, Both]]:
    """Return a line a level of the order that was asked for."""
    assert report.plan is not None
    solution = report.plan[1]
    lines = zip(order_lines(solution, "zh"), order_lines(solution, "en"), strict=True)
    return [(both(N_("In the order asked for")), Both(zh, en)) for zh, en in lines]


def _same(text: str) -> Both:
    return Both(text, text)
