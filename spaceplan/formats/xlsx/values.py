"""What people write into cells, made plain: full-width digits, units, dates, ditto marks, sums."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

from spaceplan.formats.xlsx.grid import Value

_DITTO = frozenset({"同上", "″", "〃", '"', "''", "ditto", "-〃-", "”", "“", "′′"})
_SUMS = frozenset({"合计", "小计", "总计", "共计", "累计", "sum", "subtotal", "total"})
_UNITS = re.compile(r"(?:m2|m²|㎡|平方米|平米|平方|个|人|间|名|sqm)$", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?|月)?")
_SPACES = re.compile(r"\s+")
_CHINESE = "\u2e80-\u9fff\uff00-\uffef"
_INNER = re.compile(rf"(?<=[{_CHINESE}])\s+|\s+(?=[{_CHINESE}])")
_NAMES = re.compile(r"[、，,;；/\n]+")


def plain(value: Value) -> str:
    """Return a cell as text: full-width forms narrowed, spaces tidied, whole numbers without .0.

    Examples
    --------
    >>> plain("　５０１　室 "), plain(501.0), plain("张  三"), plain(None), plain("Zhang  San")
    ('501室', '501', '张三', '', 'Zhang San')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _tidied(str(value))


@lru_cache(maxsize=100_000)
def _tidied(value: str) -> str:
    text = unicodedata.normalize("NFKC", value)
    text = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf"))
    return _INNER.sub("", _SPACES.sub(" ", text).strip())


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """Return a text for comparison: no spaces, one kind of brackets, no capitals.

    Examples
    --------
    >>> folded("正局（处）级") == folded("正局(处) 级")
    True
    """
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).casefold()


def is_ditto(text: str) -> bool:
    """Return whether a cell says: the same as above."""
    return text.casefold() in _DITTO


def is_sum(text: str) -> bool:
    """Return whether a cell marks a row of sums."""
    return folded(text) in _SUMS


def number_of(value: Value) -> float | None:
    """Return the number in a cell; None where there is none or it cannot be understood.

    Examples
    --------
    >>> number_of("２５．９ ㎡"), number_of("1,234.5平方米"), number_of(3.0), number_of("约25")
    (25.9, 1234.5, 3.0, None)
    """
    if isinstance(value, int | float):
        return float(value)
    text = _UNITS.sub("", plain(value).replace(" ", "")).replace(",", "")
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < 1e12 else None


def day_of(value: Value) -> date | None:
    """Return the day in a cell; None where there is none; a month counts from its first day.

    Examples
    --------
    >>> day_of("2024年5月1日"), day_of("2024.5.31"), day_of("2024-05"), day_of("五月")
    (datetime.date(2024, 5, 1), datetime.date(2024, 5, 31), datetime.date(2024, 5, 1), None)
    """
    if isinstance(value, date):
        return value
    found = _DATE.fullmatch(plain(value))
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None


def names_in(value: Value) -> tuple[str, ...]:
    """Return the names in a cell: people of a shared room are often listed in one.

    Examples
    --------
    >>> names_in("张三、李 四，王五"), names_in("Wang Wu")
    (('张三', '李四', '王五'), ('Wang Wu',))
    """
    text = "" if value is None else (value if isinstance(value, str) else plain(value))
    return tuple(name for part in _NAMES.split(text) if (name := plain(part)))
