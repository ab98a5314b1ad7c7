"""What ``spaceplan explain`` is asked, checked against the portfolio, and answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from spaceplan import pipeline
from spaceplan.allocate.explain import (
    Again,
    Case,
    Conflict,
    TimeLeft,
    counts_suffice,
    outright_conflicts,
    relaxations,
    room_worth,
    short_needs,
    shortages,
    ways_out,
    why_here,
    wish_costs,
    wish_shortages,
)
from spaceplan.cli.plan_at_hand import plan_at_hand
from spaceplan.errors import Fault, InputError
from spaceplan.files.nearest import one_of
from spaceplan.i18n import N_, Message
from spaceplan.model import Allocation, Portfolio
from spaceplan.pipeline import Prepared
from spaceplan.progress import Progress
from spaceplan.replan import Alternatives, find_alternatives, find_backbone
from spaceplan.report.explanation import Asked, Unmet, alternative_summaries

#: Where nothing is asked but what cannot be met, a plan is made in one part of so many of the time.
_UNMET = 4


@dataclass(frozen=True)
class Questions:
    """What is asked; see ``spaceplan explain --help``."""

    allocation: Path | None = None
    department: str | None = None
    place: str | None = None
    room: float | None = None
    site: str | None = None
    costs: bool = False
    backbone: float | None = None
    alternatives: int | None = None
    within: float = 2.0
    time_limit: float = 60.0
    seed: int = 0
    workers: int = 1

    @property
    def number(self) -> int:
        """How many questions there are, besides what cannot be met."""
        asked = (self.department, self.room, self.costs or None, self.backbone, self.alternatives)
        return sum(one is not None for one in asked)


def answer(prepared: Prepared, questions: Questions, progress: Progress) -> Asked:
    """Answer the questions; without any say what cannot be met.

    Raises
    ------
    InputError
        If a question names what does not exist.
    ConflictError
        If hard requirements exclude each other and something else was asked.
    """
    _refuse_unknown(questions, prepared.portfolio)
    started = perf_counter()
    case = Case(prepared.portfolio, prepared.graph, prepared.rulebook, prepared.entitlements)
    asked = Asked(prepared.portfolio, prepared.rulebook, prepared.wish_places)
    clock = _Clock(started + questions.time_limit, questions, progress)
    if not questions.number:
        progress.step(N_("Looking for requirements that exclude each other"))
        if outright := tuple(outright_conflicts(case, clock.time)):
            unmet = _excluded(case, outright, clock)
            return replace(asked, unmet=unmet, seconds=perf_counter() - started)
    # What cannot be met needs its time for conflicts; any plan says which rooms others hold.
    seconds = clock.time.seconds / (2 + questions.number if questions.number else _UNMET)
    source, plan = plan_at_hand(prepared, questions.allocation, seconds=seconds, progress=progress)
    objective = pipeline.objective_of(prepared, plan)
    asked = replace(asked, plan=(source, objective))
    if not questions.number:
        asked = replace(
            asked, unmet=_unmet(case, plan, objective.unseated + objective.unmet_needs, clock)
        )
    else:
        asked = _about_wishes(case, plan, clock, _about_places(case, plan, clock, asked))
        asked = _about_good_plans(case, plan, clock, asked)
    return replace(asked, seconds=perf_counter() - started)


class _Clock:
    """Shares the time that is left among the questions that are left."""

    def __init__(self, until: float, questions: Questions, progress: Progress) -> None:
        self.until = until
        self.questions = questions
        self.progress = progress
        self.left = max(1, questions.number)
        self.time = TimeLeft(until, progress.stopped)

    def next(self, case: Case, plan: Allocation, name: str) -> Again:
        """Say which question is looked at, and return what solves variants in its time."""
        self.progress.step(name)
        now = perf_counter()
        until = now + max(0.0, self.until - now) / self.left
        self.left -= 1
        questions = self.questions
        return Again(
            case,
            plan,
            until=until,
            seed=questions.seed,
            workers=questions.workers,
            progress=self.progress,
        )

    def count(self, name: str) -> Callable[[int, int], None]:
        """Return what shows how many variants were solved."""
        return lambda done, total: self.progress.step(name, done, total)


def _excluded(case: Case, conflicts: tuple[Conflict, ...], clock: _Clock) -> Unmet:
    name = N_("Looking for the cheapest way out")
    clock.progress.step(name)
    ways = ways_out(
        case,
        conflicts,
        time=clock.time,
        seed=clock.questions.seed,
        workers=clock.questions.workers,
        count=clock.count(name),
    )
    return Unmet(
        outright=tuple(zip(conflicts, ways, strict=True)), finished=not clock.time.stopped()
    )


def _unmet(case: Case, plan: Allocation, left_out: int, clock: _Clock) -> Unmet:
    clock.progress.step(N_("Looking for seats that are missing"))
    problem = case.problem()
    found = []
    for shortage in shortages(case, problem, clock.time):
        clock.progress.step(N_("Looking for what would cure it"))
        found.append((shortage, relaxations(case, problem, shortage, plan, clock.time)))
    needs = tuple(short_needs(case, problem))
    explained = [id for shortage, _ in found for id in shortage.departments]
    explained += [id for need in needs for id in need.departments]
    clock.progress.step(N_("Looking for wishes that leave somebody out"))
    wishes = tuple(wish_shortages(case, explained, clock.time))
    return Unmet(
        tuple(found),
        needs=needs,
        wishes=wishes,
        left_out=left_out,
        counted=counts_suffice(case, problem),
        finished=not clock.time.stopped(),
    )


def _about_places(case: Case, plan: Allocation, clock: _Clock, asked: Asked) -> Asked:
    questions = clock.questions
    if questions.department is not None:
        again = clock.next(case, plan, N_("Looking at the department"))
        found = why_here(again, questions.department, questions.place)
        asked = replace(asked, why_here=found)
    if questions.room is not None and questions.site is not None:
        again = clock.next(case, plan, N_("Solving with one more room"))
        asked = replace(asked, room=room_worth(again, questions.site, questions.room))
    return asked


def _about_wishes(case: Case, plan: Allocation, clock: _Clock, asked: Asked) -> Asked:
    if not clock.questions.costs:
        return asked
    name = N_("Solving without each wish")
    again = clock.next(case, plan, name)
    return replace(asked, costs=wish_costs(again, clock.count(name)))


def _about_good_plans(case: Case, plan: Allocation, clock: _Clock, asked: Asked) -> Asked:
    questions = clock.questions
    if questions.backbone is not None:
        name = N_("Looking for what good plans have in common")
        again = clock.next(case, plan, name)
        found = find_backbone(again, questions.backbone / 100, clock.count(name))
        asked = replace(asked, backbone=found)
    if questions.alternatives is not None:
        name = N_("Looking for plans that differ")
        again = clock.next(case, plan, name)
        others = find_alternatives(
            again, questions.within / 100, questions.alternatives, clock.count(name)
        )
        asked = replace(asked, alternatives=others)
    return asked


def write_alternatives(prepared: Prepared, found: Alternatives, target: Path) -> None:
    """Write plans with their summaries into numbered folders; the checker confirms each.

    Raises
    ------
    SpaceplanError
        If the checker does not confirm one; then none is written.
    """
    told = alternative_summaries(found, prepared.portfolio)
    plans = [
        (other.plan.allocation, other.plan.objective, summary)
        for other, summary in zip(found.others, told, strict=True)
    ]
    if plans:
        pipeline.write_plans(prepared, plans, target)


def _refuse_unknown(questions: Questions, portfolio: Portfolio) -> None:
    """Raise InputError where a question names what does not exist, or half of a question."""
    sites = [site.id for site in portfolio.sites]
    places = [*sites, *(b.id for b in portfolio.buildings), *(s.id for s in portfolio.storeys)]
    departments = [department.id for department in portfolio.departments]
    for option, value, known in (
        ("--department", questions.department, departments),
        ("--at", questions.place, places),
        ("--site", questions.site, sites),
    ):
        if value is not None and value not in known:
            found = Message.of(N_("'{id}', which does not exist"), id=value)
            raise InputError([Fault(option, None, found, one_of(known, value))])
    for option, asked, other, needed in (
        ("--at", questions.place, "--department", questions.department),
        ("--room", questions.room, "--site", questions.site),
        ("--site", questions.site, "--room", questions.room),
    ):
        if asked is not None and needed is None:
            found = Message.of(N_("no {option} beside it"), option=other)
            expected = Message.of(N_("both"))
            raise InputError([Fault(option, None, found, expected)])
