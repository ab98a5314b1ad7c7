"""What places and people share: names in two languages, counts, the place in a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spaceplan.i18n import N_, Message

Point = tuple[float, float]


@dataclass(frozen=True)
class Source:
    """Where in the portfolio folder a thing was written: file and one-based line."""

    file: str
    line: int


@dataclass(frozen=True)
class Name:
    """A name as the user wrote it, in Chinese and English; either may stand for both."""

    zh: str = ""
    en: str = ""

    def text(self, language: str) -> str:
        """Return the name in a language, or in the other one where it is missing."""
        return (self.zh or self.en) if language == "zh" else (self.en or self.zh)


@dataclass(frozen=True)
class Counts:
    """Numbers of people by rank, without zeros, in the order in which they were given.

    Examples
    --------
    >>> Counts.of({"city_staff": 3, "contract": 1}).total
    4
    >>> str(Counts.of({"city_staff": 3, "contract": 1}))
    'city_staff:3;contract:1'
    """

    entries: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, numbers: Mapping[str, int]) -> Counts:
        """Make counts from a mapping; zeros are dropped, negative numbers are refused."""
        if any(n < 0 for n in numbers.values()):
            raise ValueError("a number of people cannot be negative")
        return cls(tuple((rank, n) for rank, n in numbers.items() if n))

    @classmethod
    def parse(cls, text: str) -> Counts:
        """Read ``rank:number;rank:number``; raises ValueError saying what is wrong."""
        numbers: dict[str, int] = {}
        for part in filter(None, (piece.strip() for piece in text.split(";"))):
            rank, colon, number = part.partition(":")
            if not colon or not number.strip().isdecimal():
                raise ValueError(Message.of(N_("'{part}' is not rank:number"), part=part))
            if rank.strip() in numbers:
                raise ValueError(Message.of(N_("'{part}' stands twice"), part=rank.strip()))
            numbers[rank.strip()] = int(number)
        return cls.of(numbers)

    def __getitem__(self, rank: str) -> int:
        """Return the number of people of a rank, 0 where there is none."""
        return next((n for key, n in self.entries if key == rank), 0)

    def __iter__(self) -> Iterator[tuple[str, int]]:
        """Iterate over (rank, number)."""
        return iter(self.entries)

    def __bool__(self) -> bool:
        """Return whether anybody is counted."""
        return bool(self.entries)

    @property
    def total(self) -> int:
        """All people counted."""
        return sum(n for _, n in self.entries)

    def __str__(self) -> str:
        """Return ``rank:number;rank:number``."""
        return ";".join(f"{rank}:{n}" for rank, n in self.entries)
