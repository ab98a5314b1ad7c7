"""What else is wrong with a mapping whose ``kind`` nobody knows, which validation does not look at.

Where the kind is nearly a known one, that is what was meant. Else it may be any: then what is
wrong is what would be wrong with each of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from spaceplan.files.nearest import nearest
from spaceplan.files.validation import Location, details_of

_WRONG = ("union_tag_invalid", "union_tag_not_found")
#: What is no kind: it makes validation say which there are.
_NO_KIND = "\N{REPLACEMENT CHARACTER}"


def find_wrong_kinds(
    validator: Callable[[Any], Any], data: Any, details: Sequence[ErrorDetails]
) -> tuple[WrongKind, ...]:
    """Return the mappings without a known kind.

    Parameters
    ----------
    data
        What was validated.
    details
        What validation found.
    """
    found = ((item, _at(data, item["loc"])) for item in details if item["type"] in _WRONG)
    return tuple(
        WrongKind(validator, data, owner, item) for item, owner in found if isinstance(owner, dict)
    )


class WrongKind:
    """A mapping without a known kind, what else is wrong with it, and how it can be mended.

    Attributes
    ----------
    item
        What validation found.
    beside
        What it would find as the kind that was meant; else as every kind.
    """

    def __init__(
        self,
        validator: Callable[[Any], Any],
        data: Any,
        owner: dict[str, Any],
        item: ErrorDetails,
    ) -> None:
        self.validator, self.data, self.owner, self.item = validator, data, owner, item
        self.place: Location = item["loc"]
        self.key = item["ctx"]["discriminator"].strip("'")
        self.known = self._known(item)
        self.meant = nearest(str(owner.get(self.key, "")), self.known)
        self.beside = self._beside()

    def mend(self) -> bool:
        """Give it the kind that was meant, or leave it with nothing but a kind that needs no more.

        Return whether nothing of what is wrong is left.
        """
        if self.meant is not None and not self.beside:
            self.owner[self.key] = self.meant
            return True
        kinds = self.known if self.meant is None else [self.meant]
        kind = next((k for k in kinds if not any(self._inside({self.key: k}))), None)
        if kind is not None:
            self.owner.clear()
            self.owner[self.key] = kind
        return kind is not None

    def _beside(self) -> list[ErrorDetails]:
        if self.meant is not None:
            return [item for _, item in self._inside({**self.owner, self.key: self.meant})]
        common: dict[tuple[Location, str], ErrorDetails] | None = None
        for kind in self.known:
            found = dict(self._inside({**self.owner, self.key: kind}))
            common = found if common is None else {k: v for k, v in common.items() if k in found}
        return [
            {**item, "loc": (*self.place, *inner)} for (inner, _), item in (common or {}).items()
        ]

    def _known(self, item: ErrorDetails) -> list[str]:
        if "expected_tags" not in item["ctx"]:
            asked = self._details({**self.owner, self.key: _NO_KIND})
            item = next((d for d in asked if d["loc"] == self.place), item)
        return re.findall(r"'([^']*)'", str(item["ctx"].get("expected_tags", "")))

    def _inside(
        self, content: dict[str, Any]
    ) -> Iterator[tuple[tuple[Location, str], ErrorDetails]]:
        """Yield what is wrong with some content in place of the mapping's own, by place."""
        depth = len(self.place)
        for item in self._details(content):
            if item["loc"][:depth] == self.place and len(item["loc"]) > depth:
                yield (item["loc"][depth + 1 :], item["type"]), item

    def _details(self, content: dict[str, Any]) -> list[ErrorDetails]:
        own = dict(self.owner)
        self.owner.clear()
        self.owner.update(content)
        try:
            self.validator(self.data)
        except ValidationError as error:
            return details_of(error)
        finally:
            self.owner.clear()
            self.owner.update(own)
        return []


def _at(data: Any, location: Location) -> Any:
    """Return what lies at a location; tags of unions, which data have not, are passed over."""
    here = data
    for part in location:
        if isinstance(here, dict):
            here = here.get(part, here)
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
    return here
