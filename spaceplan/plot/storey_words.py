"""What stands beside a storey on paper and in the browser: its place, its numbers, north."""

from __future__ import annotations

from collections.abc import Sequence

from spaceplan.i18n import N_, Message, in_language
from spaceplan.model import Portfolio, Room, Storey
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import square_metres
from spaceplan.plot.wording import site_name, storey_name, within_site
from spaceplan.rules import Category
from spaceplan.things import OFFICES, PEOPLE, number_of


def storey_title(scene: Scene, storey: Storey) -> str:
    """Return site, building and storey in one line; the site once if the building repeats it."""
    building = scene.portfolio.building_of_storey(storey.id)
    site = site_name(scene.portfolio, building.site, scene.language)
    name = within_site(scene.portfolio, building, scene.language)
    return "·".join((site, name, storey_name(storey, scene.language)))


def storey_facts(scene: Scene, storey: Storey) -> str:
    """Return the offices of a storey in numbers: rooms, m², people."""
    offices = [r for r in storey.rooms if scene.category(r) == Category.OFFICE]
    people = sum(i.line.occupancy.total for r in storey.rooms for i in scene.holders(r.id))
    return offices_in_numbers(offices, people, scene.language)


def offices_in_numbers(offices: Sequence[Room], people: int, language: str) -> str:
    """Return offices in numbers: rooms, m², people who sit there."""
    said = Message.of(
        N_("{offices}·{area} m²·{people}"),
        offices=number_of(OFFICES, len(offices)),
        area=square_metres(sum(room.area_dm2 for room in offices)),
        people=number_of(PEOPLE, people),
    )
    return in_language(said, language)


def north_angle(portfolio: Portfolio, storey: Storey, turn: float) -> float:
    """Return where north lies on a plan: degrees counter-clockwise from upwards.

    Parameters
    ----------
    turn
        Degrees by which the plan was turned counter-clockwise from the building's plane.
    """
    building = portfolio.building_of_storey(storey.id)
    north = next((site.north for site in portfolio.sites if site.id == building.site), 0.0)
    return north - building.rotation + turn
