"""The runs of a batch as the figure compares them: by portfolio, the status quo first."""

from __future__ import annotations

from collections.abc import Sequence

from spaceplan.batch.columns import TERM_NAMES
from spaceplan.batch.plan import BatchPlan
from spaceplan.batch.record import RunRecord, RunState
from spaceplan.i18n import N_, Message, in_language, translator
from spaceplan.plot import ComparedPortfolio, ComparedRun
from spaceplan.things import DEPARTMENTS, PEOPLE, ROOMS, number_of


def compare_portfolios(
    plan: BatchPlan, records: Sequence[RunRecord]
) -> tuple[ComparedPortfolio, ...]:
    """Return a panel a portfolio that has any run, in the order of the plan."""
    panels: dict[str, list[RunRecord]] = {run.portfolio: [] for run in plan.runs}
    for record in records:
        panels[record.portfolio].append(record)
    return tuple(
        _panel(portfolio, runs, plan.language) for portfolio, runs in panels.items() if runs
    )


def _panel(portfolio: str, records: Sequence[RunRecord], language: str) -> ComparedPortfolio:
    finished = [record for record in records if record.state == RunState.FINISHED]
    known = finished[0] if finished else records[0]
    name = str(known.figure(f"name_{language}") or portfolio)
    priced = {tuple(record.figure(f"{term}_price") for term in TERM_NAMES) for record in finished}
    return ComparedPortfolio(
        name=name if name == portfolio else f"{name} ({portfolio})",
        about=_size(known, language) if finished else "",
        runs=tuple(_line(record, language) for record in records),
        today=_today(known, language),
        same_prices=len(priced) <= 1,
    )


def _size(record: RunRecord, language: str) -> str:
    things = {"departments": DEPARTMENTS, "rooms": ROOMS, "people": PEOPLE}
    numbers = {key: number_of(of, int(record.number(key) or 0)) for key, of in things.items()}
    return in_language(Message.of(N_("{departments}, {rooms}, {people}"), **numbers), language)


def _line(record: RunRecord, language: str) -> ComparedRun:
    if record.state == RunState.FAILED:
        reason = record.reason.text(language) if record.reason else ""
        return ComparedRun(record.setting, failed=reason.split("\n")[0])
    return ComparedRun(
        record.setting,
        total=record.number("total"),
        bound=record.number("bound"),
        unseated=record.number("unseated"),
        moved=record.number("moved_quantity"),
        excess=record.number("excess_quantity"),
        unavoidable=record.number("structural_excess_m2"),
        violations=record.number("findings_error"),
    )


def _today(record: RunRecord, language: str) -> ComparedRun | None:
    if record.figure("today_unseated") is None:
        return None
    return ComparedRun(
        translator(language)(N_("Status quo")),
        unseated=record.number("today_unseated"),
        excess=record.number("today_excess_m2"),
        violations=record.number("today_findings_error"),
    )
