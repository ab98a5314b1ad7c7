"""Plans that break what must be kept, or leave a need of service rooms unmet."""

from __future__ import annotations

from collections.abc import Iterator

from spaceplan.check.evidence import counted
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.needs import meet_needs
from spaceplan.check.offices import held_offices
from spaceplan.check.situation import Situation
from spaceplan.check.verify import verify_allocation
from spaceplan.i18n import N_, Message
from spaceplan.model import Portfolio, Source
from spaceplan.model.naming import named
from spaceplan.rules.kinds import HardRequirements
from spaceplan.things import ROOMS, number_of


def evaluate_hard_requirements(_kind: HardRequirements, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a room or department of which a plan breaks something."""
    portfolio, plan = situation.portfolio, situation.planned
    if plan is None:
        yield not_applicable("portfolio", portfolio.id)
        return
    broken = [
        *verify_allocation(portfolio, situation.graph, situation.rulebook, plan),
        *_unmet(situation),
    ]
    if not broken:
        yield passed("portfolio", portfolio.id)
    by_subject: dict[tuple[str, str], list[str]] = {}
    for text in broken:
        by_subject.setdefault(_subject(text, portfolio), []).append(text)
    for (kind, id), texts in by_subject.items():
        yield Outcome(
            State.FAIL,
            kind,
            id,
            measured=float(len(texts)),
            unit="requirements",
            message=_joined(texts),
            department=_department(kind, id, situation),
            source=_source(kind, id, portfolio),
            evidence=counted(
                ((Message.of(N_("{text}"), text=text), None) for text in texts), "requirements"
            ),
        )


def _unmet(situation: Situation) -> Iterator[Message]:
    """Yield what the plan leaves unmet of each department's needs."""
    portfolio, graph, book = situation.portfolio, situation.graph, situation.rulebook
    plan = situation.allocation
    if any(not portfolio.has_room(line.room) for line in plan.lines):
        return  # said already, and nothing else can be judged
    offices = held_offices(portfolio, book, plan)
    for department in portfolio.departments:
        rooms = [line.room for line in plan.of_department(department.id)]
        here = offices[department.id]
        met = list(meet_needs(portfolio, graph, book, department, rooms, here).values())
        for i, need in enumerate(department.needs):
            if met.count(i) < need.count and not need.hard:
                yield Message.of(
                    N_("{name} has {met} of {rooms} that it needs ({use}, {area:g} m²)"),
                    name=named(department.name, department.id),
                    met=met.count(i),
                    rooms=number_of(ROOMS, need.count),
                    use=book.use_named(need.use),
                    area=need.min_m2,
                    department=department.id,
                )


def _subject(text: str, portfolio: Portfolio) -> tuple[str, str]:
    """Return what a broken requirement is about: the room it names, else the department."""
    values = text.values if isinstance(text, Message) else {}
    if portfolio.has_room(str(values.get("room", ""))):
        return "room", str(values["room"])
    if portfolio.has_department(str(values.get("department", ""))):
        return "department", str(values["department"])
    return "portfolio", portfolio.id


def _joined(texts: list[str]) -> Message:
    """Return several messages as one, each in the reader's language."""
    message = Message.of(N_("{text}"), text=texts[0])
    for text in texts[1:]:
        message = Message.of(N_("{text}; {more}"), text=message, more=text)
    return message


def _department(kind: str, id: str, situation: Situation) -> str | None:
    if kind == "room":
        return situation.holder(id)
    return id if kind == "department" else None


def _source(kind: str, id: str, portfolio: Portfolio) -> Source | None:
    if kind == "room":
        return portfolio.room(id).source
    return portfolio.department(id).source if kind == "department" else portfolio.source
