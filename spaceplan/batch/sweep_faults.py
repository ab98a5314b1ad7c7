"""What is wrong with a sweep file beyond single values: names, orders, rule sets, the number.

All is looked at in the file as it stands, so that what else is wrong with an entry hides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from spaceplan.errors import Fault, InputError, SpaceplanError
from spaceplan.files import find_rule_set
from spaceplan.files.fields import list_of_one
from spaceplan.files.validation import Location
from spaceplan.files.yaml_reader import YamlDocument
from spaceplan.i18n import N_, Message
from spaceplan.model import check_order
from spaceplan.model.portfolio import ORDERED


def double_names(document: YamlDocument) -> Iterator[Fault]:
    """Yield a fault for each name that was there before, capitals or not: it names a folder."""
    seen: set[str] = set()
    for i, setting in enumerate(_list(_child(document.data, "settings"))):
        name = _child(setting, "name")
        if not isinstance(name, str):
            continue
        if name.casefold() in seen:
            found = Message.of(N_("setting '{name}' a second time"), name=name)
            line = document.line_of(("settings", i, "name"))
            yield Fault(document.file, line, found, Message.of(N_("each name once")))
        seen.add(name.casefold())


def faulty_orders(document: YamlDocument) -> Iterator[Fault]:
    """Yield a fault for each order that names a term twice."""
    for place, words in _lists_of(document.data, "order"):
        try:
            check_order([word for word in words if word in ORDERED])
        except SpaceplanError as error:
            line = document.line_of(place)
            yield Fault(document.file, line, error.args[0], Message.of(N_("each term once")))


def unknown_rule_sets(
    document: YamlDocument, folders: Sequence[Path], written: Callable[[str], str]
) -> Iterator[Fault]:
    """Yield a fault for each rule set that none of the portfolios has, nor the package.

    Parameters
    ----------
    folders
        Those of the portfolios of the batch; without any nobody can say.
    written
        Returns a name as the runs get it.
    """
    for place, words in _lists_of(document.data, "rule_sets"):
        for word in dict.fromkeys(words):
            faults = [_not_found(written(word), folder) for folder in folders]
            if faults and all(faults):
                first = faults[0]
                assert first is not None
                name = Message.of(N_("rule set '{name}': {found}"), name=word, found=first.found)
                yield Fault(document.file, document.line_of(place), name, first.expected)


def _not_found(name: str, folder: Path) -> Fault | None:
    try:
        find_rule_set(name, folder)
    except InputError as error:
        return error.faults[0]
    return None


def _lists_of(data: Any, key: str) -> Iterator[tuple[Location, list[str]]]:
    """Yield the lists of words under a key, wherever a sweep may have one, with their places."""
    places: list[tuple[Location, Any]] = [(("base", key), _child(_child(data, "base"), key))]
    for i, setting in enumerate(_list(_child(data, "settings"))):
        places.append((("settings", i, key), _child(setting, key)))
    for i, varied in enumerate(_list(_child(_child(data, "vary"), key))):
        places.append((("vary", key, i), varied))
    for place, value in places:
        yield place, [word for word in _list(list_of_one(value)) if isinstance(word, str)]


def _child(data: Any, key: str) -> Any:
    return data.get(key) if isinstance(data, dict) else None


def _list(data: Any) -> list[Any]:
    return data if isinstance(data, list) else []
