"""The words of the rule sets by which cells are understood: ranks, levels; in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from spaceplan.formats.xlsx.values import folded
from spaceplan.model import RANKS_BY_LEVEL
from spaceplan.model.common import Name

_ALTERNATIVE = re.compile(r"(\w)\((\w+)\)")


@dataclass(frozen=True)
class FormWords:
    """What ranks and levels are called; made from a rule book by whoever has one."""

    ranks: tuple[tuple[str, Name], ...]
    levels: tuple[tuple[str, Name], ...]

    @cached_property
    def _ranks(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for rank, name in self.ranks:
            for text in {s for t in (name.zh, name.en, rank) if t for s in spellings(t)}:
                found[text] = (*found.get(text, ()), rank)
        return found

    def rank(self, text: str, level: str) -> str | None:
        """Return the rank that a text names, one of the level first; None for an unknown one.

        Examples
        --------
        >>> words = FormWords((("city_bureau_head", Name("正局(处)级", "Bureau head")),), ())
        >>> [words.rank(text, "city") for text in ("正处级", "正局（处）级", "科员")]
        ['city_bureau_head', 'city_bureau_head', None]
        """
        known = self._ranks.get(folded(text)) or self._ranks.get(f"{folded(text)}级") or ()
        own = [rank for rank in known if rank in RANKS_BY_LEVEL.get(level, ())]
        near = [rank for rank in known if rank.startswith(level.split("_")[0])]
        section = [rank for rank in known if rank in RANKS_BY_LEVEL["city_section_unit"]]
        wanted = (*own, *near, *(section if level.startswith("city") else ()), *known)
        return next(iter(wanted), None)

    def rank_names(self, level: str) -> tuple[str, ...]:
        """Return what the ranks of a level are called in Chinese."""
        return tuple(name.zh for rank, name in self.ranks if rank in RANKS_BY_LEVEL.get(level, ()))

    def level(self, text: str) -> str | None:
        """Return the level that a text names."""
        wanted = folded(text)
        for level, name in self.levels:
            if wanted in {folded(level), folded(name.zh), folded(name.en)}:
                return level
        return None


def spellings(text: str) -> frozenset[str]:
    """Return how a rank may be written: ``正局(处)级`` is also 正局级 and 正处级.

    Examples
    --------
    >>> sorted(spellings("局(处)级以下"))
    ['处级以下', '局(处)级以下', '局级以下']
    """
    whole = folded(text)
    first, second = _ALTERNATIVE.sub(r"\1", whole), _ALTERNATIVE.sub(r"\2", whole)
    return frozenset({whole, first, second})


def key_of(words: Mapping[str, Name], text: str) -> str | None:
    """Return the key of a fixed word in either language; None for an unknown one."""
    wanted = folded(text)
    for key, name in words.items():
        if wanted in {folded(name.zh), folded(name.en), key}:
            return key
    return None
