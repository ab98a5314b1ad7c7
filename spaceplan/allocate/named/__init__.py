"""Seating by name inside what each department holds: wishes, divisions together, few moves."""

from spaceplan.allocate.named.result import NamedSeating, SeatedDepartment
from spaceplan.allocate.named.solve import seat_by_name

__all__ = ["NamedSeating", "SeatedDepartment", "seat_by_name"]
