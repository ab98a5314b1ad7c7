"""Words of broken requirements: names in both languages, and of which kind a requirement is."""

from __future__ import annotations

from collections.abc import Iterable

from spaceplan.i18n import N_, Message
from spaceplan.model import Department
from spaceplan.model.naming import named

#: Kinds of requirements, as headings of what is broken; the value ``requirement`` of a message.
UNKNOWN = N_("Rooms and departments that do not exist, or stand twice")
HOLDERS = N_("Rooms held that nobody, or not this department, may hold")
NEEDLESS = N_("Service rooms held beyond what is needed")
NEEDED = N_("Rooms that a department must have and lacks")
CROWDED = N_("More people in an office than it has room for")
ALONE = N_("People who must sit alone and share an office")
PLACES = N_("Departments where they must not be")
TOGETHER = N_("Departments that must be together or apart and are not")
LOCKED = N_("Rooms and people that must stay and do not")
NAMES = N_("People counted or named who are not there")
OTHER = N_("Other requirements")


def broken_by_kind(broken: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what is broken by kind of requirement, the kind with most first.

    Parameters
    ----------
    broken
        What ``verify_allocation`` says of an allocation.
    """
    kinds: dict[str, list[str]] = {}
    for text in broken:
        values = text.values if isinstance(text, Message) else {}
        kinds.setdefault(str(values.get("requirement", OTHER)), []).append(text)
    most_first = sorted(kinds.items(), key=lambda item: -len(item[1]))
    return tuple((kind, tuple(texts)) for kind, texts in most_first)


def of_department(department: Department) -> dict[str, str]:
    """Return the values of a message on a department: its name to be read, its id to be found."""
    return {"name": named(department.name, department.id), "department": department.id}
