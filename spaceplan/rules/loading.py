"""Rule set files into one rule book: read, validated, put together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spaceplan.errors import Fault, InputError
from spaceplan.rules.book import RuleBook
from spaceplan.rules.layers import LayeredSet, read_layers
from spaceplan.rules.merge import merge_sets


def load_rules(names: Sequence[str], folder: Path | None = None) -> RuleBook:
    """Load rule sets by name or path, each with what it extends; later ones add to earlier ones.

    Parameters
    ----------
    folder
        The portfolio's folder: rule sets beside it come before the packaged ones.

    Raises
    ------
    InputError
        With every fault of every file: what validation finds, ids that two sets define, sections
        that no set has and entitlement needs.

    Examples
    --------
    >>> book = load_rules(["cn-2014", "cn-management-2017"])
    >>> book.quota_dm2("city_bureau_head"), book.rule("left-post").citation
    (2400, '中办发〔2017〕70号, 第十九条')
    """
    faults: list[Fault] = []
    loaded: list[LayeredSet] = []
    for name in names:
        layered, wrong = read_layers(name, folder)
        faults += wrong
        if layered is not None:
            loaded.append(layered)
    return merge_sets(loaded, tuple(dict.fromkeys(faults)))


def load_set(name: str, folder: Path | None = None) -> LayeredSet:
    """Load and validate one rule set and what it extends; raises InputError with their faults."""
    layered, faults = read_layers(name, folder)
    if faults or layered is None:
        raise InputError(faults)
    return layered
