"""Everything about one department: figures, rooms, people by rank, findings, relations."""

from __future__ import annotations

import streamlit as st

from spaceplan.check import State
from spaceplan.dashboard.figures import Figure, show_figures
from spaceplan.dashboard.in_sight import bring_into_sight
from spaceplan.dashboard.navigate import go_to
from spaceplan.dashboard.session import Session
from spaceplan.dashboard.tables import M2, WHOLE, show_table
from spaceplan.model import Department
from spaceplan.plot.palette import FAMILY_NAMES, family_of
from spaceplan.report import labels

#: Key of the card's head, of which the style knows how much below it is to be seen with it.
_CARD = "department_card"


def show_department(session: Session, department: Department) -> None:
    """Show the department below the table."""
    _ = session.t
    with st.container(key=_CARD):
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
    bring_into_sight(_CARD, department.id)


def _department_figures(session: Session, department: Department) -> list[Figure]:
    _ = session.t
    now = session.excesses(session.shown)[department.id]
    before = session.excesses(session.today)[department.id] if session.is_plan else None
    people = department.people.total
    seated = sum(
        line.occupancy.total for line in session.shown.allocation.of_department(department.id)
    )
    entitled = now.office_entitlement_dm2 / 100
    posts = _("establishment {posts:,}").format(posts=department.establishment.total)
    unseated = _("{n:,} without a seat").format(n=max(0, people - seated))
    return [
        Figure(
            _("People"),
            people,
            note=" · ".join((posts, unseated)) if session.knows_occupants else posts,
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
            now.excess_dm2 / 100 if session.knows_occupants else None,
            _("m²"),
            before=before.excess_dm2 / 100 if before and session.portfolio.ledger else None,
            decimals=1,
            note="" if session.knows_occupants else _("not known without a ledger"),
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
                _("People"): line.occupancy.total if session.knows_occupants else None,
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
