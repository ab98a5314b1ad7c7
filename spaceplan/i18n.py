"""Both languages: every message is written once in English and translated by catalogue.

``N_`` marks a message where it is written; ``translator(language)`` renders it where it is shown.
There is one translation object a language and never a global switch, so that two users of one
process can read different languages.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")
_LOCALE = Path(__file__).parent / "locale"


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark a message for translation and return it unchanged."""
    return message


@cache
def translator(language: str) -> Callable[[str], str]:
    """Return the function that renders a message in a language (English where none is known)."""
    return gettext.translation(
        "spaceplan", localedir=_LOCALE, languages=[language], fallback=True
    ).gettext


def language_of(locale: str | None) -> str:
    """Return 'zh' for a Chinese locale name such as ``zh_CN.UTF-8``, else 'en'."""
    return "zh" if (locale or "").lower().startswith("zh") else "en"
