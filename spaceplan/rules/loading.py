"""Rule set files into one rule book: read, validated, put together."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from spaceplan.errors import Fault, InputError
from spaceplan.files.lookup import find_rule_set
from spaceplan.files.validation import validate
from spaceplan.files.yaml_reader import read_yaml
from spaceplan.rules.book import RuleBook
from spaceplan.rules.merge import LoadedSet, merge_sets
from spaceplan.rules.schema import RuleSetFile


def load_rules(names: Sequence[str], folder: Path | None = None) -> RuleBook:
    """Load rule sets by name or path; later ones add to earlier ones.

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
    loaded: list[LoadedSet] = []
    for name in names:
        try:
            loaded.append(load_set(name, folder))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return merge_sets(loaded)


def load_set(name: str, folder: Path | None = None) -> LoadedSet:
    """Load and validate one rule set file; raises InputError with its faults."""
    path = find_rule_set(name, folder)
    shown = name if "/" in name or name.endswith((".yaml", ".yml")) else f"rules/{path.name}"
    document = read_yaml(path, shown)
    content = validate(RuleSetFile, document)
    return LoadedSet(content, document, sha256(path.read_bytes()).hexdigest())
