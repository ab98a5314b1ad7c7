"""Where the files of a portfolio state its hard requirements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spaceplan.model.common import Source
from spaceplan.model.requirements import Requirement

#: Kind, department and value, as in ``Requirement``.
WishKey = tuple[str, str, str]


@dataclass(frozen=True)
class WishPlaces:
    """The place of each hard requirement that is written down; rules and facts have none."""

    _known: Mapping[WishKey, Source] = field(default_factory=dict, hash=False, repr=False)

    def of(self, requirement: Requirement) -> Source | None:
        """Return where a requirement stands; None where no file of the portfolio states it.

        Without a value it is the place of the key that lists several.
        """
        return self._known.get((requirement.kind, requirement.department, requirement.value))


#: Of a portfolio that was not read from files.
UNKNOWN = WishPlaces()
