"""The rule book: what all rule sets of a portfolio say together, by look-up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from spaceplan.errors import Fault, InputError
from spaceplan.files.nearest import one_of
from spaceplan.i18n import N_, Message, Named
from spaceplan.model import Portfolio, Settings, Source
from spaceplan.model.common import Name
from spaceplan.model.people import UNESTABLISHED, UNESTABLISHED_NAMES
from spaceplan.rules.ancillary import Ancillary
from spaceplan.rules.categories import Category, Remedy
from spaceplan.rules.entries import RuleSet, StatedEntry, UseEntry
from spaceplan.rules.figures import Figure
from spaceplan.rules.ranks import RankEntry
from spaceplan.rules.rule_items import Rule
from spaceplan.rules.service import ServiceByShare, SteppedService
from spaceplan.rules.shapes import FlatPerHead
from spaceplan.rules.tables import ByCirculation, ByHeight, EquipmentRatio
from spaceplan.units import DM2_PER_M2, half_up

_MOST_COMPARED = 50


@dataclass(frozen=True)
class RuleBook:
    """All rule sets of a portfolio together; immutable, picklable, every look-up a dictionary's.

    Made by ``load_rules``. ``figures`` lists every figure with its source and mark.

    Parameters
    ----------
    shape
        Kind of the quota table; see ``spaceplan.rules.shapes``.
    per_head
        The quota table where it is the same for all heads.
    minimum_dm2, minimum_alone_dm2, minimum_extra_dm2
        One person needs a room of ``alone``; n >= 2 need n times ``minimum_dm2`` and ``extra``.
    equipment, use_coefficient, service_share
        None where the sets state none.
    """

    sets: tuple[RuleSet, ...]
    rules: tuple[Rule, ...]
    figures: tuple[Figure, ...]
    stated: tuple[StatedEntry, ...]
    shape: str
    per_head: FlatPerHead | None
    minimum_dm2: int
    minimum_alone_dm2: int
    minimum_extra_dm2: int
    remedy_order: tuple[Remedy, ...]
    forbidden_remedies: tuple[Remedy, ...]
    equipment: EquipmentRatio | None
    use_coefficient: ByHeight | ByCirculation | None
    ancillary: Ancillary
    private_toilet_dm2: int
    private_toilet_ranks: frozenset[str]
    service_share: ServiceByShare | None
    _ranks: dict[str, RankEntry]
    _levels: dict[str, Name]
    _uses: dict[str, UseEntry]
    _service: dict[str, SteppedService]

    # Uses of rooms

    def category(self, use: str) -> Category:
        """Return the category of a use; raises KeyError (``check_uses`` says it with its place)."""
        return self._uses[use].category

    def use_name(self, use: str) -> Name:
        """Return the name of a use, the word itself where it is not known."""
        entry = self._uses.get(use)
        return entry.name if entry else Name(use, use)

    def use_named(self, use: str) -> Named:
        """Return what a use is called, for a message; the word itself where it is not known."""
        name = self.use_name(use)
        return Named.of(name.text("zh") or use, name.text("en") or use)

    @property
    def uses(self) -> tuple[str, ...]:
        """All known uses."""
        return tuple(self._uses)

    def check_uses(self, portfolio: Portfolio) -> None:
        """Raise InputError with every use, of rooms and of needs, that no rule set knows."""
        if faults := self.unknown_uses(portfolio):
            raise InputError(faults)

    def unknown_uses(self, portfolio: Portfolio) -> list[Fault]:
        """Return a fault for every use, of rooms and of needs, that no rule set knows."""
        stated: list[tuple[str, str, Source | None]] = []
        for room in portfolio.rooms:
            stated.append((room.use, room.id, room.source))
            if room.approved_use is not None:
                stated.append((room.approved_use, room.id, room.source))
        for department in portfolio.departments:
            stated += [(need.use, department.id, department.source) for need in department.needs]
        expected: dict[str, str] = {}
        faults = []
        for use, id, source in stated:
            if use not in self._uses:
                if use not in expected:  # comparing words is slow: not for each of very many
                    word = use if len(expected) < _MOST_COMPARED else None
                    expected[use] = one_of(self._uses, word)
                file, line = (source.file, source.line) if source else ("portfolio", None)
                found = Message.of(N_("use '{word}' of '{id}'"), word=use, id=id)
                faults.append(Fault(file, line, found, expected[use]))
        return faults

    # Ranks and what they justify

    @property
    def levels(self) -> tuple[str, ...]:
        """All levels with a quota table."""
        return tuple(self._levels)

    @property
    def ranks(self) -> tuple[str, ...]:
        """All ranks, in the order of the quota tables."""
        return tuple(self._ranks)

    def level_name(self, level: str) -> Name:
        """Return the name of a level, the word itself where it is not known."""
        return self._levels.get(level, Name(level, level))

    def knows_rank(self, rank: str) -> bool:
        """Return whether a rank has a quota."""
        return rank in self._ranks

    def rank_name(self, kind: str) -> Name:
        """Return what a rank, seconded or contract staff are called.

        The word itself where nobody knows it.
        """
        entry = self._ranks.get(kind)
        return entry.name if entry else UNESTABLISHED_NAMES.get(kind, Name(kind, kind))

    def level_of_rank(self, rank: str) -> str:
        """Return the level in whose quota table a rank stands, empty where it is not known."""
        entry = self._ranks.get(rank)
        return entry.level if entry else ""

    def quota_figure(self, rank: str) -> Figure | None:
        """Return the figure that gives a rank its quota: its own, its level's, that of all."""
        entry = self._ranks.get(rank)
        if entry is not None and entry.counts_as:
            return self.quota_figure(entry.counts_as)
        level = self.level_of_rank(rank)
        ids = (f"office.{level}.{rank}", f"office.{level}", "office")
        found = {figure.id: figure for figure in self.figures if figure.id in ids}
        return next((found[id] for id in ids if id in found), None)

    def counts_as(self, rank: str) -> str:
        """Return the rank of the table whose quota a rank has; the rank itself as a rule."""
        entry = self._ranks.get(rank)
        return (entry.counts_as or rank) if entry else rank

    def quota_dm2(self, rank: str) -> int:
        """Return the office quota of a rank, whole dm²; raises KeyError."""
        return self._ranks[rank].quota_dm2

    def own_room(self, rank: str) -> bool:
        """Return whether a rank sits alone; never for seconded and contract staff."""
        entry = self._ranks.get(rank)
        return entry is not None and entry.own_room

    def without_own_rooms(self) -> RuleBook:
        """Return the same rules, but that nobody has to sit alone."""
        ranks = {rank: replace(entry, own_room=False) for rank, entry in self._ranks.items()}
        return replace(self, _ranks=ranks)

    def allowance_dm2(self, kind: str, settings: Settings) -> int:
        """Return what one occupant justifies in an office, whole dm².

        The quota of a rank; for seconded and contract staff the area a head where the rule set
        counts all people, else the physical minimum, or nothing under
        ``allowance_without_quota: none``. Raises KeyError for a rank that is not known.
        """
        if kind in UNESTABLISHED and self.counts_people and self.per_head is not None:
            return self.per_head.area_dm2
        if kind in UNESTABLISHED:
            return self.minimum_dm2 if settings.allowance_without_quota == "minimum" else 0
        return self._ranks[kind].quota_dm2

    def seats(self, area_dm2: int) -> int:
        """Return how many people the physical minimum lets sit in a room.

        See ``room_for_dm2``.
        """
        together = (area_dm2 - self.minimum_extra_dm2) // self.minimum_dm2
        return together if together >= 2 else int(area_dm2 >= self.minimum_alone_dm2)

    def room_for_dm2(self, people: int) -> int:
        """Return the least area of a room in which so many people may sit, whole dm²."""
        if people == 1:
            return max(self.minimum_alone_dm2, self.minimum_dm2)
        return people * self.minimum_dm2 + self.minimum_extra_dm2

    # Entitlement

    @property
    def counts_people(self) -> bool:
        """Whether entitlement comes from the people there instead of the approved posts."""
        return self.per_head is not None and self.per_head.heads == "people"

    def post_dm2(self, kind: str) -> int:
        """Return the office area of one post, or of one head where people count; KeyError."""
        if kind in UNESTABLISHED and self.per_head is not None:
            return self.per_head.area_dm2
        return self._ranks[kind].quota_dm2

    def knows_level(self, level: str) -> bool:
        """Return whether a level has quotas, and a service table where there are any."""
        return level in self._service if self._service else level in self._levels

    def limits(self, category: Category) -> bool:
        """Return whether the rule sets limit a category of area by itself."""
        if category is Category.SERVICE:
            return bool(self._service) or self.service_share is not None
        return category is Category.OFFICE or (
            category is Category.EQUIPMENT and self.equipment is not None
        )

    def service_dm2(
        self, level: str, people: int, *, office_dm2: int = 0, establishment: int | None = None
    ) -> int:
        """Return the service area of some people in whole dm², half up; 0 where none is stated.

        By level f(x) · people, x the ``establishment``, else the people; raises KeyError.
        """
        if self.service_share is not None:
            return half_up(self.service_share.area_dm2(office_dm2, people))
        if not self._service:
            return 0
        x = people if establishment is None else establishment
        return half_up(self._service[level].per_person_m2(x) * people * DM2_PER_M2)

    def equipment_dm2(self, office_and_service_dm2: int) -> int:
        """Return the equipment area for an office and service area, whole dm²; 0 where none is."""
        return self.equipment.area_dm2(office_and_service_dm2) if self.equipment else 0

    def coefficient(self, *, high_rise: bool) -> Fraction | None:
        """Return K, usable over built area; None where no rule set states it."""
        table = self.use_coefficient
        return None if table is None else table.coefficient(high_rise=high_rise)

    def canteen_dm2(self, people: int) -> int:
        """Return the built area of the canteen, whole dm²; 0 where no rule set names one."""
        return self.ancillary.canteen.area_dm2(people) if self.ancillary.canteen else 0

    def car_park_dm2(self, cars: int) -> int:
        """Return the built area of the car park, whole dm²; 0 where no rule set names one."""
        return self.ancillary.car_park.area_dm2(cars) if self.ancillary.car_park else 0

    # Rules

    def rule(self, id: str) -> Rule:
        """Return a rule; raises KeyError."""
        for rule in self.rules:
            if rule.id == id:
                return rule
        raise KeyError(id)
