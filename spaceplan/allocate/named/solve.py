"""Seat named people inside what departments hold: departments one by one, as many as cores.

Given the holdings, departments do not touch each other. What a person and a pair of rooms is in the
published office space allocation problem is here a count of people who are alike, which most
departments let be proven optimal within a second; see ``problem``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from time import perf_counter

from spaceplan.allocate.named.build import Translator
from spaceplan.allocate.named.decode import Decoder
from spaceplan.allocate.named.problem import DepartmentProblem
from spaceplan.allocate.named.result import NamedSeating, SeatedDepartment
from spaceplan.allocate.named.search import CLOSED, Counts, search_department
from spaceplan.allocate.ortools_models.limits import Limits
from spaceplan.allocate.result import Status
from spaceplan.allocate.seating import SeatingOptions, seat_people
from spaceplan.entitlement import Entitlements
from spaceplan.errors import ConflictError, SpaceplanError
from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_, Message
from spaceplan.model import (
    Allocation,
    AllocationLine,
    Department,
    LedgerEntry,
    Portfolio,
    SeatingWish,
    in_rank_order,
    occupant_kind,
)
from spaceplan.model.naming import department_named
from spaceplan.model.people import ALL
from spaceplan.model.seating_words import wish_words
from spaceplan.progress import SILENT, Progress
from spaceplan.rules import RuleBook

_DEFAULTS = SeatingOptions()
#: Least seconds and units of work for a department, and how often Ctrl-C is looked for, seconds.
_LEAST, _LEAST_WORK, _TICK = 0.1, 0.05, 0.2
#: What all departments together get, and after that those that are not proven: of what is left.
_SHARES = (0.2, 0.5, 1.0)
#: Work of a department where only time limits it.
_ENDLESS = 1e6
_People = Mapping[str, Sequence[tuple[LedgerEntry, str]]]


def seat_by_name(
    portfolio: Portfolio,
    graph: SpatialGraph,
    rulebook: RuleBook,
    entitlements: Entitlements,
    allocation: Allocation,
    *,
    free: bool = False,
    fewest: bool = True,
    only: frozenset[str] = frozenset(),
    options: SeatingOptions = _DEFAULTS,
    progress: Progress = SILENT,
) -> NamedSeating:
    """Seat everybody of the ledger inside the rooms that his department holds in an allocation.

    Parameters
    ----------
    free
        Whether ranks may be distributed anew among a department's rooms; else each room takes the
        people of each rank whom the allocation has there.
    fewest
        Whether as few people as can be move, before anything else; else a move has its price.
    only
        Departments to seat; empty: all. The others sit as the allocation has them.

    Raises
    ------
    ConflictError
        If hard wishes of a department exclude each other, naming them, each needed.
    SpaceplanError
        If there is no ledger, or the time did not suffice to meet the hard wishes.
    """
    if portfolio.ledger is None:
        text = N_("no ledger (people.csv): it must say who is to be seated, one line a person")
        raise SpaceplanError(Message.of(text))
    translator = Translator(
        portfolio, graph, rulebook, entitlements, allocation, free=free, fewest=fewest
    )
    run = _Run(portfolio, translator, options, progress)
    run.seat([d for d in portfolio.departments if not only or d.id in only])
    return run.result(allocation, Decoder(portfolio, graph))


def people_by_department(portfolio: Portfolio) -> _People:
    """Return who needs a seat, by the department that stands for theirs today, in its order."""
    heirs: dict[str, str] = {}
    for department in portfolio.departments:
        for past in department.succeeds:
            heirs.setdefault(past, department.id)
    heirs |= {department.id: department.id for department in portfolio.departments}
    found: dict[str, dict[str, tuple[LedgerEntry, str]]] = defaultdict(dict)
    for entry in portfolio.ledger or ():
        kind = occupant_kind(entry)
        if kind is not None and entry.department in heirs:
            found[heirs[entry.department]].setdefault(entry.person, (entry, kind))
    return {id: tuple(sorted(people.values(), key=_by_person)) for id, people in found.items()}


def _by_person(person: tuple[LedgerEntry, str]) -> str:
    return person[0].person


def hard_kept(department: Department, people: Sequence[tuple[LedgerEntry, str]]) -> Department:
    """Return the department with ``keep`` as a hard wish among its seating wishes."""
    if not department.keep:
        return department
    everybody = ALL in department.keep
    kept = tuple(
        entry.person
        for entry, _ in people
        if entry.room and (everybody or entry.person in department.keep)
    )
    keep = SeatingWish("keep", kept, hard=True)
    return replace(department, seating=(*department.seating, keep)) if kept else department


class _Run:
    """One run over all departments."""

    def __init__(
        self,
        portfolio: Portfolio,
        translator: Translator,
        options: SeatingOptions,
        progress: Progress,
    ) -> None:
        self.portfolio = portfolio
        self.translator = translator
        self.options = options
        self.progress = progress
        self.started = perf_counter()
        self.people = people_by_department(portfolio)
        self.problems: dict[str, DepartmentProblem] = {}
        self.found: dict[str, Counts] = {}

    def seat(self, departments: Sequence[Department]) -> None:
        """Seat departments, small ones first: what they leave of the time is for the large ones."""
        self.progress.step(N_("model"))
        for department in departments:
            people = self.people.get(department.id, ())
            if people:
                whole = hard_kept(department, people)
                self.problems[department.id] = self.translator.problem(whole, people)
        for share in _SHARES:
            left = [p for p in self.problems.values() if self._is_open(p.department)]
            if left and not (self.found and self._seconds_left() <= 0):
                self._round(sorted(left, key=lambda problem: problem.size), share)
        conflicts = [
            text for id, counts in self.found.items() for text in self._why_not(id, counts)
        ]
        if conflicts:
            raise ConflictError(*conflicts)

    def _is_open(self, id: str) -> bool:
        return id not in self.found or self.found[id].is_open

    def _round(self, problems: Sequence[DepartmentProblem], share: float) -> None:
        """Search each department for its part, by size, of a share of what is left."""
        whole = sum(problem.size for problem in problems)
        seconds = self._seconds_left() * share * self.options.workers
        work = self._work_left() * share
        waiting = list(problems)
        with ThreadPoolExecutor(self.options.workers) as pool:
            running: set[Future[tuple[str, Counts]]] = set()
            while waiting or running:
                while waiting and len(running) < self.options.workers:
                    problem = waiting.pop(0)
                    part = problem.size / max(1, whole)
                    limits = Limits(
                        max(_LEAST_WORK, work * part),
                        max(_LEAST, 0.0 if self.progress.stopped() else seconds * part),
                        self.options.seed,
                    )
                    known = self.found.get(problem.department)
                    running.add(pool.submit(_search, problem, limits, known))
                done, running = wait(running, _TICK, FIRST_COMPLETED)
                for future in done:
                    id, counts = future.result()
                    self.found[id] = counts
                done_so_far = sum(not self._is_open(id) for id in self.problems)
                said = N_("Seating the departments")
                self.progress.step(said, done_so_far, len(self.problems))

    def _seconds_left(self) -> float:
        if self.progress.stopped():
            return 0.0
        return max(0.0, self.options.time_limit - (perf_counter() - self.started))

    def _work_left(self) -> float:
        if self.options.work_limit is None:
            return _ENDLESS
        return max(0.0, self.options.work_limit - sum(c.work for c in self.found.values()))

    def _why_not(self, id: str, counts: Counts) -> Iterator[Message]:
        """Yield in words why a department has no seating."""
        if counts.counts is not None:
            return
        name = department_named(self.portfolio, id)
        people = self.people.get(id, ())
        wishes = hard_kept(self.portfolio.department(id), people).seating
        if not counts.conflict:
            text = N_(
                "department {department}: no seating found in time that meets all hard wishes"
            )
            raise SpaceplanError(Message.of(text, department=name))
        intro = N_("department {department}: in the rooms that it holds these cannot all be met:")
        yield Message.of(intro, department=name)
        for place in counts.conflict:
            number = self.problems[id].wishes[place].number
            yield Message.of(N_("  - {wish}"), wish=wish_words(wishes[number]))

    def result(self, allocation: Allocation, decoder: Decoder) -> NamedSeating:
        """Name the people."""
        seated = dict(allocation.people or seat_people(self.portfolio, allocation))
        lines = {(line.room, line.department): line for line in allocation.lines}
        rows = []
        for id, problem in self.problems.items():
            counts = self.found[id]
            assert counts.counts is not None
            for entry, _ in self.people[id]:
                seated.pop(entry.person, None)
            named = decoder.decode(problem, counts.counts, [e for e, _ in self.people[id]])
            seated |= named
            if problem.free:
                lines |= _new_lines(problem, counts.counts)
            moved = sum(
                bool(entry.room) and named.get(entry.person) != entry.room
                for entry, _ in self.people[id]
            )
            rows.append(_row(id, len(self.people[id]), len(named), moved, counts))
        plan = replace(
            allocation,
            lines=tuple(lines[key] for key in sorted(lines)),
            people=tuple(sorted(seated.items())),
        )
        return NamedSeating(plan, tuple(rows), perf_counter() - self.started)


def _search(problem: DepartmentProblem, limits: Limits, known: Counts | None) -> tuple[str, Counts]:
    return problem.department, search_department(problem, limits, known)


def _row(id: str, people: int, seated: int, moved: int, counts: Counts) -> SeatedDepartment:
    closed = counts.cost <= counts.bound + CLOSED
    return SeatedDepartment(
        department=id,
        people=people,
        seated=seated,
        moved=moved,
        cost=counts.cost,
        bound=counts.cost if closed else counts.bound,
        status=Status.OPTIMAL if counts.proven else Status.FEASIBLE,
        seconds=counts.seconds,
        work=counts.work,
    )


def _new_lines(
    problem: DepartmentProblem, counts: Sequence[Sequence[int]]
) -> dict[tuple[str, str], AllocationLine]:
    """Return the lines of a department whose ranks were distributed anew."""
    found = {}
    for r, place in enumerate(problem.places):
        if place.fixed:
            continue
        numbers: Counter[str] = Counter()
        for group, row in zip(problem.groups, counts, strict=True):
            numbers[group.kind] += row[r]
        line = AllocationLine(place.id, problem.department, in_rank_order(dict(numbers)))
        found[place.id, problem.department] = line
    return found
