"""Posts: the establishment of each department, and what it holds in offices that stand empty.

The establishment gives the entitlement, so it is set last: so that what a department holds lies
within it, but for the few that are meant to lie above.
"""

from __future__ import annotations

from datetime import date

from spaceplan.generate import quotas
from spaceplan.generate.history import History
from spaceplan.generate.layout import Home
from spaceplan.generate.planning import Plan
from spaceplan.generate.services import HELD
from spaceplan.generate.staffing import Staffed

#: Departments above their entitlement, in a city of scale 1.
ABOVE_OFFICE, ABOVE_SERVICE = 4, 2
#: How far above, at least, dm²: too far to be a matter of rounding.
CLEARLY_DM2 = 600
#: Share of vacant offices that a department still holds.
KEPT = 0.35


def keep_empty_rooms(history: History) -> None:
    """Let departments keep vacant offices; the others stand empty with nobody's name on them."""
    rng = history.rng
    for home in history.homes[:3]:
        holders = [d for d in home.departments if not d.requires]
        for room in history.vacancies(home.site.id):
            year, month = int(rng.integers(2022, 2026)), int(rng.integers(1, 13))
            room.vacant_since = date(year, month, int(rng.integers(1, 28)))
            if rng.random() < KEPT:
                history.plan.hold(room, holders[int(rng.integers(len(holders)))].id)


def hold_too_many_offices(history: History) -> list[Staffed]:
    """Let a few departments hold several vacant offices more; return them."""
    found: list[Staffed] = []
    for home in history.homes[:1]:
        middling = [d for d in home.departments if 30 <= d.people <= 130 and not d.requires]
        for i in history.rng.permutation(len(middling))[: history.count(ABOVE_OFFICE)]:
            department = middling[int(i)]
            for _ in range(3):
                room = history.vacancy(home.site.id, lambda room: room.area_dm2 > 1400)
                if room is not None:
                    history.plan.hold(room, department.id)
            found.append(department)
    return found


def hold_too_many_services(history: History) -> list[Staffed]:
    """Let a few small departments hold more service rooms than they may; return them."""
    home = history.homes[0]
    small = [d for d in home.departments if d.people < 16]
    rooms = [
        room
        for storey in home.site.storeys
        for room in storey.rooms
        if room.use in HELD and not room.tags and room.id not in history.touched
    ]
    free = [rooms[int(i)] for i in history.rng.permutation(len(rooms))]
    found = []
    for i in history.rng.permutation(len(small))[: history.count(ABOVE_SERVICE)]:
        department = small[int(i)]
        posts = sum(department.establishment.values())
        limit = quotas.service_entitlement(department.entry.level, posts)
        while free and held(history.plan, department, HELD) < limit + CLEARLY_DM2:
            room = free.pop()
            if room not in history.plan:
                history.plan.hold(room, department.id)
        found.append(department)
    return found


def held(plan: Plan, department: Staffed, uses: tuple[str, ...]) -> int:
    """Return the area of the rooms of some uses that a department holds, dm²."""
    lines = plan.of(department.id)
    return sum(line.room.area_dm2 for line in lines if line.room.use in uses)


def approve_posts(history: History, above: list[Staffed], home: Home) -> None:
    """Give the departments of a site their establishment, differing from the people there."""
    for department in home.departments:
        posts = dict(department.headcount)
        if department not in above:
            _add_deputy(posts, history.rng.random())
        staff = department.staff_rank
        offices = held(history.plan, department, ("office",))
        leaders = quotas.office_entitlement({k: n for k, n in posts.items() if k != staff})
        if department in above:
            most = (offices - CLEARLY_DM2 - leaders) // quotas.STAFF_DM2
            wanted = min(posts[staff] - 1, most)
        else:
            least = -(-(offices - leaders) // quotas.STAFF_DM2)
            factor = float(history.rng.uniform(0.96, 1.10))
            wanted = max(round(posts[staff] * factor), least, 1)
            wanted += wanted == posts[staff]
        department.establishment = {**posts, staff: max(wanted, 1)}


def _add_deputy(posts: dict[str, int], chance: float) -> None:
    """Leave a deputy's post unfilled, or have a deputy more than there are posts for."""
    deputies = [rank for rank in posts if rank.endswith("_deputy")]
    if deputies and chance < 0.25:
        posts[deputies[-1]] += 1
    elif deputies and chance > 0.92 and posts[deputies[-1]] > 1:
        posts[deputies[-1]] -= 1


def write_down(history: History, offices: list[Staffed], services: list[Staffed]) -> None:
    """Write down the departments above their entitlement, and those with people unseated."""
    for department in offices:
        history.sin("department-office-area", "department", department.id)
    for department in services:
        history.sin("department-service-area", "department", department.id)
    for id, people in sorted(history.unseated.items()):
        if people.total():
            history.sin("seat-for-everyone", "department", id)
