"""What a run came to, in a few lines for the terminal."""

from __future__ import annotations

from spaceplan.i18n import N_, in_language, translator
from spaceplan.report import labels
from spaceplan.report.amounts import amount
from spaceplan.report.applied import rule_sets_line, unverified_lines
from spaceplan.report.data import ReportData, gap_of
from spaceplan.report.html_overview import verdict
from spaceplan.report.measures import (
    RuleRow,
    failures_by_severity,
    order_lines,
    overridden_prices,
    rule_rows,
)
from spaceplan.report.safe import visible
from spaceplan.report.status import status_words
from spaceplan.rules import unverified_figures


def run_text(report: ReportData, language: str) -> str:
    """Return the outcome of a run: verdict, terms with prices, total, bound, rules not met."""
    _ = translator(language)
    name = report.portfolio.name.text(language) or report.portfolio.id
    blocks = [
        f"{visible(name)} · {report.as_of.isoformat()}\n"
        + rule_sets_line(report.rulebook, language),
        "\n".join(sentence.text(language) for sentence in verdict(report)),
    ]
    if report.plan is not None:
        blocks.append(_terms(report, language))
    blocks.append(_rules(report, language))
    unverified = unverified_figures(report.rulebook, report.portfolio)
    blocks.append("\n".join(unverified_lines(unverified, language)))
    return "\n\n".join(block for block in blocks if block)


def _terms(report: ReportData, language: str) -> str:
    assert report.plan is not None
    stage, solution = report.plan
    _ = translator(language)
    rows = [
        (
            amount(term),
            labels.word(labels.UNITS, term.unit, language),
            f"{term.price:g}",
            f"{term.cost:,.1f}",
            labels.word(labels.TERMS, term.name, language),
        )
        for term in stage.objective.terms
    ]
    wide = [max((len(row[i]) for row in rows), default=0) for i in (0, 2, 3)]
    lines = [
        f"  {cost:>{wide[2]}} = {quantity:>{wide[0]}} × {price:>{wide[1]}}  {name} ({unit})"
        for quantity, unit, price, cost, name in rows
    ]
    gap = gap_of(stage.objective.total, solution.bound)
    lines.append(
        _(
            N_("  {total:,.1f} points in all; proven: not below {bound:,.1f} (gap {gap:.1%})")
        ).format(total=stage.objective.total, bound=solution.bound, gap=gap)
    )
    pairs = int(stage.objective.term("storey").quantity)
    if solution.storeys_needed:
        told = N_("  {pairs:,} (department, storey) pairs; {needed:,} if each could choose first")
        lines.append(_(told).format(pairs=pairs, needed=solution.storeys_needed))
    lines.append(
        _(N_("  {status}; {stopped} after {seconds:.1f} s; seed {seed}")).format(
            status=status_words(solution, stage.objective, language),
            stopped=labels.word(labels.STOPS, str(solution.stopped), language),
            seconds=solution.seconds,
            seed=solution.seed,
        )
    )
    lines += [f"  {line}" for line in order_lines(solution, language)]
    if off := stage.objective.terms_off:
        told = _(N_("  not counted, data missing: {terms}"))
        terms = ", ".join(labels.word(labels.TERMS, term, language) for term in off)
        lines.append(told.format(terms=terms))
    if solution.fault:
        told = _(N_("  the search went wrong: {fault}; this is the best plan until then"))
        lines.append(told.format(fault=in_language(solution.fault, language)))
    if report.price_overrides:
        told = _(N_("  prices that are not the portfolio's: {prices}"))
        lines.append(told.format(prices=overridden_prices(report, language)))
    return "\n".join(lines)


def _rules(report: ReportData, language: str) -> str:
    _ = translator(language)
    rows = [row for row in rule_rows(report) if any(_numbers(row)) or row.blocked]
    told = [" → ".join(f"{number:,}" for number in _numbers(row)) for row in rows]
    wide = max(map(len, told), default=0)
    lines = []
    for row, numbers in zip(rows, told, strict=True):
        severity = labels.word(labels.SEVERITIES, row.rule.severity, language)
        blocked = _(N_(", not judged: {n:,}")).format(n=row.blocked) if row.blocked else ""
        lines.append(f"  {numbers:>{wide}}  {row.rule.title.text(language)} ({severity}){blocked}")
    if not lines:
        return ""
    heading = (
        _(N_("Findings today → plan")) if report.before and report.after else _(N_("Findings"))
    )
    worst = failures_by_severity(report.last.check)
    named = [(labels.word(labels.SEVERITIES, key, language), n) for key, n in worst.items()]
    summed = ", ".join(f"{severity} {n:,}" for severity, n in named)
    return "\n".join([heading, *lines, f"  {summed}"])


def _numbers(row: RuleRow) -> list[int]:
    return [number for number in (row.failed_before, row.failed_after) if number is not None]
