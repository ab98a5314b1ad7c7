"""Choosing a storey: site, building, storey, remembered in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from spaceplan.dashboard import address
from spaceplan.dashboard.empty import show_what_is_missing
from spaceplan.dashboard.session import Session
from spaceplan.model import Building, Portfolio, Storey


def chosen_storey(session: Session) -> Storey | None:
    """Return the storey of the address, else that of the room there, else the first with rooms."""
    portfolio = session.portfolio
    room = address.get("room")
    storeys = {storey.id: storey for storey in portfolio.storeys}
    asked = address.get("storey")
    if asked in storeys:
        return storeys[asked]
    if room is not None and portfolio.has_room(room):
        return portfolio.storey_of(room)
    return first_storey(portfolio)


def first_storey(portfolio: Portfolio) -> Storey | None:
    """Return the first storey that has rooms, else the first one."""
    return next((s for s in portfolio.storeys if s.rooms), next(iter(portfolio.storeys), None))


def choose_storey(session: Session, *, key: str) -> Storey | None:
    """Show the choice of site, building and storey; return the storey, None where there is none."""
    _ = session.t
    portfolio = session.portfolio
    storey = chosen_storey(session)
    if storey is None:
        show_what_is_missing(session)
        return None
    building = portfolio.building_of_storey(storey.id)
    with st.container(key=f"{key}_places"):  # the style sets them in two rows on a phone
        left, middle, right = st.columns([3, 3, 2])
    sites = [s.id for s in portfolio.sites if any(b.site == s.id for b in portfolio.buildings)]
    with left:
        _choose(
            session,
            _("Site"),
            {id: portfolio.site(id).name.text(session.language) or id for id in sites},
            building.site,
            lambda id: next(b for b in portfolio.buildings if b.site == id and b.storeys),
            key=f"{key}_site",
        )
    with middle:
        _choose(
            session,
            _("Building"),
            {
                b.id: b.name.text(session.language) or b.id
                for b in portfolio.buildings
                if b.site == building.site and b.storeys
            },
            building.id,
            portfolio.building,
            key=f"{key}_building",
        )
    with right:
        _choose(
            session,
            _("Storey"),
            {s.id: storey_name(session, s) for s in building.storeys},
            storey.id,
            portfolio.storey,
            key=f"{key}_storey",
        )
    return storey


def _choose(
    session: Session,
    label: str,
    names: Mapping[str, str],
    shown: str,
    place_of: Callable[[str], Building | Storey],
    *,
    key: str,
) -> None:
    """Show a choice of places by id; another one is opened before the page is shown again."""
    ids = list(names)
    whole_key = session.key_of(f"{key}_{shown}")
    st.selectbox(
        label,
        ids,
        index=ids.index(shown),
        format_func=names.__getitem__,
        key=whole_key,
        on_change=_open,
        args=(whole_key, place_of),
    )


def _open(key: str, place_of: Callable[[str], Building | Storey]) -> None:
    """Open the storey that was chosen, or the first one of the building."""
    place = place_of(st.session_state[key])
    storey = place if isinstance(place, Storey) else place.storeys[0]
    address.put("storey", storey.id)
    address.put("room", None)


def storey_name(session: Session, storey: Storey) -> str:
    """Return a storey's name or number, as plain text."""
    named = storey.name.text(session.language) if storey.name else ""
    _ = session.t
    return named or _("Storey {n}").format(n=storey.number)
