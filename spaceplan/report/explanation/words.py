"""Names of places, departments and requirements in one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spaceplan.allocate.explain import CLASSIFIED_APART, PHYSICAL_MINIMUM, SEATS
from spaceplan.i18n import N_, in_language, translator
from spaceplan.model import Department, Name, Portfolio
from spaceplan.model.people import ALL
from spaceplan.model.requirements import OWN_ROOM, Requirement
from spaceplan.model.wish_places import UNKNOWN, WishPlaces
from spaceplan.report.safe import visible
from spaceplan.rules import RuleBook
from spaceplan.things import number_of

#: Of a long list so many are named; the rest is counted.
_MOST_NAMED, _MOST_RANKS = 12, 8
_AND_MORE = N_("{names} and {n:,} more")
_SAID = {
    SEATS: N_("{department}: its people ({people:,}) need a seat"),
    "sites": N_("{department} must sit at {stated} (sites)"),
    "buildings": N_("{department} must sit in {stated} (buildings)"),
    "min_storey": N_("{department}: offices on storey {stated} or above (min_storey)"),
    "max_storey": N_("{department}: offices on storey {stated} or below (max_storey)"),
    "one_site": N_("{department} must be on one site (one_site)"),
    "one_building": N_("{department} must be in one building (one_building)"),
    "within_storeys": N_("{department}: one building, storeys at most: {stated} (within_storeys)"),
    "public_facing": N_("{department} faces the public: storey {highest} or below (public_facing)"),
    "step_free": N_("{department} must be reached without stairs (step_free)"),
    "locked": N_("{department} keeps room {stated} (locked)"),
    "forbidden": N_("{department} must not hold {stated} (forbidden)"),
    "requires": N_("{department}: every office must carry '{stated}' (requires)"),
    "next_to": N_("{department} must be next to {other} (next_to)"),
    "not_on_storeys_of": N_("{department} and {other}: no storey in common (not_on_storeys_of)"),
    "keep": N_("{department}: '{stated}' stay where they sit (keep)"),
    "empty_storey": N_("nobody holds an office on storey {stated} (empty_storeys)"),
    OWN_ROOM: N_("these ranks sit alone: {ranks} (own_room)"),
    CLASSIFIED_APART: N_("classified rooms are kept apart from everybody else (classified)"),
    PHYSICAL_MINIMUM: N_(
        "physical minimum: {least:g} m² a person, {alone:g} m² for one who sits alone"
    ),
}
_ALL_KEPT = N_("{department}: everybody stays where they sit (keep)")


@dataclass(frozen=True)
class Words:
    """Says names and requirements of one portfolio in one language.

    Parameters
    ----------
    places
        Where the files state each hard requirement.
    """

    portfolio: Portfolio
    rulebook: RuleBook
    language: str
    places: WishPlaces = UNKNOWN

    def say(self, template: str, /, **values: object) -> str:
        """Return a message in the language, filled in."""
        return translator(self.language)(template).format(**values)

    def number_of(self, things: tuple[str, str], n: int) -> str:
        """Return how many there are, in the language."""
        return in_language(number_of(things, n), self.language)

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
        """Return one requirement in words, with the place in the files where it stands."""
        return self.placed(self._asked(requirement), requirement)

    def placed(self, text: str, requirement: Requirement) -> str:
        """Return a text, behind it where the requirement stands: ``text [file:line]``."""
        place = self.places.of(requirement)
        return text if place is None else f"{text} [{visible(place.file)}:{place.line}]"

    def _asked(self, requirement: Requirement) -> str:
        all_kept = (requirement.kind, requirement.value) == ("keep", ALL)
        template = _ALL_KEPT if all_kept else _SAID.get(requirement.kind)
        if template is None:
            return visible(in_language(requirement.words, self.language))
        values = self._of_department(requirement) if requirement.department else {}
        book = self.rulebook
        return self.say(
            template,
            **{"stated": visible(requirement.value), **values},
            other=self.department(requirement.value),
            highest=self.portfolio.settings.public_max_storey,
            ranks=self.names(self._ranks_alone(), _MOST_RANKS),
            least=book.minimum_dm2 / 100,
            alone=book.minimum_alone_dm2 / 100,
        )

    def _of_department(self, requirement: Requirement) -> dict[str, object]:
        department = self.portfolio.department(requirement.department)
        values: dict[str, object] = {
            "department": self.department(department.id),
            "people": department.people.total,
        }
        if not requirement.value:
            values["stated"] = self._stated(department, requirement.kind)
        return values

    def _stated(self, department: Department, kind: str) -> str:
        """Return what a department states under a key."""
        stated = getattr(department, kind, "")
        if kind == "sites":
            return self.sites(tuple(dict.fromkeys(department.sites)))
        if isinstance(stated, tuple):
            return self.names(visible(str(entry)) for entry in dict.fromkeys(stated))
        return str(stated)

    def _ranks_alone(self) -> list[str]:
        """Return the ranks of the portfolio's people who sit alone."""
        ranks = {rank for d in self.portfolio.departments for rank, _ in d.headcount}
        alone = [r for r in self.rulebook.ranks if r in ranks and self.rulebook.own_room(r)]
        return [self.name(self.rulebook.rank_name(rank), rank) for rank in alone]
