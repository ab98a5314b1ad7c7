"""Departments: who has how much against what it may, and everything about one of them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from spaceplan.dashboard import address
from spaceplan.dashboard.department_card import show_department
from spaceplan.dashboard.empty import show_what_is_missing
from spaceplan.dashboard.figures import Figure, show_figures
from spaceplan.dashboard.session import Session
from spaceplan.dashboard.tables import M2, WHOLE, choose_row
from spaceplan.entitlement import NO_LIMIT_DM2
from spaceplan.model import Department
from spaceplan.plot.palette import FAMILY_NAMES, family_of
from spaceplan.rules import Category


def show(session: Session) -> None:
    """Show the page."""
    _ = session.t
    st.title(_("Departments"))
    departments = session.portfolio.departments
    if not departments:
        show_what_is_missing(session, people=True)
        return
    show_figures(_all_figures(session))
    chosen = address.get("department")
    table = _filtered(session, departments)
    rows = [_row(session, department) for department in table]
    if not rows:
        st.info(_("No department matches. Clear the search to see all of them."))
        return
    choose_row(
        rows,
        [department.id for department in table],
        lambda id: address.put("department", id),
        key="departments",
        chosen=chosen,
        formats=_formats(session, rows[0]),
        pinned=(_("Department"),),
        height=420,
    )
    if chosen is None or not session.portfolio.has_department(chosen):
        st.caption(_("Select a row to see its rooms, people, findings and relations."))
        return
    show_department(session, session.portfolio.department(chosen))


def _all_figures(session: Session) -> list[Figure]:
    """Return the sums over all departments."""
    _ = session.t
    now = session.excesses(session.shown)
    before = session.excesses(session.today) if session.is_plan else None
    old = None if before is None else before.values()
    failing = {f.department for f in session.shown.check.failures("error") if f.department}
    earlier = {f.department for f in session.today.check.failures("error") if f.department}

    return [
        Figure(_("Departments"), len(session.portfolio.departments)),
        Figure(
            _("Offices held"),
            sum(one.office_held_dm2 for one in now.values()) / 100,
            _("m²"),
            before=None if old is None else sum(one.office_held_dm2 for one in old) / 100,
            decimals=1,
            lower_is_better=None,
            note=_("entitlement {m2:,.1f} m²").format(
                m2=sum(one.office_entitlement_dm2 for one in now.values()) / 100
            ),
        ),
        Figure(
            _("Departments with excess"),
            sum(one.excess_dm2 > 0 for one in now.values()) if session.knows_occupants else None,
            before=sum(one.excess_dm2 > 0 for one in old) if old and session.knows_today else None,
            note=_("{m2:,.1f} m² together").format(
                m2=sum(one.excess_dm2 for one in now.values()) / 100
            )
            if session.knows_occupants
            else _("not known without a ledger"),
        ),
        Figure(
            _("Departments with violations"),
            len(failing),
            before=len(earlier) if session.is_plan else None,
        ),
    ]


def _filtered(session: Session, departments: tuple[Department, ...]) -> list[Department]:
    """Return the departments that the search and the site chosen leave."""
    _ = session.t
    left, right = st.columns([2, 1])
    text = left.text_input(_("Find"), placeholder=_("Name or id"), key="department_search")
    sites = {
        site.id: site.name.text(session.language) or site.id for site in session.portfolio.sites
    }
    site = right.selectbox(
        _("Home site"),
        [None, *sites],
        format_func=lambda id: _("All sites") if id is None else sites[id],
        key=session.key_of("department_site"),
    )
    wanted = text.strip().casefold()
    return [
        department
        for department in departments
        if (site is None or department.home_site == site) and _matches(department, wanted)
    ]


def _matches(department: Department, wanted: str) -> bool:
    texts = (department.id, department.name.zh, department.name.en, department.short.zh)
    return any(wanted in text.casefold() for text in texts)


def _row(session: Session, department: Department) -> dict[str, Any]:
    _ = session.t
    excess = session.excesses(session.shown)[department.id]
    entitlement = session.prepared.entitlements.of(department.id)
    lines = session.shown.allocation.of_department(department.id)
    people = department.people.total
    seated = sum(line.occupancy.total for line in lines)
    findings = [
        finding
        for finding in session.shown.check.failures("error")
        if finding.department == department.id
    ]
    service = entitlement.category_dm2(Category.SERVICE)
    return {
        _("Department"): session.department_name(department),
        _("People"): people,
        _("Without a seat"): max(0, people - seated) if session.knows_occupants else None,
        _("Offices (m²)"): excess.office_held_dm2 / 100,
        _("Entitlement (m²)"): excess.office_entitlement_dm2 / 100,
        _("Excess (m²)"): excess.excess_dm2 / 100 if session.knows_occupants else None,
        _("Violations"): len(findings),
        _("Rooms"): len(lines),
        _("Establishment"): department.establishment.total,
        _("Home site"): session.portfolio.site(department.home_site).name.text(session.language)
        or department.home_site,
        _("Branch"): _(FAMILY_NAMES[family_of(department)]),
        _("Service (m²)"): excess.service_held_dm2 / 100,
        _("Entitlement, service (m²)"): None if service >= NO_LIMIT_DM2 else service / 100,
    }


def _formats(session: Session, row: dict[str, Any]) -> dict[str, str]:
    _ = session.t
    words = (_("Department"), _("Branch"), _("Home site"))
    return {h: M2 if "m²" in h else WHOLE for h in row if h not in words}
