"""What a run is asked: where it starts, how long, what each term costs, what comes first."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

import streamlit as st

from spaceplan.dashboard.session import Session
from spaceplan.dashboard.wishes import asked_changes, show_wishes
from spaceplan.jobs import AllocateRequest, Job, start_job
from spaceplan.jobs.request import Start
from spaceplan.model import ORDERED
from spaceplan.prepared import with_changes
from spaceplan.report import labels
from spaceplan.report.labels import word
from spaceplan.report.safe import visible
from spaceplan.saving import plan_files
from spaceplan.store import STATUS_QUO, Scenario

_NOTHING = "nothing"
_START: dict[str, Start] = {STATUS_QUO: "status-quo", _NOTHING: "nothing"}
_LONGEST = 3600
#: Terms whose price may be shown with these digits.
_STEPS = {"distance": 0.001, "affinity": 0.001, "opened": 0.001}


@dataclass(frozen=True)
class RunSettings:
    """A run as it is asked for."""

    start: str
    seconds: int
    prices: tuple[tuple[str, float], ...]
    order: tuple[str, ...]
    seed: int
    workers: int


def show_settings(session: Session) -> RunSettings:
    """Show all that can be set; return it."""
    _ = session.t
    left, right = st.columns([3, 2])
    start = _choose_start(session, left)
    seconds = right.number_input(
        _("Time limit (seconds)"),
        min_value=2,
        max_value=_LONGEST,
        value=60,
        step=10,
        help=_("The longer it searches, the better the plan and the proof."),
        key="allocate_seconds",
    )
    with st.expander(_("What each term costs"), icon=":material/balance:"):
        prices = _choose_prices(session)
        order = st.multiselect(
            _("Strictly before all others, the first one first"),
            ORDERED,
            format_func=lambda term: word(labels.LEVELS, term, session.language),
            placeholder=_("None: all terms are weighed by their prices"),
            key="allocate_order",
        )
    with st.expander(_("Locks and wishes"), icon=":material/lock:"):
        show_wishes(session)
    with st.expander(_("Seed and cores"), icon=":material/tune:"):
        cores = os.cpu_count() or 1
        one, two = st.columns(2)
        seed = one.number_input(_("Random seed"), min_value=0, value=0, key="allocate_seed")
        workers = two.number_input(
            _("Cores"), min_value=1, max_value=cores, value=min(2, cores), key="allocate_workers"
        )
    return RunSettings(start, int(seconds), prices, tuple(order), int(seed), int(workers))


def _choose_start(session: Session, place: st.delta_generator.DeltaGenerator) -> str:
    _ = session.t
    names = {}
    if session.base.prepared.has_status_quo:
        names[STATUS_QUO] = _("the status quo")
    names[_NOTHING] = _("nothing: moves cost nothing then")
    for scenario in session.store.list_scenarios():
        if isinstance(scenario, Scenario):
            names[scenario.id] = visible(scenario.name)
    ids = list(names)
    return place.selectbox(
        _("Start from"),
        ids,
        index=ids.index(session.scenario) if session.scenario in names else 0,
        format_func=names.__getitem__,
        key=session.key_of(f"allocate_start_{session.scenario}"),
    )


def _choose_prices(session: Session) -> tuple[tuple[str, float], ...]:
    """Show every price with its unit; return those that are not the portfolio's."""
    _ = session.t
    own = vars(session.base.prepared.portfolio.prices)
    asked = {**own, **dict(session.changes.prices)}
    chosen: dict[str, float] = {}
    columns = st.columns(2)
    for number, (term, price) in enumerate(asked.items()):
        name = word(labels.TERMS, term, session.language)
        unit = word(labels.UNITS, labels.LEVEL_UNITS.get(term, ""), session.language)
        chosen[term] = columns[number % 2].number_input(
            _("{term} (points per {unit})").format(term=name, unit=unit),
            min_value=0.0,
            max_value=1e9,
            value=float(price),
            step=_STEPS.get(term, 1.0),
            format="%.3f" if term in _STEPS else "%.1f",
            help=_("The portfolio's own price: {price:g}").format(price=own[term]),
            key=f"allocate_price_{session.scenario}_{term}",
        )
    return tuple((term, price) for term, price in chosen.items() if price != own[term])


def start_run(session: Session, settings: RunSettings, who: str) -> Job:
    """Start the run; raises SpaceplanError where what is asked cannot be."""
    changes = replace(asked_changes(session), prices=settings.prices)
    prepared = with_changes(session.base.prepared, changes)
    request = AllocateRequest(
        portfolio=session.base.prepared.folder,
        changes=changes,
        start=_START.get(settings.start, "plan"),
        order=settings.order,
        time_limit=float(settings.seconds),
        seed=settings.seed,
        workers=settings.workers,
    )
    plan = None
    if request.start == "plan":
        scenario = session.store.load_scenario(settings.start)
        plan = plan_files(prepared, session.store.load_plan(scenario, prepared.portfolio))
    return start_job(session.workspace, request, who=who, plan=plan)
