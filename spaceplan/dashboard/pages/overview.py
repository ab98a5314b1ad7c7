"""Overview: how the city stands, in one screen; what changed; site by site."""

from __future__ import annotations

from collections import Counter
from typing import Any

import streamlit as st

from spaceplan.dashboard.bars import Bar, show_bars
from spaceplan.dashboard.broken_plan import show_broken_plan
from spaceplan.dashboard.cached import Loaded
from spaceplan.dashboard.empty import show_what_is_missing
from spaceplan.dashboard.figures import Figure, show_figures
from spaceplan.dashboard.second_offices import say_second_offices
from spaceplan.dashboard.session import Session
from spaceplan.dashboard.tables import M2, WHOLE, WRITTEN, show_table
from spaceplan.i18n import in_language
from spaceplan.report import Stage, labels
from spaceplan.report.amounts import amount
from spaceplan.report.by_site import ENTITLED, SiteFigures, site_figures
from spaceplan.report.measures import failures_by_severity
from spaceplan.results import report_of
from spaceplan.things import BUILDINGS, DEPARTMENTS, NOTICES, ROOMS, SITES, WARNINGS


def show(session: Session) -> None:
    """Show the page."""
    _ = session.t
    portfolio = session.portfolio
    st.title(session.name(portfolio.name, portfolio.id))
    st.caption(
        _("{sites} · {buildings} · {rooms} · {departments} · as of {day}").format(
            sites=session.number_of(SITES, len(portfolio.sites)),
            buildings=session.number_of(BUILDINGS, len(portfolio.buildings)),
            rooms=session.number_of(ROOMS, len(portfolio.rooms)),
            departments=session.number_of(DEPARTMENTS, len(portfolio.departments)),
            day=session.prepared.as_of,
        )
    )
    if show_what_is_missing(session, people=True):
        _show_warnings(session)
        return
    place = st.empty()
    if not session.is_checked:
        with place.container():
            _show_first(session)
    with place.container():
        _show_all(session)


def _show_first(session: Session) -> None:
    """Show what is known before the rules have been checked; then wait for the check."""
    now = _count(session.loaded, session.unchecked())
    show_figures([*_counted(session, now), *_awaited(session)])
    _show_areas(session, now)
    session.shown  # noqa: B018 - while the check goes on, what is counted stands there already


def _show_all(session: Session) -> None:
    now = _count(session.loaded, session.shown)
    before = _count(session.base, session.today) if session.is_plan else None
    show_figures([*_counted(session, now, before), *_judged(session)])
    show_broken_plan(session)
    _show_areas(session, now)
    _show_sites(session, now)
    if session.is_plan:
        _show_changes(session)
    _show_warnings(session)


def _count(loaded: Loaded, stage: Stage) -> tuple[SiteFigures, ...]:
    return site_figures(report_of(loaded.prepared, None), stage)


def _total(figures: tuple[SiteFigures, ...], name: str) -> int:
    return sum(getattr(site, name) for site in figures)


def _counted(
    session: Session, now: tuple[SiteFigures, ...], before: tuple[SiteFigures, ...] | None = None
) -> list[Figure]:
    """Return the figures that are counted without any rule but the quotas."""
    _ = session.t

    def earlier(name: str) -> float | None:
        return None if before is None else _total(before, name)

    is_known, was_known = session.knows_occupants, session.knows_today
    excess = _total(now, "excess_dm2") / 100 if is_known else None
    unknown = _("not known without a ledger")
    return [
        Figure(
            _("People with a seat"),
            _total(now, "seated") if is_known else None,
            before=earlier("seated") if was_known else None,
            lower_is_better=False,
            note=_("of {people:,}; {n:,} without a seat").format(
                people=_total(now, "people"), n=_total(now, "unseated")
            )
            if is_known
            else unknown,
        ),
        Figure(
            _("Excess over entitlement"),
            excess,
            _("m²"),
            before=_total(before, "excess_dm2") / 100 if before and was_known else None,
            decimals=1,
            note=_said_of_excess(session) if is_known else unknown,
        ),
        Figure(
            _("Offices that nobody holds"),
            _total(now, "vacant_rooms"),
            _("rooms"),
            before=earlier("vacant_rooms"),
            lower_is_better=None,
            note=_("{m2:,.1f} m²").format(m2=_total(now, "vacant_dm2") / 100),
        ),
    ]


def _said_of_excess(session: Session) -> str:
    return say_second_offices(session) if session.is_plan else ""


def _awaited(session: Session) -> list[Figure]:
    """Return in the place of ``_judged`` what says that it is to come."""
    _ = session.t
    last = _("People who move") if session.is_plan else _("Not judged")
    soon = _("the rules are being checked")
    return [Figure(_("Violations"), None, note=soon), Figure(last, None, note=soon)]


def _judged(session: Session) -> list[Figure]:
    """Return the figures that the check of the rules gives."""
    _ = session.t
    found = failures_by_severity(session.shown.check)
    before = failures_by_severity(session.today.check)["error"] if session.is_plan else None
    return [
        Figure(
            _("Violations"),
            found["error"],
            before=before,
            note=_("and {warnings}, {notices}").format(
                warnings=session.number_of(WARNINGS, found["warning"]),
                notices=session.number_of(NOTICES, found["notice"]),
            ),
        ),
        _moved_or_waived(session),
    ]


def _moved_or_waived(session: Session) -> Figure:
    _ = session.t
    if not session.is_plan:
        states = session.today.check.by_state()
        return Figure(
            _("Not judged"),
            states["blocked"],
            _("rules × subjects"),
            note=_("data is missing; {n:,} waived").format(n=states["waived"]),
        )
    moved = _quantity(session.shown, "moved")
    return Figure(
        _("People who move"),
        moved,
        note=_("not known without a ledger") if moved is None else _("against the status quo"),
    )


def _quantity(stage: Stage, name: str) -> float | None:
    return next((t.quantity for t in stage.objective.terms if t.name == name), None)


def _show_areas(session: Session, now: tuple[SiteFigures, ...]) -> None:
    """Show usable area by category against what departments may have."""
    _ = session.t
    names = dict(zip(ENTITLED, (_("Offices"), _("Service"), _("Equipment")), strict=True))
    st.subheader(_("Area against entitlement"))
    st.caption(_("Usable area in m² that there is, and that departments at home there may have"))
    for column, figures in zip(st.columns(len(now) or 1), now, strict=False):
        site = session.portfolio.site(figures.site)
        groups = [
            (
                names[category],
                (
                    _bar(_("there is"), figures.area_dm2[category], "there"),
                    _bar(_("entitlement"), figures.entitled_dm2[category], "limit"),
                ),
            )
            for category in ENTITLED
        ]
        with column, st.container(border=True):
            st.markdown(session.name(site.name, site.id))
            show_bars(groups, max(bar.value for _title, bars in groups for bar in bars))


def _bar(label: str, area_dm2: int, kind: str) -> Bar:
    return Bar(label, area_dm2, f"{area_dm2 / 100:,.0f}", kind)


def _show_sites(session: Session, now: tuple[SiteFigures, ...]) -> None:
    _ = session.t
    st.subheader(_("Site by site"))
    rows: list[dict[str, Any]] = [
        {
            _("Site"): session.portfolio.site(s.site).name.text(session.language) or s.site,
            _("People"): s.people,
            _("Without a seat"): s.unseated if session.knows_occupants else None,
            _("Offices (m²)"): s.area_dm2[ENTITLED[0]] / 100,
            _("of it held (m²)"): s.office_held_dm2 / 100,
            _("Entitlement (m²)"): s.entitled_dm2[ENTITLED[0]] / 100,
            _("Excess (m²)"): s.excess_dm2 / 100 if session.knows_occupants else None,
            _("Vacant offices"): s.vacant_rooms,
            _("Vacant (m²)"): s.vacant_dm2 / 100,
            _("Violations"): s.findings["error"],
            _("Warnings"): s.findings["warning"],
        }
        for s in now
    ]
    formats = {
        heading: M2 if "m²" in heading else WHOLE for heading in rows[0] if heading != _("Site")
    }
    show_table(
        rows,
        key="overview_sites",
        formats=formats,
        pinned=(_("Site"),),
        select="none",
        printed=True,
    )
    st.caption(
        _(
            "People, entitlement and excess count at the home site of their department; "
            "rooms where they lie."
        )
    )


def _show_changes(session: Session) -> None:
    """Show every term of the scenario beside the status quo."""
    _ = session.t
    st.subheader(_("What changes against the status quo"))
    before = {term.name: term for term in session.today.objective.terms}
    rows = [
        {
            _("Term"): labels.word(labels.TERMS, term.name, session.language),
            _("Unit"): labels.word(labels.UNITS, term.unit, session.language),
            _("Status quo"): amount(before[term.name]) if term.name in before else None,
            _("Scenario"): amount(term),
            _("Price (points)"): term.price,
            _("Cost (points)"): term.cost,
        }
        for term in session.shown.objective.terms
    ]
    formats = {
        _("Status quo"): WRITTEN,
        _("Scenario"): WRITTEN,
        _("Price (points)"): "%,.3f",
        _("Cost (points)"): M2,
    }
    show_table(
        rows,
        key="overview_terms",
        formats=formats,
        pinned=(_("Term"),),
        select="none",
        printed=True,
    )


def _show_warnings(session: Session) -> None:
    """Show what is odd about the files, so that nobody trusts a figure blindly."""
    _ = session.t
    warnings = session.prepared.warnings
    if not warnings:
        return
    counted = Counter(fault.file for fault in warnings)
    title = _("What is odd about the files: {n:,}").format(n=len(warnings))
    with st.expander(title):
        st.caption(
            " · ".join(f"{file}: {n:,}" for file, n in counted.most_common(8)).replace("_", r"\_")
        )
        st.dataframe(
            [
                {
                    _("File"): fault.file,
                    _("Line"): fault.line,
                    _("Found"): in_language(fault.found, session.language),
                    _("Expected"): in_language(fault.expected, session.language),
                }
                for fault in warnings
            ],
            hide_index=True,
        )
