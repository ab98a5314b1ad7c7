"""Each department has its papers: a certificate, this year's publication, this year's filing."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from spaceplan.files.validation import FileModel


class Document(FileModel):
    """A document of a department is there, and is not older than it may be.

    Parameters
    ----------
    document
        Which document.
    yearly
        It must be renewed every calendar year. While the year runs and last year's is there, the
        finding is a notice that counts down to the end of the year.
    max_age_months
        Longest age; None: any age.
    exempt_kinds
        Kinds of departments to which the rule does not apply.
    """

    kind: Literal["document"] = "document"
    document: Literal["certificate", "published", "filed"]
    yearly: bool = False
    max_age_months: int | None = Field(default=None, ge=1)
    exempt_kinds: tuple[str, ...] = ("contractor",)
