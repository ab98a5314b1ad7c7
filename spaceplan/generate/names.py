"""Names of divisions, by what departments have: 处室 in a bureau, 科室 in a smaller unit."""

from __future__ import annotations

from collections import Counter

import numpy as np

from spaceplan.generate.staffing import Staffed
from spaceplan.model import Counts, Division, Name, Relation

#: Divisions that every department has, then those for its own work.
GENERAL = (
    ("办公室", "General Office"),
    ("人事", "Personnel"),
    ("政策法规", "Policy and Law"),
    ("规划财务", "Planning and Finance"),
    ("监督检查", "Supervision"),
    ("信息化", "Informatics"),
    ("宣传教育", "Publicity and Training"),
    ("行政许可", "Licensing"),
    ("科技", "Science and Standards"),
    ("对外合作", "Cooperation"),
    ("安全管理", "Safety"),
    ("审计", "Internal Audit"),
)
NUMERALS = "一二三四五六七八九十"
#: A division has about so many people.
PEOPLE = 11


def divide(department: Staffed, rng: np.random.Generator) -> tuple[Division, ...]:
    """Return the divisions of a department, with its staff shared out among them."""
    rank = department.staff_rank
    staff = department.headcount[rank]
    if staff < 8 or department.entry.kind == "contractor":
        return ()
    number = max(2, min(round(staff / PEOPLE), len(GENERAL) + len(NUMERALS)))
    ends = np.round(np.cumsum(rng.dirichlet(np.full(number, 8.0))) * staff).astype(int)
    sizes = np.diff(ends, prepend=0)
    order = [0, *(int(i) + 1 for i in rng.permutation(len(GENERAL) - 1))]
    suffix = ("处", "Division") if department.entry.level == "city" else ("科", "Section")
    divisions = []
    for i, size in enumerate(sizes):
        name = _name(i, order, number, suffix)
        counts = Counts.of({rank: int(size)})
        divisions.append(Division(f"{department.id}-{i + 1}", name, counts))
    return tuple(divisions)


def _name(index: int, order: list[int], number: int, suffix: tuple[str, str]) -> Name:
    general = min(len(order), max(2, number // 2 + 1))
    if index < general:
        zh, en = GENERAL[order[index]]
        return Name(zh, en) if zh == "办公室" else Name(zh + suffix[0], f"{en} {suffix[1]}")
    turn = index - general
    numeral = NUMERALS[turn] if turn < len(NUMERALS) else f"十{NUMERALS[turn - 10]}"
    return Name(f"业务{numeral}{suffix[0]}", f"{suffix[1]} {turn + 1}")


def relate(departments: list[Staffed], rng: np.random.Generator) -> None:
    """Say who works with whom: within a branch, and with the offices that everybody deals with."""
    hubs = [d for d in departments if d.entry.size == "XXL" or d.entry.role == "leaders"]
    by_branch: dict[str, list[Staffed]] = {}
    for department in departments:
        by_branch.setdefault(department.entry.branch, []).append(department)
    for department in departments:
        kin = by_branch[department.entry.branch]
        partners: Counter[str] = Counter()
        for pool in (kin, kin, hubs):
            other = pool[int(rng.integers(len(pool)))]
            if other is not department and rng.random() < 0.75:
                partners[other.id] = int(rng.integers(1, 2 + min(department.people, 120) // 6))
        department.relations = tuple(Relation(id, n) for id, n in partners.items())
