"""Messages as JSON and back, so that what a job says can be read in either language later."""

from __future__ import annotations

from typing import Any

from spaceplan.i18n import Message, Named


def pack_words(text: str) -> Any:
    """Return a text as JSON can keep it, with template and values where it is a message."""
    if isinstance(text, Message):
        values = {key: _packed(value) for key, value in text.values.items()}
        plural = {"several": text.several, "by": text.by} if text.several else {}
        return {"template": text.template, "values": values, **plural}
    if isinstance(text, Named):
        return {"zh": text.zh, "en": str(text)}
    return str(text)


def _packed(value: Any) -> Any:
    if isinstance(value, bool | int | float) or value is None:
        return value
    return pack_words(value if isinstance(value, str) else str(value))


def unpack_words(packed: Any) -> str:
    """Return the text; raises ValueError, KeyError or TypeError where there is none.

    Examples
    --------
    >>> unpack_words(pack_words(Message.of("room {id}", id="hq-101"))).values
    {'id': 'hq-101'}
    """
    if isinstance(packed, str):
        return packed
    if "template" in packed:
        values = {
            key: unpack_words(value) if isinstance(value, str | dict) else value
            for key, value in packed["values"].items()
        }
        if "several" not in packed:
            return Message.of(packed["template"], **values)
        templates = (packed["template"], packed["several"])
        return Message.counted(templates, packed["by"], **values)
    return Named.of(packed["zh"], packed["en"])
