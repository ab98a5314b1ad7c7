"""A portfolio while forms are taken over, and what they came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spaceplan.errors import Fault
from spaceplan.formats.xlsx.places import Places
from spaceplan.formats.xlsx.tables import Line
from spaceplan.formats.xlsx.values import number_of
from spaceplan.i18n import N_, Message
from spaceplan.model import Department, Portfolio

_MOST_PEOPLE = 1_000_000


@dataclass(frozen=True)
class Taken:
    """A portfolio with what was taken over, the faults, and what each sheet gave."""

    portfolio: Portfolio
    faults: tuple[Fault, ...]
    given: Mapping[str, tuple[Message, ...]]


@dataclass
class Taking:
    """The portfolio so far; departments apart, as several sheets change them.

    Parameters
    ----------
    given
        By sheet what it gave, in words.
    places
        Finds units by id and name, those taken up just now included.
    """

    portfolio: Portfolio
    departments: dict[str, Department] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    given: dict[str, tuple[Message, ...]] = field(default_factory=dict)
    places: Places = field(init=False)

    def __post_init__(self) -> None:
        """Begin with the departments as they are."""
        self.departments = {d.id: d for d in self.portfolio.departments}
        self.places = Places(self.portfolio, self.portfolio.departments)

    def take_up(self, department: Department) -> None:
        """Take up a department that the portfolio did not have."""
        self.departments[department.id] = department
        self.places.take_up(department)

    def people_in(self, line: Line, key: str) -> int | None:
        """Return a number of people; None where the cell is empty, or faulty (which is noted)."""
        value = line.value(key)
        if value is None:
            return None
        number = number_of(value)
        if number is not None and 0 <= number <= _MOST_PEOPLE and number.is_integer():
            return int(number)
        found = Message.of(N_("'{value}'"), value=line.text(key))
        expected = Message.of(N_("a whole number of people"))
        self.faults.append(line.grid.fault(line.row, line.columns[key], found, expected))
        return None
