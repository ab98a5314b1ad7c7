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
from typing import Any

LANGUAGES = ("zh", "en")
#: The catalogue's name, and where it is.
CATALOGUE = "spaceplan"
LOCALE = Path(__file__).parent / "locale"


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark a message for translation and return it unchanged."""
    return message


def NN_(one: str, several: str) -> tuple[str, str]:  # noqa: N802 - as ``N_``
    """Mark a message that differs for one and for several."""
    return one, several


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(CATALOGUE, localedir=LOCALE, languages=[language], fallback=True)


@cache
def translator(language: str) -> Callable[[str], str]:
    """Return the function that renders a message in a language (English where none is known)."""
    return _catalogue(language).gettext


def language_of(locale: str | None) -> str:
    """Return 'zh' for a Chinese locale name such as ``zh_CN.UTF-8``, else 'en'."""
    return "zh" if (locale or "").lower().startswith("zh") else "en"


class Message(str):
    """English text that remembers its template and values, so that it can be shown in Chinese.

    It is a plain string wherever a string will do; ``in_language`` renders it again.

    Examples
    --------
    >>> Message.of(N_("room '{room}' is missing"), room="hq-101")
    "room 'hq-101' is missing"
    """

    __slots__ = ("by", "several", "template", "values")
    template: str
    values: dict[str, Any]
    #: The template for other numbers than one, and which value is the number; empty: there is but
    #: one template.
    several: str
    by: str

    @classmethod
    def of(cls, template: str, /, **values: Any) -> Message:
        """Make a message from a template (a literal inside ``N_``) and its values."""
        return cls._made(template, "", "", values)

    @classmethod
    def counted(cls, templates: tuple[str, str], by: str, /, **values: Any) -> Message:
        """Make a message that differs for one and for several.

        Parameters
        ----------
        templates
            Two literals inside ``NN_``.
        by
            Which of the values is the number.

        Examples
        --------
        >>> Message.counted(NN_("{n:,} room", "{n:,} rooms"), "n", n=1)
        '1 room'
        """
        return cls._made(*templates, by, values)

    @classmethod
    def _made(cls, one: str, several: str, by: str, values: dict[str, Any]) -> Message:
        is_several = bool(several) and values[by] != 1
        message = cls((several if is_several else one).format(**values))
        message.template, message.several, message.by = one, several, by
        message.values = values
        return message

    def __reduce__(self) -> tuple[Callable[..., Message], tuple[str, str, str, dict[str, Any]]]:
        """Pickle by templates and values."""
        return Message._made, (self.template, self.several, self.by, self.values)


class Named(str):
    """A name out of the data, in both languages; as a plain string it is the English one.

    Examples
    --------
    >>> in_language(Named.of("财政局", "Finance Bureau"), "zh")
    '财政局'
    """

    __slots__ = ("zh",)
    zh: str

    @classmethod
    def of(cls, zh: str, en: str) -> Named:
        """Make a name."""
        named = cls(en)
        named.zh = zh
        return named

    def __reduce__(self) -> tuple[Callable[..., Named], tuple[str, str]]:
        """Pickle by both names."""
        return Named.of, (self.zh, str(self))


def in_language(text: str, language: str) -> str:
    """Return a message or a name in a language, values of messages too; other text unchanged."""
    if isinstance(text, Named):
        return text.zh if language == "zh" else str(text)
    if not isinstance(text, Message):
        return text
    values = {
        key: in_language(value, language) if isinstance(value, str) else value
        for key, value in text.values.items()
    }
    return _template_of(text, language).format(**values)


def _template_of(message: Message, language: str) -> str:
    if not message.several:
        return translator(language)(message.template)
    return _catalogue(language).ngettext(
        message.template, message.several, message.values[message.by]
    )
