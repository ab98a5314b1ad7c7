"""All rooms of a category on a site together must not exceed what its departments may have."""

from __future__ import annotations

from typing import Literal

from spaceplan.files.validation import FileModel


class SiteArea(FileModel):
    """Area of one category on a site <= sum of the entitlements of the departments at home there.

    Counted are the rooms that departments with an entitlement hold, and those tagged ``pooled``.

    Parameters
    ----------
    category
        Category of rooms.
    pooling
        ``site``: the departments of one level count as one establishment, as a joint compound
        shares its rooms; ``department``: each alone.
    unheld
        Whether rooms that nobody holds count as well, as they do for plant that serves the site.
    """

    kind: Literal["site-area"] = "site-area"
    category: Literal["office", "service", "equipment"]
    pooling: Literal["site", "department"] = "site"
    unheld: bool = False
