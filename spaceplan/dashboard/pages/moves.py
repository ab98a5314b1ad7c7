"""Moves: who goes where if the scenario is carried out, and how far."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from spaceplan.check.objective import count_moved
from spaceplan.dashboard import cached
from spaceplan.dashboard.downloads import download
from spaceplan.dashboard.figures import Figure, show_figures
from spaceplan.dashboard.navigate import page_button
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.session import Session
from spaceplan.dashboard.tables import METRES, WHOLE, show_table
from spaceplan.i18n import NN_, Message, in_language
from spaceplan.model import Allocation
from spaceplan.prepared import Prepared
from spaceplan.report import Move, list_moves, moves_csv
from spaceplan.report.moves_workbook import MoveWords, is_other_building, moves_xlsx
from spaceplan.report.safe import visible
from spaceplan.things import PEOPLE

_MOST = 24
#: From so many metres on a sum is said in kilometres.
_FEW_METRES = 10_000.0


@st.cache_resource(max_entries=_MOST, show_spinner=False)
def _moves(key: str, _prepared: Prepared, _allocation: Allocation) -> tuple[Move, ...]:
    del key
    return list_moves(_prepared.portfolio, _prepared.graph, _allocation)


def moves_of(session: Session) -> tuple[Move, ...]:
    """Return the moves from the status quo to the scenario shown."""
    allocation = session.plan
    key = f"{session.loaded.key}\0{cached.allocation_key(allocation)}"
    return _moves(key, session.prepared, allocation)


def show(session: Session) -> None:
    """Show the page."""
    _ = session.t
    st.title(_("Moves"))
    if not session.is_plan:
        st.info(
            _(
                "The status quo is shown, and nobody moves. Choose a scenario in the sidebar, or "
                "have a new plan searched for."
            )
        )
        page_button(_("Scenarios"), "scenarios", key="moves_to_scenarios", icon=":material/stacks:")
        page_button(
            _("Allocate"), "allocate", key="moves_to_allocate", icon=":material/play_circle:"
        )
        return
    if session.portfolio.ledger is None:
        st.info(_("Moves need a ledger: people.csv, one line a person, says who sits where today."))
        return
    st.caption(
        _("From the status quo to {name}; newcomers do not move.").format(
            name=plain(session.scenario_name)
        )
    )
    moves = moves_of(session)
    if not moves:
        _say_why_none(session)
        return
    _show_figures(session, moves)
    shown = _filtered(session, moves)
    _show_table(session, shown, len(moves))
    _show_departments(session, shown)


def _say_why_none(session: Session) -> None:
    """Say that nobody moves; or that somebody does, and the plan names nobody."""
    _ = session.t
    counted = count_moved(session.portfolio, session.plan)
    if session.plan.people or not counted:
        st.success(_("Nobody changes room."))
        return
    said = _(
        "By the numbers in the plan, {people} would change room. Who is not known: the plan says "
        "how many sit in which room, and names nobody."
    )
    st.info(said.format(people=session.number_of(PEOPLE, round(counted))))


def _show_figures(session: Session, moves: Sequence[Move]) -> None:
    _ = session.t
    walks = [move.walk_m for move in moves if move.walk_m is not None]
    elsewhere = sum(is_other_building(session.portfolio, move) for move in moves)
    unseated = sum(move.room is None for move in moves)
    show_figures(
        [
            Figure(_("People who change room"), len(moves), note=_counted(session, moves)),
            Figure(_("of them to another building"), elsewhere),
            Figure(
                _("of them without a seat"),
                unseated,
                note=_("they lose their room and get no other one") if unseated else "",
            ),
            Figure(
                _("Walk, on average"),
                sum(walks) / len(walks) if walks else None,
                _("m"),
                decimals=1,
                note=_("from door to door; longest {m:,.1f} m").format(m=max(walks))
                if walks
                else "",
            ),
            _walks_together(session, sum(walks)),
        ]
    )


def _counted(session: Session, moves: Sequence[Move]) -> str:
    """Say how many of the moves the plan's cost counts, where it is not all of them."""
    _ = session.t
    counted = count_moved(session.portfolio, session.plan)
    if counted is None or counted == len(moves):
        return ""
    said = _(
        "{n:,.0f} count in the plan's cost: active staff in whose room nobody of their rank stays"
    )
    return said.format(n=counted)


def _walks_together(session: Session, metres: float) -> Figure:
    _ = session.t
    if metres < _FEW_METRES:
        return Figure(_("Walks together"), metres, _("m"), decimals=1)
    return Figure(_("Walks together"), metres / 1000, _("km"), decimals=1)


def _filtered(session: Session, moves: tuple[Move, ...]) -> list[Move]:
    """Show the filters; return the moves that pass them."""
    _ = session.t
    departments = list(dict.fromkeys(move.department for move in moves))
    left, middle, right = st.columns([3, 2, 2], vertical_alignment="bottom")
    chosen = left.multiselect(
        _("Departments"),
        departments,
        format_func=lambda id: visible(session.department_name(id)),
        placeholder=_("All"),
        key=session.key_of("moves_departments"),
    )
    text = middle.text_input(_("Person or room"), key="moves_text").strip().casefold()
    only = right.toggle(_("Only to another building"), key="moves_elsewhere")
    return [
        move
        for move in moves
        if (not chosen or move.department in chosen)
        and (not only or is_other_building(session.portfolio, move))
        and text in f"{move.person}\0{move.today}\0{move.room or ''}".casefold()
    ]


def _show_table(session: Session, moves: Sequence[Move], total: int) -> None:
    _ = session.t
    if not moves:
        st.info(_("No move passes the filters."))
        return
    words = MoveWords(session.portfolio, session.prepared.rulebook, session.language)
    counted = NN_("{n:,} of {total:,} move", "{n:,} of {total:,} moves")
    said = Message.counted(counted, "total", n=len(moves), total=total)
    st.caption(in_language(said, session.language))
    headings = (
        *(_("Person"), _("Department"), _("Division"), _("Rank"), _("From"), _("From storey")),
        *(_("To"), _("To storey"), _("Walk (m)")),
    )
    rows = [
        {
            heading: visible(value) if isinstance(value, str) else value
            for heading, value in zip(headings, words.cells(move), strict=True)
        }
        for move in moves
    ]
    show_table(
        rows,
        key="moves_table",
        formats={_("Walk (m)"): METRES},
        pinned=(_("Person"),),
        height=420 if len(rows) > 10 else "auto",
        select="none",
    )
    rulebook, portfolio = session.prepared.rulebook, session.portfolio
    with st.container(horizontal=True):
        download(
            "XLSX",
            f"moves-{session.scenario}.xlsx",
            lambda: moves_xlsx(moves, portfolio, rulebook, session.language),
            key="moves_xlsx",
        )
        download("CSV", f"moves-{session.scenario}.csv", lambda: moves_csv(moves), key="moves_csv")


def _show_departments(session: Session, moves: Sequence[Move]) -> None:
    """Show the sums by department."""
    _ = session.t
    if not moves:
        return
    st.subheader(_("By department"))
    words = MoveWords(session.portfolio, session.prepared.rulebook, session.language)
    headings = (
        *(_("Department"), _("Persons"), _("of them without a seat"), _("Walks together (m)")),
    )
    rows = [
        {
            heading: visible(value) if isinstance(value, str) else value
            for heading, value in zip(headings, line, strict=True)
        }
        for line in words.sums(moves)
    ]
    show_table(
        rows,
        key="moves_departments_table",
        formats={headings[1]: WHOLE, headings[2]: WHOLE, headings[3]: METRES},
        pinned=(headings[0],),
        height=320 if len(rows) > 8 else "auto",
        select="none",
    )
