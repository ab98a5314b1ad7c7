"""A waiver whose last day has gone by."""

from __future__ import annotations

from typing import Literal

from spaceplan.files.validation import FileModel


class WaiverExpired(FileModel):
    """As of date <= last day of the waiver, for every waiver that the portfolio writes down.

    What it was for is a finding of its own again where it is not cured.
    """

    kind: Literal["waiver-expired"] = "waiver-expired"
