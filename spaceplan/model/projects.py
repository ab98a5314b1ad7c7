"""Building projects: what is built, bought, extended or altered, for the yearly statistics."""

from __future__ import annotations

from dataclasses import dataclass

from spaceplan.model.common import Name

#: What an estimated cost is at most, 10,000 yuan: more is a slip.
HIGHEST_COST = 1e9


@dataclass(frozen=True)
class Project:
    """One building project of offices; what is not stated is empty or None.

    Parameters
    ----------
    name
        What the project is called.
    approved_by, builder
        Who approved it, and who builds.
    users
        Who will mainly use it: ids of departments, or names of others.
    address
        Where it lies.
    size_m2
        Built area, m².
    cost
        Estimated cost, 10,000 yuan.
    remark
        What else is to be said, as in: alteration of two storeys.
    """

    name: Name
    approved_by: str = ""
    builder: str = ""
    users: tuple[str, ...] = ()
    address: str = ""
    size_m2: float | None = None
    cost: float | None = None
    remark: str = ""
