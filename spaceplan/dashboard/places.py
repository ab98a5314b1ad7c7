"""Choosing a storey: site, building, storey, remembered in the address."""

from __future__ import annotations

import streamlit as st

from spaceplan.dashboard import address
from spaceplan.dashboard.session import Session
from spaceplan.model import Building, Storey


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
    return next((s for s in portfolio.storeys if s.rooms), next(iter(portfolio.storeys), None))


def choose_storey(session: Session, *, key: str) -> Storey | None:
    """Show the choice of site, building and storey; return the storey, None where there is none."""
    _ = session.t
    portfolio = session.portfolio
    storey = chosen_storey(session)
    if storey is None:
        st.info(_("The portfolio has no storeys. Buildings are described in buildings/*.yaml."))
        return None
    building = portfolio.building_of_storey(storey.id)
    left, middle, right = st.columns([3, 3, 2])
    sites = [s.id for s in portfolio.sites if any(b.site == s.id for b in portfolio.buildings)]
    site = left.selectbox(
        _("Site"),
        sites,
        index=sites.index(building.site),
        format_func=lambda id: portfolio.site(id).name.text(session.language) or id,
        key=session.key_of(f"{key}_site_{building.site}"),
    )
    if site != building.site:
        return _go(next(b for b in portfolio.buildings if b.site == site and b.storeys))
    buildings = [b.id for b in portfolio.buildings if b.site == site and b.storeys]
    chosen = middle.selectbox(
        _("Building"),
        buildings,
        index=buildings.index(building.id),
        format_func=lambda id: portfolio.building(id).name.text(session.language) or id,
        key=session.key_of(f"{key}_building_{building.id}"),
    )
    if chosen != building.id:
        return _go(portfolio.building(chosen))
    numbers = [s.id for s in building.storeys]
    picked = right.selectbox(
        _("Storey"),
        numbers,
        index=numbers.index(storey.id),
        format_func=lambda id: storey_name(session, portfolio.storey(id)),
        key=session.key_of(f"{key}_storey_{storey.id}"),
    )
    if picked != storey.id:
        address.put("storey", picked)
        address.put("room", None)
        st.rerun()
    return storey


def _go(building: Building) -> Storey:
    """Open the first storey of a building."""
    address.put("storey", building.storeys[0].id)
    address.put("room", None)
    st.rerun()


def storey_name(session: Session, storey: Storey) -> str:
    """Return a storey's name or number, as plain text."""
    named = storey.name.text(session.language) if storey.name else ""
    _ = session.t
    return named or _("Storey {n}").format(n=storey.number)
