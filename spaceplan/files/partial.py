"""As much of a faulty file as can be used, so that one run shows the faults of all checks.

What is faulty is left out, and everything that its text mentions is excused: a reference to a
room that was left out is no second fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from spaceplan.errors import Fault
from spaceplan.files.validation import Document, Location, details_of, faults_from
from spaceplan.files.wrong_kinds import WrongKind, find_wrong_kinds

_ROUNDS = 3
#: What a department need not say, and what makes nothing else wrong by being left out.
_WISHES = frozenset(
    {
        *("prefer_site", "sites", "buildings", "one_site", "one_building", "within_storeys"),
        *("min_storey", "max_storey", "public_facing", "step_free", "next_to", "not_on_storeys_of"),
        *("requires", "locked", "forbidden", "keep", "needs", "relations", "seating", "service"),
        *("certificate", "published", "filed"),
    }
)
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Partial(Generic[T_co]):
    """What could be validated.

    Parameters
    ----------
    value
        The sound part, None where nothing is left; the document's data has been cut to it.
    faults
        What was wrong with the rest.
    excused
        All words of the rest: ids that may exist.
    """

    value: T_co | None
    faults: tuple[Fault, ...] = ()
    excused: frozenset[str] = frozenset()


def validate_partly(
    validator: Callable[[Any], T], document: Document, model: type[BaseModel] | None = None
) -> Partial[T]:
    """Validate a document's data; on faults, cut them out of the data and validate the rest."""
    faults: tuple[Fault, ...] = ()
    excused: set[str] = set()
    for _ in range(_ROUNDS):
        try:
            return Partial(validator(document.data), faults, frozenset(excused))
        except ValidationError as error:
            details = details_of(error)
        wrong = () if faults else find_wrong_kinds(validator, document.data, details)
        if not faults:
            beside = [item for mapping in wrong for item in mapping.beside]
            faults = faults_from([*details, *beside], document, model)
        removed = _cut(document.data, _without_mended(details, wrong, excused))
        excused.update(word for part in removed for word in words_of(part))
        if not removed and not wrong:
            break
    excused.update(words_of(document.data))
    return Partial(None, faults, frozenset(excused))


def _without_mended(
    details: list[ErrorDetails], wrong: tuple[WrongKind, ...], excused: set[str]
) -> list[ErrorDetails]:
    """Mend wrong kinds, so that the rest of what they are in is looked at; return what is left."""
    mended = []
    for mapping in wrong:
        before = tuple(words_of(mapping.owner))
        if mapping.mend():
            mended.append(mapping.item)
            excused.update(before)
    return [item for item in details if not any(item is one for one in mended)]


def words_of(data: Any) -> Iterator[str]:
    """Iterate over all texts in a piece of data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from words_of(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from words_of(value)


def _cut(data: Any, errors: list[ErrorDetails]) -> list[Any]:
    """Remove what the errors are about; return what was removed."""
    removed: list[Any] = []
    items: dict[int, tuple[list[Any], set[int]]] = {}
    for error in errors:
        owner, part = _culprit(data, error["loc"], error["type"])
        if isinstance(owner, list) and isinstance(part, int):
            items.setdefault(id(owner), (owner, set()))[1].add(part)
        elif isinstance(owner, dict) and part in owner:
            removed.append(owner.pop(part))
    for owner, indexes in items.values():
        for index in sorted(indexes, reverse=True):
            removed.append(owner.pop(index))
            if lines := getattr(owner, "item_lines", None):
                lines.pop(index)
    return removed


def _culprit(data: Any, location: Location, kind: str) -> tuple[Any, Any]:
    """Return the container and the key or index of what an error makes unusable.

    That is the innermost mapping in a list (a room, a department); outside of lists, for a wish of
    a department and for an unknown key, the key alone. Tags of unions, which locations have and
    data have not, are passed over.
    """
    here = data
    keyed: tuple[Any, Any] = (None, None)
    listed: tuple[Any, Any] = (None, None)
    for place, part in enumerate(location, start=1):
        if isinstance(here, dict) and part in here:
            keyed = (here, part)
            if part in _WISHES and listed[0] is not None:
                listed = keyed
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            if isinstance(here[part], dict) or here is data:
                listed = (here, part)
        elif place < len(location):
            continue
        else:
            if kind == "missing" and place == 1:
                keyed = (None, None)
            break
        here = here[part]
    if kind == "extra_forbidden":
        return keyed
    return listed if listed[0] is not None else keyed
