"""Land, units at sites, projects, and who fills the forms in: from the national tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from spaceplan.errors import Fault, Severity
from spaceplan.files.fields import language_of_name
from spaceplan.files.nearest import nearest
from spaceplan.formats.readable_ids import slug
from spaceplan.formats.xlsx.tables import Line
from spaceplan.formats.xlsx.values import folded, names_in, number_of
from spaceplan.i18n import N_, Message
from spaceplan.model import (
    RANKS_BY_LEVEL,
    Department,
    Name,
    Portfolio,
    Project,
    ReportingUnit,
    Site,
)
from spaceplan.model.projects import HIGHEST_COST
from spaceplan.report.forms.filled.labels import spelled
from spaceplan.report.forms.filled.match import Filled
from spaceplan.report.forms.filled.state import Taking
from spaceplan.report.forms.filled.take_people import POSTS, rank_columns, take_posts_of
from spaceplan.report.forms.groups import KIND_CLASSES
from spaceplan.units import LARGEST_AREA_M2

_REPORTING = N_("the division and who fills the forms in")
_LAND = N_("land of sites, kinds of units")
_PROJECTS = N_("projects")
_CODE = re.compile(r"\d{12}")


def take_reporting(filled: Filled, state: Taking) -> None:
    """Take over table 1; a division written as one name stays what it was if it is the same."""
    before = state.portfolio.reporting
    for line, _ in filled.pairs[:1]:
        code, name = line.text("code"), line.text("name")
        if code and not _CODE.fullmatch(code):
            found = Message.of(N_("'{value}'"), value=code)
            fault = line.grid.fault(
                line.row, line.columns["code"], found, Message.of(N_("a code of 12 digits"))
            )
            state.faults.append(fault)
            code = ""
        same = not name or folded(name) == folded("".join(before.divisions))
        reporting = ReportingUnit(
            before.divisions if same else (name,),
            code or before.code,
            line.text("filled_by_unit") or before.unit,
            line.text("filled_by") or before.person,
            line.text("phone") or before.phone,
        )
        state.portfolio = replace(state.portfolio, reporting=reporting)
    state.given[filled.name] = (Message.of(_REPORTING),)


def take_sites(filled: Filled, state: Taking) -> None:
    """Take over table 2: land of sites, posts by rank at home sites, kinds of units."""
    site: Site | None = None
    for line, row in filled.pairs:
        if line.text("address"):
            site = _site(line.text("address"), state.portfolio)
            if site is not None:
                _take_land(line, site, state)
        _take_unit(filled, line, row, site, state)
    state.given[filled.name] = (Message.of(POSTS), Message.of(_LAND))


def _site(address: str, portfolio: Portfolio) -> Site | None:
    wanted = folded(address)
    for site in portfolio.sites:
        if wanted in {*spelled(site.address), *spelled(site.name), folded(site.id)}:
            return site
    return None


def _take_land(line: Line, site: Site, state: Taking) -> None:
    area = _area(line, "site_area", state)
    known = state.portfolio.site(site.id)
    if area is not None and area != known.site_area:
        changed = replace(known, site_area=area)
        sites = tuple(changed if s.id == site.id else s for s in state.portfolio.sites)
        state.portfolio = replace(state.portfolio, sites=sites)


def _area(line: Line, key: str, state: Taking) -> float | None:
    value = line.value(key)
    if value is None:
        return None
    number = number_of(value)
    if number is not None and 0 < number <= LARGEST_AREA_M2:
        return round(number, 2)
    found = Message.of(N_("'{value}'"), value=line.text(key))
    expected = Message.of(N_("an area in m²"))
    state.faults.append(line.grid.fault(line.row, line.columns[key], found, expected))
    return None


def _take_unit(
    filled: Filled, line: Line, row: int | None, site: Site | None, state: Taking
) -> None:
    """Take over what a line says of a unit; what our own form has besides is no department."""
    named = replace(line, columns={**line.columns, "unit": line.columns["unit_name"]})
    unit = state.places.unit(named)
    if isinstance(unit, Fault):
        if row is None:
            _take_up(filled, named, site, unit, state)
        return
    if unit not in state.departments:
        return
    kind = _kind(line.text("unit_class"))
    if kind:
        state.departments[unit] = replace(state.departments[unit], kind=kind)
    take_posts_of(filled, line, unit, state)


def _kind(text: str) -> str | None:
    wanted = folded(text)
    for kind, name in KIND_CLASSES.items():
        if wanted in spelled(name):
            return kind
    return None


def _take_up(filled: Filled, line: Line, site: Site | None, unknown: Fault, state: Taking) -> None:
    """Take up a unit that the portfolio does not have, unless its name looks like a slip."""
    name = line.text("unit")
    known = [text for d in state.departments.values() for text in (d.name.zh, d.name.en) if text]
    if not name or site is None or nearest(name, known):
        state.faults.append(unknown)
        return
    id = slug(name) or f"unit-{line.row + 1}"
    found = Message.of(N_("new unit '{unit}', taken up as '{id}'"), unit=name, id=id)
    expected = Message.of(N_("a unit of the portfolio, or a new one as here"))
    where = line.columns["unit"]
    state.faults.append(line.grid.fault(line.row, where, found, expected, Severity.WARNING))
    state.take_up(
        Department(
            id,
            home_site=site.id,
            name=Name(**{language_of_name(name): name}),
            level=_level(filled),
            kind=_kind(line.text("unit_class")) or "organ",
        )
    )
    take_posts_of(filled, line, id, state)


def _level(filled: Filled) -> str:
    """Return the level whose ranks a sheet has."""
    highest = rank_columns(filled.own)[0]
    return next(level for level, ranks in RANKS_BY_LEVEL.items() if highest in ranks)


def take_projects(filled: Filled, state: Taking) -> None:
    """Take over table 4, all projects of the portfolio as it has them."""
    before = {text: p for p in state.portfolio.projects for text in spelled(p.name)}
    projects = [_project(line, before, state) for line, _ in filled.pairs if line.text("project")]
    if projects:
        state.portfolio = replace(state.portfolio, projects=tuple(projects))
    state.given[filled.name] = (Message.of(_PROJECTS),)


def _project(line: Line, before: Mapping[str, Project], state: Taking) -> Project:
    text = line.text("project")
    known = before.get(folded(text))
    stated: dict[str, Any] = {key: line.text(key) for key in ("approved_by", "builder", "address")}
    return Project(
        known.name if known else Name(**{language_of_name(text): text}),
        **stated,
        users=tuple(_user(name, state) for name in names_in(line.value("main_unit"))),
        size_m2=_area(line, "size", state),
        cost=_cost(line, state),
        remark=line.text("remark"),
    )


def _user(name: str, state: Taking) -> str:
    """Return the id of a department that is called so, else the name."""
    wanted = folded(name)
    ids = [d.id for d in state.departments.values() if wanted in spelled(d.name)]
    return ids[0] if len(ids) == 1 else name


def _cost(line: Line, state: Taking) -> float | None:
    value = line.value("cost")
    number = None if value is None else number_of(value)
    if value is None or (number is not None and 0 <= number <= HIGHEST_COST):
        return number
    found = Message.of(N_("'{value}'"), value=line.text("cost"))
    expected = Message.of(N_("a number of 10,000 yuan"))
    state.faults.append(line.grid.fault(line.row, line.columns["cost"], found, expected))
    return None
