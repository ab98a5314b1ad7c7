"""The city site by site: people, area by category against entitlement, vacancy, findings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from spaceplan.check import Finding, State, department_excesses
from spaceplan.entitlement import NO_LIMIT_DM2
from spaceplan.model import Portfolio
from spaceplan.report.data import ReportData, Stage
from spaceplan.rules import Category

#: Categories of which departments are entitled to so many m².
ENTITLED = (Category.OFFICE, Category.SERVICE, Category.EQUIPMENT)


@dataclass
class SiteFigures:
    """What one site comes to in one stage; areas in whole dm².

    Parameters
    ----------
    people, seated
        Of the departments whose home this is, wherever they sit.
    area_dm2, entitled_dm2
        By category: usable area of the site's rooms, and what departments at home there may have;
        a category of which no limit is stated is missing.
    office_held_dm2
        Of the site's offices, what somebody holds.
    excess_dm2
        Of the departments whose home this is.
    vacant_rooms, vacant_dm2
        Offices of the site that nobody holds.
    findings
        Failing findings by severity, where their room lies, else at their department's home.
    """

    site: str
    people: int = 0
    seated: int = 0
    rooms: int = 0
    area_dm2: Counter[Category] = field(default_factory=Counter)
    entitled_dm2: Counter[Category] = field(default_factory=Counter)
    office_held_dm2: int = 0
    excess_dm2: int = 0
    vacant_rooms: int = 0
    vacant_dm2: int = 0
    findings: Counter[str] = field(default_factory=Counter)

    @property
    def unseated(self) -> int:
        """People without a seat."""
        return self.people - self.seated


def site_figures(report: ReportData, stage: Stage) -> tuple[SiteFigures, ...]:
    """Return the figures of every site in the portfolio's order."""
    sites = {site.id: SiteFigures(site.id) for site in report.portfolio.sites}
    _count_departments(sites, report, stage)
    _count_rooms(sites, report, stage)
    for finding in stage.check.findings:
        site = site_of(report.portfolio, finding)
        if finding.state is State.FAIL and site in sites:
            sites[site].findings[finding.severity] += 1
    return tuple(sites.values())


def _count_departments(sites: dict[str, SiteFigures], report: ReportData, stage: Stage) -> None:
    portfolio, entitlements = report.portfolio, report.entitlements
    excesses = department_excesses(portfolio, report.rulebook, entitlements, stage.allocation)
    for department, excess in zip(portfolio.departments, excesses, strict=True):
        figures = sites[department.home_site]
        people = department.people.total
        figures.people += people
        lines = stage.allocation.of_department(department.id)
        figures.seated += min(people, sum(line.occupancy.total for line in lines))
        figures.excess_dm2 += excess.excess_dm2
        entitlement = entitlements.of(department.id)
        for category in ENTITLED:
            area = entitlement.category_dm2(category)
            if area < NO_LIMIT_DM2:
                figures.entitled_dm2[category] += area


def _count_rooms(sites: dict[str, SiteFigures], report: ReportData, stage: Stage) -> None:
    for building in report.portfolio.buildings:
        figures = sites[building.site]
        for room in (room for storey in building.storeys for room in storey.rooms):
            category = report.rulebook.category(room.use)
            figures.rooms += 1
            figures.area_dm2[category] += room.area_dm2
            if category is not Category.OFFICE:
                continue
            if stage.allocation.of_room(room.id):
                figures.office_held_dm2 += room.area_dm2
            else:
                figures.vacant_rooms += 1
                figures.vacant_dm2 += room.area_dm2


def site_of(portfolio: Portfolio, finding: Finding) -> str | None:
    """Return where a finding is: the site of its place, else its department's home."""
    for room in (finding.subject, *finding.related):
        if portfolio.has_room(room):
            return portfolio.building_of(room).site
    if finding.subject_kind == "site":
        return finding.subject
    if finding.subject_kind == "building":
        return portfolio.building(finding.subject).site
    if finding.subject_kind == "storey":
        return portfolio.building_of_storey(finding.subject).site
    if finding.department is not None and portfolio.has_department(finding.department):
        return portfolio.department(finding.department).home_site
    return None
