"""What goes to the browser: one JSON text, and a signature that changes when it does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from spaceplan.plot.colours import Fill

Json = dict[str, Any]


@dataclass(frozen=True)
class Payload:
    """A drawing as JSON text: sent as it is, and drawn anew only where the signature differs."""

    text: str
    signature: str

    @classmethod
    def of(cls, drawing: Mapping[str, Any]) -> Payload:
        """Make a payload of what JSON can say."""
        text = json.dumps(drawing, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return cls(text, blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest())

    @property
    def drawing(self) -> Json:
        """The drawing, read back."""
        read: Json = json.loads(self.text)
        return read


class Fills:
    """Numbers the fills that a drawing uses, in the order in which they are met."""

    def __init__(self) -> None:
        self._numbers: dict[Fill, int] = {}

    def number(self, fill: Fill) -> int:
        """Return the number of a fill."""
        return self._numbers.setdefault(fill, len(self._numbers))

    def listed(self) -> list[Json]:
        """Return every fill: face, pattern (matplotlib's letters), its ink and weight, text."""
        return [
            {
                "face": fill.face,
                "hatch": fill.hatch,
                "ink": fill.ink,
                "weight": fill.weight,
                "text": fill.text,
            }
            for fill in self._numbers
        ]
