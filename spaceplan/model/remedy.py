"""What a remedy is: who moves, which rooms change hands, which works; what was tried before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from spaceplan.model.common import Name


class Scope(StrEnum):
    """How far a remedy reaches, or how far one was looked for; the nearest first."""

    STOREY = "storey"
    BUILDING = "building"
    SITE = "site"
    PORTFOLIO = "portfolio"


#: All scopes, the nearest first.
SCOPES = tuple(Scope)


class Obstacle(StrEnum):
    """Why a candidate is no remedy."""

    TOO_LARGE = "too_large"
    TOO_SMALL = "too_small"
    PARTNER_OVER = "partner_over"
    PARTNER_CROWDED = "partner_crowded"
    SITS_ALONE = "sits_alone"
    OTHER_HOLDERS = "other_holders"
    NOBODY_KNOWN = "nobody_known"
    STAYS = "stays"
    LOCKED = "locked"
    REQUIREMENT = "requirement"
    ENTITLEMENT = "entitlement"
    STILL_OVER = "still_over"
    LEAVES_EXCESS = "leaves_excess"
    NO_SEAT = "no_seat"
    NO_COMMON_ROOM = "no_common_room"
    NO_QUOTA = "no_quota"
    NOT_ENOUGH = "not_enough"
    NEEDED = "needed"
    USE_UNKNOWN = "use_unknown"
    NOT_LOOKED_FOR = "not_looked_for"
    CHECKER = "checker"


@dataclass(frozen=True)
class Move:
    """One person changes room.

    Parameters
    ----------
    person
        None where a plan names nobody.
    department
        As the ledger or the plan writes it.
    kind
        What the person counts as in an occupancy; empty for who needs no seat there.
    start, end
        Rooms; without a start the person had no seat, without an end the place is given up.
    walk_m
        From door to door, metres; 0 without a start or an end.
    """

    person: str | None
    department: str
    kind: str
    start: str | None
    end: str | None
    walk_m: float = 0.0


@dataclass(frozen=True)
class Transfer:
    """A room changes hands; without a taker it is handed back, without a giver it was vacant.

    Without both it is a pooled room that its site gives up.
    """

    room: str
    giver: str | None
    taker: str | None
    area_dm2: int


@dataclass(frozen=True)
class Works:
    """Simple works: so much of a room is opened to a common room that lies beside it."""

    room: str
    surplus_dm2: int
    common: str


@dataclass(frozen=True)
class Restored:
    """A room that served one office is for everybody again, or for what it was approved for.

    Parameters
    ----------
    use, name
        What it is for afterwards, and how the rule sets call that.
    """

    room: str
    use: str
    name: Name
    area_dm2: int


@dataclass(frozen=True)
class Remedy:
    """A concrete cure of one finding, which the checker has confirmed; see ``find_remedies``.

    Parameters
    ----------
    kind
        A word of the rule sets: ``swap``, ``share``, ``simple_works``, ``hand_back``, ``vacate``,
        ``more_room``, ``relocate``, ``restore_use``. Never ``wall_off``.
    due
        The last day by the rule, where it names one.
    unmet_needs
        By how much it raises unmet needs of service rooms (each started 9 m² counts as one).
    new_zones
        By how many zones it splits a department further.
    regained_dm2
        Excess that it removes for the finding, whole dm².
    cures
        Fingerprints of all findings that go with it, the finding's own first.
    """

    kind: str
    scope: Scope
    moves: tuple[Move, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    works: tuple[Works, ...] = ()
    restored: tuple[Restored, ...] = ()
    due: date | None = None
    unmet_needs: int = 0
    new_zones: int = 0
    regained_dm2: int = 0
    cures: tuple[str, ...] = ()

    @property
    def people_moved(self) -> int:
        """How many people change from one room to another."""
        return sum(move.start is not None and move.end is not None for move in self.moves)

    @property
    def walk_m(self) -> float:
        """Sum of the walks of all who move, metres."""
        return round(sum(move.walk_m for move in self.moves), 2)

    @property
    def handed_back_dm2(self) -> int:
        """Area handed back less area newly taken, whole dm²."""
        back = sum(t.area_dm2 for t in self.transfers if t.taker is None)
        return back - sum(t.area_dm2 for t in self.transfers if t.giver is None and t.taker)

    @property
    def common_dm2(self) -> int:
        """Area that becomes common space, whole dm²."""
        return sum(work.surplus_dm2 for work in self.works)

    @property
    def given_up(self) -> tuple[str, ...]:
        """Pooled rooms that their site gives up."""
        return tuple(t.room for t in self.transfers if t.giver is None and t.taker is None)

    @property
    def changes_places(self) -> bool:
        """Whether it changes rooms themselves, and not only who holds them or sits there."""
        return bool(self.works or self.restored or self.given_up)

    @property
    def rooms(self) -> frozenset[str]:
        """All rooms that it touches."""
        ends = [room for move in self.moves for room in (move.start, move.end) if room]
        changed = [transfer.room for transfer in self.transfers]
        rebuilt = [*(work.room for work in self.works), *(r.room for r in self.restored)]
        return frozenset((*ends, *changed, *rebuilt))


@dataclass(frozen=True)
class Searched:
    """One scope of a search that found nothing there: every candidate, and why it failed."""

    scope: Scope
    candidates: int
    obstacles: tuple[tuple[Obstacle, int], ...]


@dataclass(frozen=True)
class Tried:
    """One kind of remedy that was looked for in vain, scope by scope, each within the next.

    Parameters
    ----------
    complete
        Whether every candidate was judged, so that none exists; else the search was cut short.
    harms
        Fingerprints of findings that candidates would have made, as the checker found.
    """

    kind: str
    searched: tuple[Searched, ...]
    complete: bool = True
    harms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edit:
    """A line of a file of the portfolio's folder as a remedy changes it.

    Parameters
    ----------
    line
        One-based; the line after the last one where a line is added.
    before, after
        Without line ends; None before where it is added, None after where it goes.
    """

    file: str
    line: int
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Answer:
    """What became of one finding: a remedy or none, and the kinds tried before in vain.

    Parameters
    ----------
    edits
        What the remedy changes in the portfolio's own files, as far as these are tables.
    """

    fingerprint: str
    remedy: Remedy | None
    tried: tuple[Tried, ...] = ()
    edits: tuple[Edit, ...] = ()

    @property
    def proven_none(self) -> bool:
        """Whether it is proven that no remedy of the allowed kinds exists."""
        return self.remedy is None and all(tried.complete for tried in self.tried)


@dataclass(frozen=True)
class Answers:
    """The answers for the findings of one check, in its order."""

    answers: tuple[Answer, ...]
    seconds: float = 0.0
    stopped: bool = False
    _by: dict[str, Answer] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the answers."""
        object.__setattr__(self, "_by", {a.fingerprint: a for a in self.answers})

    def of(self, fingerprint: str) -> Answer | None:
        """Return the answer for a finding, None where none was looked for."""
        return self._by.get(fingerprint)
