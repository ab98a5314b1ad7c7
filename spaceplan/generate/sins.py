"""Sins: leaders over quota, second offices, people who stayed, crammed rooms, hidden rooms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from spaceplan.generate import quotas
from spaceplan.generate.dead_end import DeadEndError
from spaceplan.generate.drafts import RoomDraft
from spaceplan.generate.history import AS_OF, Extra, History, is_clean, leader
from spaceplan.generate.planning import Line
from spaceplan.generate.security import beside
from spaceplan.generate.staffing import Staffed
from spaceplan.i18n import N_
from spaceplan.model import Name

#: How often each sin is planted in a city of scale 1.
OVER_QUOTA = 30
APPROVED_SECOND, UNAPPROVED_SECOND, LARGE_SECOND, ENDED_SECOND, ENDING_SECOND = 12, 6, 2, 3, 2
STAYED_ALONE, STAYED_SHARED, LEAVING = 6, 5, 4
CRAMMED = 6
TECHNICAL = 2
#: Widest room that may become a hidden one, in modules, and least area of the office beside it.
HIDDEN_MODULES, HIDDEN_BESIDE_DM2 = 8, 2500


def plant_rooms(history: History) -> None:
    """Plant leaders in rooms that are too large, crammed rooms, a hidden suite, technical rooms."""
    hide_a_suite(history)
    seat_in_technical_rooms(history)
    for department, line in history.lines(
        history.homes[:3], lambda _, line: _own(line) is not None, history.count(OVER_QUOTA)
    ):
        _move_to_a_large_room(history, department, line)
    cram(history)


def _own(line: Line) -> str | None:
    """Return the rank of a leader below the heads of the city whose room is within his quota."""
    rank = leader(line)
    large = rank is not None and quotas.QUOTA_DM2[rank] > 2400
    return rank if is_clean(line) and not large and not line.room.tags else None


def _move_to_a_large_room(history: History, department: Staffed, line: Line) -> None:
    """Move a leader to a vacant room above his quota; his old one becomes vacant."""
    rank = leader(line)
    if rank is None:
        raise ValueError(f"nobody sits alone in {line.room.id}")
    quota = quotas.QUOTA_DM2[rank]
    room = history.vacancy(department.site, lambda r: 30 < r.area_dm2 - quota < 2200)
    if room is not None:
        _move(history, line, room)
        history.sin("room-area", "room", room.id)


def _move(history: History, line: Line, room: RoomDraft) -> None:
    """Move the people of a room to a vacant one."""
    history.plan.leave(line.room)
    history.plan.hold(room, line.department, line.people)


def cram(history: History) -> None:
    """Cram the people of one room into another; the first becomes a store that is still held."""

    def shared(_: Staffed, line: Line) -> bool:
        return line.people.total() > 1 and is_clean(line) and line.room.area_dm2 < 3000

    for department, line in history.lines(history.homes[:3], shared, history.count(CRAMMED)):
        others = [
            other
            for other in history.plan.of(department.id)
            if other is not line
            and other.room.id not in history.touched
            and shared(department, other)
        ]
        if not others:
            continue
        store = others[0]
        line.people.update(store.people)
        store.people.clear()
        store.room.vacant_since = _day(history, date(2023, 3, 1), date(2025, 9, 1))
        history.touched.add(store.room.id)
        if line.people.total() > line.room.seats:
            history.sin("physical-minimum", "room", line.room.id)


def hide_a_suite(history: History) -> None:
    """Let a leader sit beside a service room that has a door to his office only."""
    office, room = _suite(history)
    departments = history.lines(history.homes[:1], lambda _, line: _own(line) is not None, 1)
    department, line = departments[0]
    _move(history, line, office)
    if room in history.plan:
        history.plan.leave(room)
    history.plan.hold(room, department.id)
    room.opens_on = office
    room.use = "filing"
    room.name = Name("阅览室", "Reading room")
    history.touched |= {office.id, room.id, line.room.id}
    history.sin("room-area", "room", office.id)
    history.sin("hidden-suite", "room", room.id)


def _suite(history: History) -> tuple[RoomDraft, RoomDraft]:
    """Return a large vacant office and a room beside it that no plan uses."""
    for office in history.vacancies(history.homes[0].site.id):
        planned = history.witness.lines.get(office.id)
        if not HIDDEN_BESIDE_DM2 < office.area_dm2 < 4500 or (planned and leader(planned)):
            continue
        for room in beside(office):
            unused = room not in history.plan and room not in history.witness
            if unused and room.flexible and not room.tags and room.modules <= HIDDEN_MODULES:
                return office, room
    raise DeadEndError(N_("no vacant office has a vacant room beside it"))


def seat_in_technical_rooms(history: History) -> None:
    """Seat somebody in a technical room that his department holds."""
    locked = [d for home in history.homes for d in home.departments if d.locked]
    wanted = history.count(TECHNICAL)
    for department in locked:
        lines = (x for x in history.plan.of(department.id) if _can_spare(department, x))
        line = next((x for x in lines if x.room.id not in history.touched), None)
        if line is None or not wanted:
            continue
        desk = history.plan.lines[department.locked[0]]
        line.people[department.staff_rank] -= 1
        desk.people[department.staff_rank] += 1
        history.touched |= {line.room.id, desk.room.id}
        history.sin("technical-room-as-office", "room", desk.room.id)
        wanted -= 1


def _can_spare(department: Staffed, line: Line) -> bool:
    """Return whether a room stays justified when one of the staff leaves it."""
    spare = quotas.allowance(line.people) - line.room.area_dm2 >= quotas.STAFF_DM2
    return spare and line.people[department.staff_rank] > 1 and line.room.use == "office"


def plant_people(history: History) -> None:
    """Plant second offices, and people who retired or were transferred and are still there."""
    plan = [
        (APPROVED_SECOND, _approve, ()),
        (UNAPPROVED_SECOND, _leave_unapproved, ("one-office", "room-area")),
        (LARGE_SECOND, _approve_large, ("one-office", "room-area")),
        (ENDED_SECOND, _end, ("concurrent-ended",)),
        (ENDING_SECOND, _let_end, ("concurrent-ended",)),
    ]
    for number, change, rules in plan:
        for _ in range(history.count(number)):
            second_office(history, change, rules)
    for _ in range(history.count(STAYED_ALONE)):
        stay_alone(history)
    stay_in_shared_rooms(history, STAYED_SHARED, (date(2025, 9, 1), date(2026, 5, 10)))
    stay_in_shared_rooms(history, LEAVING, (AS_OF - timedelta(days=24), AS_OF - timedelta(days=3)))


Change = Callable[[History, Extra], None]


def _approve(history: History, extra: Extra) -> None:
    number = int(history.rng.integers(1, 200))
    year = int(history.rng.integers(2021, 2026))
    extra.approval = f"机管批〔{year}〕{number}号"
    extra.since = _day(history, date(year, 1, 5), date(year, 12, 20))


def _leave_unapproved(history: History, extra: Extra) -> None:
    extra.since = _day(history, date(2015, 1, 5), date(2022, 12, 20))


def _approve_large(history: History, extra: Extra) -> None:
    _approve(history, extra)


def _end(history: History, extra: Extra) -> None:
    _approve(history, extra)
    extra.until = _day(history, date(2026, 1, 10), date(2026, 4, 20))


def _let_end(history: History, extra: Extra) -> None:
    _approve(history, extra)
    extra.until = _day(history, date(2026, 5, 5), date(2026, 6, 25))


def second_office(history: History, change: Change, rules: tuple[str, ...]) -> None:
    """Give a leader a second office in another department of his level, smaller than the first.

    An unapproved one justifies nothing, so that its room is over quota as well.
    """
    found = history.lines(history.homes[:1], lambda _, line: _own(line) is not None, 1)
    if not found:
        return
    department, line = found[0]
    rank = leader(line) or ""
    quota = quotas.QUOTA_DM2[rank]
    large = change is _approve_large

    def fits(room: RoomDraft) -> bool:
        wrong = room.area_dm2 > quota if large else room.area_dm2 < quota
        return wrong and 1000 <= room.area_dm2 < 3000

    room = history.vacancy(department.site, fits)
    if room is None:
        return
    other = _other(history, department) or department
    history.plan.hold(room, other.id)
    extra = Extra(other.id, room, rank, post="concurrent", holder=line.room)
    change(history, extra)
    history.extras.append(extra)
    for rule in rules:
        history.sin(rule, *(("room", room.id) if rule == "room-area" else ("person", extra)))


def _other(history: History, department: Staffed) -> Staffed | None:
    """Return another department of the same site and level, None where there is none."""
    home = next(home for home in history.homes if home.site.id == department.site)
    others = [
        other
        for other in home.departments
        if other is not department
        and other.entry.level == department.entry.level
        and not other.requires
    ]
    return others[int(history.rng.integers(len(others)))] if others else None


def stay_alone(history: History) -> None:
    """Let somebody who retired keep a room of his own."""
    home = history.homes[int(history.rng.integers(3))]
    chosen = [d for d in home.departments if not d.requires]
    department = chosen[int(history.rng.integers(len(chosen)))]
    room = history.vacancy(home.site.id, lambda room: 1000 <= room.area_dm2 <= 2400)
    if room is None:
        return
    history.plan.hold(room, department.id)
    rank = department.leaders[-1]
    until = _day(history, date(2024, 8, 1), date(2026, 5, 10))
    extra = Extra(department.id, room, rank, status="retired", until=until)
    history.extras.append(extra)
    history.sin("left-post", "person", extra)
    history.sin("room-area", "room", room.id)


def stay_in_shared_rooms(history: History, number: int, days: tuple[date, date]) -> None:
    """Let people who retired or were transferred keep a desk in a room that others justify."""
    for department, line in history.lines(
        history.homes[:3],
        lambda d, line: line.people[d.staff_rank] > 2 and is_clean(line),
        history.count(number),
    ):
        status = "retired" if history.rng.random() < 0.6 else "transferred"
        until = _day(history, *days)
        rank = department.staff_rank
        extra = Extra(department.id, line.room, rank, status=status, until=until)
        history.extras.append(extra)
        history.sin("left-post", "person", extra)


def _day(history: History, first: date, last: date) -> date:
    """Return a day between two."""
    return first + timedelta(days=int(history.rng.integers((last - first).days + 1)))
