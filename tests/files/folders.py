"""A small portfolio folder as text, and folders that differ from it by one fault."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from spaceplan.errors import InputError
from spaceplan.files import load_portfolio

Changes = Mapping[str, str | bytes | None]

PORTFOLIO = """\
name: {zh: 小城, en: Small Town}
sites:
  - id: centre
    at: [0, 0]
    outdoor:
      - {between: [a-lobby, b-lobby], length: 40}
"""
BUILDING_A = """\
building: a
site: centre
entrances: [a-lobby]
storeys:
  - number: 1
    elevation: 0
    rooms:
      - {id: a-101, use: office, outline: [[0, 0], [4, 0], [4, 5], [0, 5]], area: 20}
      - {id: a-102, use: office, outline: [[4.2, 0], [8.2, 0], [8.2, 5], [4.2, 5]]}
      - {id: a-lobby, use: lobby, outline: [[0, 5.2], [8.2, 5.2], [8.2, 7], [0, 7]]}
    doors:
      - {at: [2, 5.1], between: [a-101, a-lobby]}
      - {at: [6, 5.1], between: [a-102, a-lobby]}
"""
BUILDING_B = """\
building: b
site: centre
entrances: [b-lobby]
storeys:
  - number: 1
    elevation: 0
    rooms:
      - {id: b-lobby, use: lobby, outline: [[0, 0], [6, 0], [6, 5], [0, 5]]}
"""
DEPARTMENTS = """\
departments:
  - id: finance
    name: 财政局
    home_site: centre
    sites: [centre]
    establishment: {city_bureau_head: 1, city_staff: 2}
    headcount: {city_bureau_head: 1, city_staff: 1}
    seconded: 1
    divisions:
      - {id: budget, name: 预算处}
    relations:
      - {with: archives, people: 1}
    needs:
      - {use: archive, min_m2: 20}
    locked: [a-101]
  - id: archives
    home_site: centre
    headcount: {city_staff: 1}
    succeeds: [old-archives]
"""
HOLDINGS = """\
room,department,basis,approval,since,until
a-101,finance,owned,,2019-03-01,
a-102,old-archives,rented,批 12,,
"""
PEOPLE = """\
person,department,division,rank,status,post,room,approval,since,until
p1,finance,,city_bureau_head,active,main,a-101,,,
p2,finance,budget,city_staff,active,main,a-101,,,
p3,finance,,,seconded,main,,,,
p4,finance,,city_staff,retired,main,a-102,,,2024-01-31
p5,old-archives,,city_staff,active,main,a-102,,,
"""
WAIVERS = """\
waivers:
  - {rule: room-area, subject: a-101, reason: 待搬迁, approver: 局长, until: 2027-01-01}
"""
FILES = {
    "portfolio.yaml": PORTFOLIO,
    "buildings/a.yaml": BUILDING_A,
    "buildings/b.yaml": BUILDING_B,
    "departments.yaml": DEPARTMENTS,
    "holdings.csv": HOLDINGS,
    "people.csv": PEOPLE,
    "waivers.yaml": WAIVERS,
}


def write_folder(folder: Path, changes: Changes | None = None) -> Path:
    """Write the small portfolio with some files changed, added, or (None) left out."""
    for name, content in {**FILES, **(changes or {})}.items():
        if content is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def edited(name: str, old: str, new: str) -> dict[str, str | bytes | None]:
    """Return the change of one place of one file."""
    assert FILES[name].count(old) == 1, f"'{old}' must stand once in {name}"
    return {name: FILES[name].replace(old, new)}


def errors(folder: Path) -> list[str]:
    """Return the errors of a folder as the user reads them; none if it loads."""
    try:
        load_portfolio(folder)
    except InputError as error:
        return [str(fault) for fault in error.faults]
    return []


def warnings(folder: Path) -> list[str]:
    """Return the warnings of a folder that loads."""
    return [str(fault) for fault in load_portfolio(folder).warnings]
