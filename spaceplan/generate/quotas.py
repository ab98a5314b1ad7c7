"""The generator's own arithmetic of quotas, seats and entitlements.

It is written a second time on purpose and shares nothing with the rule sets: what the generator
says about its portfolios (``truth.yaml``) must not come from the code that it is a test of.
"""

from __future__ import annotations

from collections.abc import Mapping

from spaceplan.model.people import CONTRACT, SECONDED

#: Usable office area a person, dm² (发改投资〔2014〕2674号, 表3; the section units of a city:
#: DB2308/T 149-2023, 表2).
QUOTA_DM2: dict[str, int] = {
    "city_head": 4200,
    "city_deputy": 3000,
    "city_bureau_head": 2400,
    "city_bureau_deputy": 1800,
    "city_staff": 900,
    "section_head": 1800,
    "section_deputy": 1200,
    "section_staff": 900,
    "county_head": 3000,
    "county_deputy": 2400,
    "county_section_head": 1800,
    "county_section_deputy": 1200,
    "county_staff": 900,
}
#: What a rank below the leaders is called at each level.
STAFF_RANK = {
    "city": "city_staff",
    "city_section_unit": "section_staff",
    "county": "county_staff",
}
#: Physical minimum, dm²: 6 m² a person, 10 m² alone (JGJ/T 67).
MINIMUM_DM2 = 600
MINIMUM_ALONE_DM2 = 1000
STAFF_DM2 = 900


def sits_alone(kind: str) -> bool:
    """Return whether people of a rank sit alone: everybody above the staff of each level."""
    return kind in QUOTA_DM2 and not kind.endswith("_staff")


def seats(area_dm2: int) -> int:
    """Return how many people fit into a room: one from 10 m², n from 6·n m²."""
    several = area_dm2 // MINIMUM_DM2
    if several >= 2:
        return several
    return 1 if area_dm2 >= MINIMUM_ALONE_DM2 else 0


def justified(kind: str) -> int:
    """Return the dm² that one occupant justifies: his quota, or the minimum without a post."""
    return MINIMUM_DM2 if kind in (SECONDED, CONTRACT) else QUOTA_DM2[kind]


def allowance(occupants: Mapping[str, int]) -> int:
    """Return the dm² that the occupants of a room justify together."""
    return sum(justified(kind) * number for kind, number in occupants.items())


def office_entitlement(establishment: Mapping[str, int]) -> int:
    """Return the office area of approved posts, dm²: Σ quota (第十一条, 表3)."""
    return sum(QUOTA_DM2[rank] * number for rank, number in establishment.items())


def service_entitlement(level: str, posts: int) -> int:
    """Return the service area of ``posts`` approved posts, whole dm², rounded down.

    A person has 8 m² in small departments and 6 m² in large ones (第十二条): between 200 and 400
    posts (1000 − x)/100 m² at city level, between 100 and 200 posts (500 − x)/50 at county level.
    """
    low, high, top, divisor = (100, 200, 500, 50) if level == "county" else (200, 400, 1000, 100)
    if posts <= low:
        return posts * 800
    if posts >= high:
        return posts * 600
    return posts * (top - posts) * 100 // divisor
