"""The first screen: the answer in a few sentences, and the key figures against today."""

from __future__ import annotations

from dataclasses import dataclass

from spaceplan.i18n import N_, NN_, Message
from spaceplan.report.data import ReportData, Stage, gap_of
from spaceplan.report.html_both import Both, both, message
from spaceplan.report.measures import Seats, count_seats, failures_by_severity
from spaceplan.things import NOTICES, WARNINGS, number_of

_SHOWN_M2 = 0.5  # less rounds to nothing
_NOW = N_("Violations found: {n:,}.")
_NOBODY = N_("Nobody has to move.")


@dataclass(frozen=True)
class Bar:
    """One of two quantities to compare: label, text, length from 0 to 100, kind for its colour."""

    label: Both
    text: str
    length: float
    kind: str


@dataclass(frozen=True)
class Card:
    """One key figure.

    Parameters
    ----------
    tone
        ``over`` above a limit, ``short`` people without a seat, else nothing: compliance is quiet.
    """

    label: Both
    value: str
    unit: Both | None = None
    note: Both | None = None
    tone: str = ""
    bars: tuple[Bar, ...] = ()


def whole(number: float) -> str:
    """Return a number without decimals, thousands separated."""
    return f"{number:,.0f}"


def m2(area: float) -> str:
    """Return m² with one decimal, thousands separated."""
    return f"{area:,.1f}"


def verdict(report: ReportData) -> tuple[Both, ...]:
    """Return what came out, in a sentence each: seats, needs, excess, findings, moves."""
    stage = report.last
    sentences = [_seats_sentence(report, stage), *_excess_sentences(report, stage)]
    if stage.objective.unmet_needs:
        unmet = both(N_("Service rooms missing: {n:,}."), n=stage.objective.unmet_needs)
        sentences.insert(1, unmet)
    if report.solution is not None and report.solution.fault:
        went_wrong = N_("The search went wrong ({fault}); this is the best plan until then.")
        sentences.append(both(went_wrong, fault=report.solution.fault))
    errors = failures_by_severity(stage.check)["error"]
    if errors:
        sentences.append(
            both(N_("Violations that remain: {n:,}.") if report.after else _NOW, n=errors)
        )
    else:
        sentences.append(both(N_("No rule is violated.")))
    moved = _quantity(report.after, "moved")
    if moved is not None:
        sentences.append(both(N_("People who move: {n:,.0f}.") if moved else _NOBODY, n=moved))
    return tuple(sentences)


def _seats_sentence(report: ReportData, stage: Stage) -> Both:
    seats = count_seats(report, stage)
    if not seats.people:
        return both(N_("No department states people who need a seat."))
    if stage.objective.unseated:
        return both(
            N_("People without a seat: {n:,} of {people:,}."),
            n=stage.objective.unseated,
            people=seats.people,
        )
    seated = NN_("The only person has a seat.", "All {people:,} people have a seat.")
    return message(Message.counted(seated, "people", people=seats.people))


def _excess_sentences(report: ReportData, stage: Stage) -> list[Both]:
    after = _quantity(stage, "excess")
    if after is None:
        return []
    before = _quantity(_compared(report), "excess")
    if before is None:
        return [both(N_("Excess over entitlement: {after:,.0f} m²."), after=after)]
    falls = N_("Excess over entitlement falls from {before:,.0f} to {after:,.0f} m².")
    rises = N_("Excess over entitlement goes from {before:,.0f} to {after:,.0f} m².")
    return [both(falls if after < before else rises, before=before, after=after)]


def cards(report: ReportData) -> tuple[Card, ...]:
    """Return the key figures of the plan against today, or of today where there is no plan."""
    found = [_seated(report), _held(report), _excess(report), _findings(report), _storeys(report)]
    if report.plan is not None:
        found += [_moved(report), _total(report), _gap(report)]
    return tuple(found)


def _two_bars(*quantities: tuple[Both, float, str]) -> tuple[Bar, ...]:
    """Return bars for (label, quantity, kind), the longest as long as there is room."""
    most = max(quantity for _, quantity, _ in quantities) or 1.0
    return tuple(
        Bar(label, whole(quantity), round(100 * quantity / most, 2), kind)
        for label, quantity, kind in quantities
    )


def _bars(before: float | None, after: float) -> tuple[Bar, ...]:
    """Return bars for today and the plan, none where there is no today to compare with."""
    if before is None:
        return ()
    return _two_bars((both(N_("today")), before, "before"), (both(N_("plan")), after, "after"))


def _compared(report: ReportData) -> Stage | None:
    return report.before if report.after is not None else None


def _quantity(stage: Stage | None, name: str) -> float | None:
    """Return a term's quantity, None where there is no such stage or the term is off."""
    if stage is None or name in stage.objective.terms_off:
        return None
    return next((t.quantity for t in stage.objective.terms if t.name == name), None)


def _seats(report: ReportData, stage: Stage | None) -> Seats | None:
    return None if stage is None else count_seats(report, stage)


def _seated(report: ReportData) -> Card:
    seats = count_seats(report, report.last)
    before = _seats(report, _compared(report)) if report.portfolio.ledger is not None else None
    unseated = report.last.objective.unseated
    note = both(N_("everybody has a seat"))
    if unseated:
        note = both(N_("{n:,} without a seat"), n=unseated)
        proven = report.plan[1].fewest_unseated_bound if report.plan else 0
        if proven == unseated:
            note = both(N_("{n:,} without a seat; no plan seats more"), n=unseated)
        elif proven:
            note = both(
                N_("{n:,} without a seat, at least {bound:,} in any plan"), n=unseated, bound=proven
            )
    return Card(
        label=both(N_("People with a seat")),
        value=whole(seats.seated),
        unit=both(N_("of {people:,}"), people=seats.people),
        note=note,
        tone="short" if unseated else "",
        bars=_bars(before.seated if before else None, seats.seated),
    )


def _held(report: ReportData) -> Card:
    seats = count_seats(report, report.last)
    before = _seats(report, _compared(report))
    return Card(
        label=both(N_("Offices held")),
        value=whole(seats.offices),
        unit=both(N_("rooms")),
        note=both(N_("{m2:,.0f} m² of office"), m2=seats.office_dm2 / 100),
        bars=_bars(before.offices if before else None, seats.offices),
    )


def _excess(report: ReportData) -> Card:
    label = both(N_("Excess over entitlement"))
    after = _quantity(report.last, "excess")
    if after is None:
        return Card(label, "–", note=both(N_("not known without a ledger")))
    note = None
    if report.plan is not None:
        proven = min(after, report.plan[1].structural_excess_m2)
        if proven >= _SHOWN_M2:
            note = both(N_("{m2:,.0f} m² of it cannot be avoided"), m2=proven)
    return Card(
        label,
        whole(after),
        unit=both(N_("m²")),
        note=note,
        tone="over" if after > 0 else "",
        bars=_bars(_quantity(_compared(report), "excess"), after),
    )


def _findings(report: ReportData) -> Card:
    after = failures_by_severity(report.last.check)
    compared = _compared(report)
    before = failures_by_severity(compared.check)["error"] if compared else None
    return Card(
        label=both(N_("Violations")),
        value=whole(after["error"]),
        note=both(
            N_("and {warnings}, {notices}"),
            warnings=message(number_of(WARNINGS, after["warning"])),
            notices=message(number_of(NOTICES, after["notice"])),
        )
        if after["warning"] or after["notice"]
        else None,
        tone="over" if after["error"] else "",
        bars=_bars(before, after["error"]),
    )


def _storeys(report: ReportData) -> Card:
    pairs = report.last.objective.term("storey").quantity
    note = None
    if report.plan is not None and report.plan[1].storeys_needed:
        note = both(N_("fewest possible, each alone: {n:,}"), n=report.plan[1].storeys_needed)
    return Card(
        label=both(N_("Departments × storeys")),
        value=whole(pairs),
        unit=both(N_("pairs")),
        note=note,
        bars=_bars(_quantity(_compared(report), "storey"), pairs),
    )


def _moved(report: ReportData) -> Card:
    label = both(N_("People who move"))
    moved = _quantity(report.after, "moved")
    if moved is None:
        return Card(label, "–", note=both(N_("not known without a ledger")))
    people = count_seats(report, report.last).people
    return Card(
        label,
        whole(moved),
        unit=both(N_("persons")),
        note=both(N_("{share:.0%} of everybody"), share=moved / people if people else 0.0),
        bars=_two_bars(
            (both(N_("stay")), people - moved, "before"), (both(N_("move")), moved, "after")
        ),
    )


def _total(report: ReportData) -> Card:
    total = report.last.objective.total
    compared = _compared(report)
    if compared and set(compared.objective.terms_off) - set(report.last.objective.terms_off):
        compared = None
    return Card(
        label=both(N_("Cost of the plan")),
        value=whole(total),
        unit=both(N_("points")),
        bars=_bars(compared.objective.total if compared else None, total),
    )


def _gap(report: ReportData) -> Card:
    assert report.plan is not None
    stage, solution = report.plan
    gap = gap_of(stage.objective.total, solution.bound)
    return Card(
        label=both(N_("Gap to the proven bound")),
        value=f"{gap:.1%}".replace("%", ""),
        unit=Both("%", "%"),
        note=both(N_("no plan costs less than {bound:,.0f} points"), bound=solution.bound),
        bars=_two_bars(
            (both(N_("bound")), solution.bound, "before"),
            (both(N_("plan")), stage.objective.total, "after"),
        ),
    )
