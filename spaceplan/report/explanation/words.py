"""Names of places, departments and requirements in one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spaceplan.allocate.explain.requirements import Kind, Requirement
from spaceplan.i18n import N_, translator
from spaceplan.model import Name, Portfolio
from spaceplan.report.safe import visible
from spaceplan.rules import RuleBook

#: Of a long list so many are named; the rest is counted.
_MOST_NAMED = 12
_AND_MORE = N_("{names} and {n:,} more")
_SAID = {
    Kind.SEATS: N_("{department}: its {people:,} people need a seat"),
    Kind.SITES: N_("{department} must sit at {subjects} (sites)"),
    Kind.REQUIRES: N_("{department}: every office must carry {subjects} (requires)"),
    Kind.FORBIDDEN: N_("{department} must not hold {subjects} (forbidden)"),
    Kind.LOCKED: N_("{department} keeps {subjects} (locked)"),
}
_RULES = {
    Kind.OWN_ROOM: N_("who holds one of these ranks sits alone: {subjects} (own_room)"),
    Kind.CLASSIFIED: N_("classified rooms are kept apart from everybody else (classified)"),
    Kind.PHYSICAL_MINIMUM: N_(
        "physical minimum: {least:g} m² a person, {alone:g} m² for one who sits alone"
    ),
}
_BETWEEN = N_("{department}: offices between storeys {low} and {high} (min_storey, max_storey)")
_FROM = N_("{department}: offices on storey {low} or above (min_storey)")
_UP_TO = N_("{department}: offices on storey {high} or below (max_storey)")


@dataclass(frozen=True)
class Words:
    """Says names and requirements of one portfolio in one language."""

    portfolio: Portfolio
    rulebook: RuleBook
    language: str

    def say(self, template: str, /, **values: object) -> str:
        """Return a message in the language, filled in."""
        return translator(self.language)(template).format(**values)

    def name(self, name: Name, id: str) -> str:
        """Return a name, the id where it has none."""
        return visible(name.text(self.language) or id)

    def department(self, id: str) -> str:
        """Return what a department is called."""
        if not self.portfolio.has_department(id):
            return visible(id)
        return self.name(self.portfolio.department(id).name, id)

    def site(self, id: str) -> str:
        """Return what a site is called."""
        known = {site.id: site.name for site in self.portfolio.sites}
        return self.name(known.get(id, Name()), id)

    def names(self, names: Iterable[str], most: int = _MOST_NAMED) -> str:
        """Return a list of names, the first many."""
        told = list(names)
        comma = "、" if self.language == "zh" else ", "
        if len(told) <= most:
            return comma.join(told)
        return self.say(_AND_MORE, names=comma.join(told[:most]), n=len(told) - most)

    def sites(self, ids: Sequence[str]) -> str:
        """Return the names of sites."""
        return self.names(self.site(id) for id in ids)

    def departments(self, ids: Sequence[str], most: int = _MOST_NAMED) -> str:
        """Return the names of departments."""
        return self.names((self.department(id) for id in ids), most)

    def requirement(self, requirement: Requirement) -> str:
        """Return one requirement in words."""
        kind = requirement.kind
        if kind == Kind.STOREYS:
            return self._storeys(requirement)
        subjects = self._subjects(requirement)
        if not requirement.department:
            least, alone = self.rulebook.minimum_dm2 / 100, self.rulebook.minimum_alone_dm2 / 100
            return self.say(_RULES[kind], subjects=subjects, least=least, alone=alone)
        department = self.portfolio.department(requirement.department)
        return self.say(
            _SAID[kind],
            department=self.department(department.id),
            subjects=subjects,
            people=department.people.total,
        )

    def _subjects(self, requirement: Requirement) -> str:
        if requirement.kind == Kind.SITES:
            return self.sites(requirement.subjects)
        return self.names(visible(subject) for subject in requirement.subjects)

    def _storeys(self, requirement: Requirement) -> str:
        low, high = requirement.subjects
        template = _BETWEEN if low and high else _FROM if low else _UP_TO
        name = self.department(requirement.department)
        return self.say(template, department=name, low=low, high=high)
