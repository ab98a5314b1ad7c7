"""People: departments, divisions, needs, relations; the ledger and the status quo."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from spaceplan.model.common import Counts, Name, Source
from spaceplan.model.seating_wishes import SeatingWish

#: Keys of ranks in the order of the quota tables (发改投资〔2014〕2674号, 表3).
RANKS_BY_LEVEL: dict[str, tuple[str, ...]] = {
    "central": (
        "central_minister",
        "central_vice_minister",
        "central_director_general",
        "central_deputy_director_general",
        "central_division",
        "central_staff",
    ),
    "province": (
        "province_head",
        "province_deputy",
        "province_bureau_head",
        "province_bureau_deputy",
        "province_division_head",
        "province_division_deputy",
        "province_staff",
    ),
    "city": ("city_head", "city_deputy", "city_bureau_head", "city_bureau_deputy", "city_staff"),
    "city_section_unit": ("section_head", "section_deputy", "section_staff"),
    "county": (
        "county_head",
        "county_deputy",
        "county_section_head",
        "county_section_deputy",
        "county_staff",
    ),
    "township": ("township_head", "township_deputy", "township_staff"),
}
LEVELS = tuple(RANKS_BY_LEVEL)
RANKS = tuple(rank for ranks in RANKS_BY_LEVEL.values() for rank in ranks)
SECONDED = "seconded"
CONTRACT = "contract"
#: Kinds of occupants in an occupancy who hold no established post.
UNESTABLISHED = (SECONDED, CONTRACT)
#: What they are called; ranks have their names from the rule set.
UNESTABLISHED_NAMES = {
    SECONDED: Name("借调人员", "seconded staff"),
    CONTRACT: Name("聘用人员", "contract staff"),
}
KINDS = ("organ", "institution", "enterprise", "association", "contractor")
BASES = ("owned", "rented", "borrowed", "lent")
STATUSES = ("active", "seconded", "contract", "retired", "transferred")
POSTS = ("main", "concurrent")
#: Whether a department holds the service rooms that it needs, or uses those pooled for its site.
SERVICES = ("held", "pooled")
#: In ``keep``: everybody of the department.
ALL = "all"


@dataclass(frozen=True)
class Division:
    """A part of a department that wants to sit together; its people by rank where known."""

    id: str
    name: Name = Name()
    headcount: Counts = Counts()


@dataclass(frozen=True)
class Relation:
    """How many people of a department work with another one, daily."""

    department: str
    people: int


@dataclass(frozen=True)
class Need:
    """Service rooms that a department must hold: ``count`` rooms of at least ``min_m2`` each.

    Parameters
    ----------
    within_m
        Longest walk from the department's hub, metres; None: anywhere on a site where it has an
        office.
    max_storey
        Highest storey number allowed; None: any (a public hall wants the ground floor).
    hard
        Whether a plan that leaves it unmet is no plan; else what is unmet counts as unseated.
    """

    use: str
    min_m2: float
    count: int = 1
    within_m: float | None = None
    max_storey: int | None = None
    hard: bool = False


@dataclass(frozen=True)
class Department:
    """A department: who holds rooms.

    Parameters
    ----------
    establishment
        Approved posts by rank: they give entitlement.
    headcount
        Established people there by rank: they need seats. Apart: ``seconded``, ``contract``.
    sites
        Sites where it must be (hard); empty: any. ``prefer_site`` is a wish only.
    requires
        Tags that every office of the department must carry (``classified``, ``step_free``);
        rooms tagged ``classified`` are held by nobody else.
    locked, forbidden
        Rooms that it keeps, and rooms that it must not hold.
    min_storey, max_storey
        Storey numbers between which its offices must lie.
    buildings
        Buildings where its offices must be (hard); empty: any.
    one_site, one_building
        All its offices must lie on one site, in one building, whichever it is.
    within_storeys
        They must lie in one building, on so many storeys: highest − lowest + 1.
    public_facing
        They must lie at most on the storey ``Settings.public_max_storey``.
    step_free
        Each must be reached from an entrance over doors and lifts, without stairs; the tag
        ``step_free`` on a room is evidence that it is.
    next_to
        Departments of which an office must be joined to one of its own: on one storey, with a wall
        or a door in common or a walk of at most ``Settings.zone_reach_m`` between them.
    not_on_storeys_of
        Departments with which it must not have a storey in common; it holds both ways.
    keep
        People who stay in their rooms, by id, or ``all``: their main rooms are held by the
        department, and they sit there.
    service
        ``held``: it holds the service rooms that it needs; ``pooled``: it holds none, and rooms
        tagged ``pooled`` on its sites meet its needs, together with those of others.
    certificate, published, filed
        Days on which the certificate of use was issued, the arrangement last published inside the
        house, and the leaders' offices last filed with the bureau.
    stated_people
        What its own file said of its people, where the ledger was read after it; None: no ledger.
    succeeds
        Departments that it was merged from or split from: their status quo is its own.
    seating
        Who of it sits with whom, near, apart, where.
    """

    id: str
    home_site: str
    name: Name = Name()
    short: Name = Name()
    kind: str = "organ"
    branch: str = ""
    level: str = "city"
    sites: tuple[str, ...] = ()
    prefer_site: str | None = None
    establishment: Counts = Counts()
    headcount: Counts = Counts()
    seconded: int = 0
    contract: int = 0
    divisions: tuple[Division, ...] = ()
    relations: tuple[Relation, ...] = ()
    needs: tuple[Need, ...] = ()
    requires: frozenset[str] = frozenset()
    locked: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    min_storey: int | None = None
    max_storey: int | None = None
    buildings: tuple[str, ...] = ()
    one_site: bool = False
    one_building: bool = False
    within_storeys: int | None = None
    public_facing: bool = False
    step_free: bool = False
    next_to: tuple[str, ...] = ()
    not_on_storeys_of: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    service: str = "held"
    succeeds: tuple[str, ...] = ()
    certificate: date | None = None
    published: date | None = None
    filed: date | None = None
    stated_people: Counts | None = field(default=None, compare=False, repr=False)
    seating: tuple[SeatingWish, ...] = ()
    source: Source | None = field(default=None, compare=False, repr=False)

    @property
    def people(self) -> Counts:
        """Everybody who needs a seat, by rank, seconded and contract staff last."""
        return Counts.of({**dict(self.headcount), SECONDED: self.seconded, CONTRACT: self.contract})


@dataclass(frozen=True)
class Holding:
    """A room that a department has in the status quo."""

    room: str
    department: str
    basis: str = "owned"
    approval: str = ""
    since: date | None = None
    until: date | None = None
    source: Source | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class LedgerEntry:
    """One line of the ledger: a person has a place in a room.

    Parameters
    ----------
    rank
        Key of the quota table, also for seconded and contract staff (their ``status`` says it);
        it may be empty for those who have none.
    post
        ``main``: the office of the person's main post; ``concurrent``: a second office.
    until
        When the ground for the place ends or ended: retirement, transfer, end of the concurrent
        post.
    name
        What the person is called, where the ledger says more than an id.
    """

    person: str
    department: str
    room: str
    division: str = ""
    rank: str = ""
    status: str = "active"
    post: str = "main"
    approval: str = ""
    since: date | None = None
    until: date | None = None
    name: str = ""
    source: Source | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Waiver:
    """A dated, reasoned permission not to mend a finding yet."""

    rule: str
    subject: str
    reason: str
    approver: str
    until: date
    source: Source | None = field(default=None, compare=False, repr=False)
