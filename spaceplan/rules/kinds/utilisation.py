"""Offices must be used by enough people for what they hold."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from spaceplan.files.validation import FileModel
from spaceplan.rules.amounts import Positive, Share


class Utilisation(FileModel):
    """Share of the seats that nobody uses <= 1 - ``at_least``.

    Parameters
    ----------
    at_least
        Share of the seats that must be in use.
    scope
        What is looked at as a whole.
    m2_per_person
        Offices have one seat for each full so many m²; None: as many as the physical minimum lets
        sit in each office.
    """

    kind: Literal["utilisation"] = "utilisation"
    scope: Literal["building", "site", "portfolio"] = "building"
    at_least: Share = Decimal("0.6")
    m2_per_person: Positive | None = None
