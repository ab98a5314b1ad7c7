"""Departments: who has how much against what it may, and everything about one of them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from spaceplan.check import State
from spaceplan.dashboard import address
from spaceplan.dashboard.empty import show_what_is_missing
from spaceplan.dashboard.figures import Figure, show_figures
from spaceplan.dashboard.navigate import go_to
from spaceplan.dashboard.session import Session
from spaceplan.dashboard.tables import M2, WHOLE, choose_row, show_table
from spaceplan.entitlement import NO_LIMIT_DM2
from spaceplan.model import Department
from spaceplan.plot.palette import FAMILY_NAMES, family_of
from spaceplan.report import labels
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
    _show_department(session, session.portfolio.department(chosen))


def _all_figures(session: Session) -> list[Figure]:
    """Return the sums over all departments."""
    _ = session.t
    now = session.excesses(session.shown)
    before = session.excesses(session.today) if session.is_plan else None
    old = None if before is None else before.values()
    has_ledger = session.portfolio.ledger is not None
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
            sum(one.excess_dm2 > 0 for one in now.values()) if session.knows_excess else None,
            before=sum(one.excess_dm2 > 0 for one in old) if old and has_ledger else None,
            note=_("{m2:,.1f} m² together").format(
                m2=sum(one.excess_dm2 for one in now.values()) / 100
            )
            if session.knows_excess
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
    findings = [
        finding
        for finding in session.shown.check.failures("error")
        if finding.department == department.id
    ]
    service = entitlement.category_dm2(Category.SERVICE)
    return {
        _("Department"): session.department_name(department),
        _("People"): people,
        _("Without a seat"): max(0, people - sum(line.occupancy.total for line in lines)),
        _("Offices (m²)"): excess.office_held_dm2 / 100,
        _("Entitlement (m²)"): excess.office_entitlement_dm2 / 100,
        _("Excess (m²)"): excess.excess_dm2 / 100 if session.knows_excess else None,
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


def _show_department(session: Session, department: Department) -> None:
    _ = session.t
    st.subheader(session.name(department.name, department.id))
    st.caption(
        " · ".join(
            (
                labels.word(labels.KINDS, department.kind, session.language),
                _(FAMILY_NAMES[family_of(department)]),
                session.name(
                    session.portfolio.site(department.home_site).name, department.home_site
                ),
            )
        )
    )
    show_figures(_department_figures(session, department))
    rooms, people, findings, relations = st.tabs(
        [_("Rooms"), _("People by rank"), _("Findings"), _("Relations and wishes")]
    )
    with rooms:
        _show_rooms(session, department)
    with people:
        _show_people(session, department)
    with findings:
        _show_findings(session, department)
    with relations:
        _show_relations(session, department)


def _department_figures(session: Session, department: Department) -> list[Figure]:
    _ = session.t
    now = session.excesses(session.shown)[department.id]
    before = session.excesses(session.today)[department.id] if session.is_plan else None
    people = department.people.total
    seated = sum(
        line.occupancy.total for line in session.shown.allocation.of_department(department.id)
    )
    entitled = now.office_entitlement_dm2 / 100
    return [
        Figure(
            _("People"),
            people,
            note=_("establishment {posts:,}; {n:,} without a seat").format(
                posts=department.establishment.total, n=max(0, people - seated)
            ),
        ),
        Figure(
            _("Offices"),
            now.office_held_dm2 / 100,
            _("m²"),
            before=before.office_held_dm2 / 100 if before else None,
            decimals=1,
            lower_is_better=None,
            note=_("entitlement {m2:,.1f} m²").format(m2=entitled),
        ),
        Figure(
            _("Service rooms"),
            now.service_held_dm2 / 100,
            _("m²"),
            before=before.service_held_dm2 / 100 if before else None,
            decimals=1,
            lower_is_better=None,
        ),
        Figure(
            _("Excess over entitlement"),
            now.excess_dm2 / 100 if session.knows_excess else None,
            _("m²"),
            before=before.excess_dm2 / 100 if before and session.portfolio.ledger else None,
            decimals=1,
            note="" if session.knows_excess else _("not known without a ledger"),
        ),
    ]


def _show_rooms(session: Session, department: Department) -> None:
    _ = session.t
    lines = session.shown.allocation.of_department(department.id)
    if not lines:
        st.info(_("It holds no room."))
        return
    portfolio = session.portfolio
    rows = []
    for line in lines:
        room = portfolio.room(line.room)
        rows.append(
            {
                _("Room"): room.id,
                _("Place"): session.room_place(room),
                _("Category"): session.category_name(room),
                _("Area (m²)"): room.area_dm2 / 100,
                _("People"): line.occupancy.total,
                _("Who"): session.occupancy_text(line.occupancy),
            }
        )
    formats = {_("Area (m²)"): M2, _("People"): WHOLE}
    selected = show_table(rows, key=f"rooms_of_{department.id}", formats=formats, height=320)
    if selected and selected[0] < len(lines):
        room = portfolio.room(lines[selected[0]].room)
        if st.button(
            _("Show {room} on the plan").format(room=room.id),
            icon=":material/map:",
            key="department_to_plan",
        ):
            go_to("plan", storey=portfolio.storey_of(room.id).id, room=room.id)


def _show_people(session: Session, department: Department) -> None:
    _ = session.t
    headcount, posts = dict(department.people), dict(department.establishment)
    rows = [
        {
            _("Rank"): session.rank_name(rank),
            _("Approved posts"): posts.get(rank, 0),
            _("People there"): headcount.get(rank, 0),
        }
        for rank in dict.fromkeys((*posts, *headcount))
    ]
    show_table(rows, key=f"ranks_of_{department.id}", select="none")


def _show_findings(session: Session, department: Department) -> None:
    _ = session.t
    found = [
        finding
        for finding in session.shown.check.findings
        if finding.department == department.id and finding.state is not State.PASS
    ]
    if not found:
        st.info(_("No finding about it."))
        return
    rows = [
        {
            _("Severity"): labels.word(labels.SEVERITIES, finding.severity, session.language),
            _("State"): labels.word(labels.STATES, finding.state, session.language),
            _("Finding"): finding.text(session.language),
            _("Clause"): finding.clause,
        }
        for finding in found
    ]
    selected = show_table(rows, key=f"findings_of_{department.id}", height=320)
    if selected and selected[0] < len(found):
        chosen = found[selected[0]]
        if st.button(_("Open the finding"), icon=":material/rule:", key="department_to_finding"):
            go_to("findings", finding=chosen.fingerprint)


def _show_relations(session: Session, department: Department) -> None:
    _ = session.t
    rows = [
        {
            _("Works with"): session.department_name(relation.department),
            _("People, daily"): relation.people,
        }
        for relation in department.relations
    ]
    if rows:
        show_table(
            rows,
            key=f"relations_of_{department.id}",
            formats={_("People, daily"): WHOLE},
            select="none",
        )
    needs = [
        {
            _("Needs"): session.use_name(need.use),
            _("at least (m²)"): need.min_m2,
            _("Number"): need.count,
            _("within (m)"): need.within_m,
            _("Hard"): need.hard,
        }
        for need in department.needs
    ]
    if needs:
        show_table(
            needs, key=f"needs_of_{department.id}", formats={_("at least (m²)"): M2}, select="none"
        )
    if not rows and not needs:
        st.info(_("departments.yaml states neither relations nor needs of it."))
