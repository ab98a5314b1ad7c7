"""A text in both languages at once, as a page carries it: the reader's switch hides the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from spaceplan.i18n import Message, in_language, translator
from spaceplan.model import Name
from spaceplan.report import labels
from spaceplan.report.safe import visible


@dataclass(frozen=True)
class Both:
    """A text in Chinese and English; as markup it is escaped, and isolated in its direction."""

    zh: str
    en: str

    def text(self, language: str) -> str:
        """Return the text in one language."""
        return self.zh if language == "zh" else self.en

    def __html__(self) -> str:
        """Return two elements, of which the page's style shows one; one where they agree."""
        zh, en = escape(visible(self.zh)), escape(visible(self.en))
        if zh == en:
            return Markup("<bdi>{}</bdi>").format(zh)
        return Markup('<bdi lang="zh">{}</bdi><bdi lang="en">{}</bdi>').format(zh, en)


def both(template: str, /, **values: Any) -> Both:
    """Render a template (marked with ``N_``) in both languages; values may be Both, Name, text."""
    return Both(*(_rendered(template, values, language) for language in ("zh", "en")))


def word(words: Mapping[str, str], key: str) -> Both:
    """Return what a key is called in both languages, the key itself where it has no name."""
    return Both(labels.word(words, key, "zh"), labels.word(words, key, "en"))


def name_of(name: Name, otherwise: str = "") -> Both:
    """Return a name in both languages, another text where there is none."""
    return Both(name.text("zh") or otherwise, name.text("en") or otherwise)


def joined(parts: Sequence[Both], zh: str = "、", en: str = ", ") -> Both:
    """Return several texts as one."""
    return Both(zh.join(part.zh for part in parts), en.join(part.en for part in parts))


def message(text: str) -> Both:
    """Return a message of a finding or fault in both languages."""
    return Both(in_language(text, "zh"), in_language(text, "en"))


def translated(text: str) -> Both:
    """Return a message, or a marked text without values, in both languages; other text as it is."""
    if isinstance(text, Message):
        return message(text)
    return Both(*(translator(language)(text) if text else "" for language in ("zh", "en")))


def _rendered(template: str, values: dict[str, Any], language: str) -> str:
    texts = {
        key: value.text(language) if isinstance(value, Both | Name) else value
        for key, value in values.items()
    }
    return translator(language)(template).format(**texts)
