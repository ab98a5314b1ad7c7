"""The rule book: what all rule sets of a portfolio say together, by look-up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from spaceplan.errors import Fault, InputError
from spaceplan.files.nearest import one_of
from spaceplan.i18n import N_, Message
from spaceplan.model import Portfolio, Settings, Source
from spaceplan.model.common import Name
from spaceplan.model.people import UNESTABLISHED
from spaceplan.rules.categories import Category, Remedy
from spaceplan.rules.figures import Figure
from spaceplan.rules.kinds import RuleKind
from spaceplan.rules.schema import Ancillary
from spaceplan.rules.tables import EquipmentRatio, SteppedService, UseCoefficient
from spaceplan.units import DM2_PER_M2, half_up

_MOST_COMPARED = 50


@dataclass(frozen=True)
class RuleSet:
    """One rule set that was applied: its name, version, document, and the hash of its file."""

    name: str
    version: str
    title: Name
    document: str
    document_title: Name
    file: str
    sha256: str


@dataclass(frozen=True)
class Rule:
    """One rule: what is checked, how grave a breach is, and where it is written.

    Parameters
    ----------
    kind
        What is checked, with its options; see ``spaceplan.rules.kinds``.
    source, clause
        Number of the document, and its article.
    required
        Whether data that it needs must not be missing.
    remedies
        Kinds of cure that the rule allows, best first.
    """

    id: str
    kind: RuleKind
    severity: str
    title: Name
    source: str
    clause: str
    verified: bool
    rule_set: str
    required: bool = False
    remedies: tuple[Remedy, ...] = ()
    note: Name = Name()

    @property
    def citation(self) -> str:
        """Document and article, as in ``发改投资〔2014〕2674号, 第十一条``."""
        return f"{self.source}, {self.clause}" if self.clause else self.source


@dataclass(frozen=True)
class RankEntry:
    """A rank: its quota in whole dm², its level, its name, whether it sits alone."""

    level: str
    name: Name
    quota_dm2: int
    own_room: bool


@dataclass(frozen=True)
class UseEntry:
    """A use of rooms: category and name; unverified where the category is assumed."""

    category: Category
    name: Name
    verified: bool


@dataclass(frozen=True)
class RuleBook:
    """All rule sets of a portfolio together; immutable, picklable, every look-up a dictionary's.

    Made by ``load_rules``. ``figures`` lists every figure with its source and mark.
    """

    sets: tuple[RuleSet, ...]
    rules: tuple[Rule, ...]
    figures: tuple[Figure, ...]
    minimum_dm2: int
    minimum_alone_dm2: int
    remedy_order: tuple[Remedy, ...]
    forbidden_remedies: tuple[Remedy, ...]
    equipment: EquipmentRatio
    use_coefficient: UseCoefficient
    ancillary: Ancillary
    private_toilet_dm2: int
    private_toilet_ranks: frozenset[str]
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

    @property
    def uses(self) -> tuple[str, ...]:
        """All known uses."""
        return tuple(self._uses)

    def check_uses(self, portfolio: Portfolio) -> None:
        """Raise InputError with every use, of rooms and of needs, that no rule set knows."""
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
        if faults:
            raise InputError(faults)

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

    def rank_name(self, rank: str) -> Name:
        """Return the name of a rank, the word itself where it is not known."""
        entry = self._ranks.get(rank)
        return entry.name if entry else Name(rank, rank)

    def level_of_rank(self, rank: str) -> str:
        """Return the level in whose quota table a rank stands, empty where it is not known."""
        entry = self._ranks.get(rank)
        return entry.level if entry else ""

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

        The quota of a rank; for seconded and contract staff the physical minimum, or nothing under
        ``allowance_without_quota: none``. Raises KeyError for a rank that is not known.
        """
        if kind in UNESTABLISHED:
            return self.minimum_dm2 if settings.allowance_without_quota == "minimum" else 0
        return self._ranks[kind].quota_dm2

    def seats(self, area_dm2: int) -> int:
        """Return how many people the physical minimum lets sit in a room.

        One needs ``minimum_alone_dm2``; n >= 2 need n times ``minimum_dm2``.
        """
        together = area_dm2 // self.minimum_dm2
        return together if together >= 2 else int(area_dm2 >= self.minimum_alone_dm2)

    # Entitlement

    def knows_level(self, level: str) -> bool:
        """Return whether a level has a service table, without which there is no entitlement."""
        return level in self._service

    def service_per_person_m2(self, level: str, establishment: int) -> Fraction:
        """Return f(x), m² of service area a person, exact; raises KeyError."""
        return self._service[level].per_person_m2(establishment)

    def service_dm2(self, level: str, people: int, *, establishment: int | None = None) -> int:
        """Return f(x) · people in whole dm², half up; x is ``establishment``, else the people."""
        x = people if establishment is None else establishment
        return half_up(self.service_per_person_m2(level, x) * people * DM2_PER_M2)

    def equipment_dm2(self, office_and_service_dm2: int) -> int:
        """Return the equipment area for an office and service area, whole dm²."""
        return self.equipment.area_dm2(office_and_service_dm2)

    def coefficient(self, *, high_rise: bool) -> Fraction:
        """Return K, usable over built area."""
        table = self.use_coefficient
        return Fraction(table.high_rise if high_rise else table.multi_storey)

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
