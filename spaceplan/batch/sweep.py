"""A sweep file as settings: each named one with every combination of what is varied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

from spaceplan.batch.settings import BASE, RunSettings
from spaceplan.batch.sweep_faults import double_names, faulty_orders, unknown_rule_sets
from spaceplan.errors import Fault, InputError
from spaceplan.files.ids import LONGEST_ID, is_id
from spaceplan.files.partial import validate_partly
from spaceplan.files.raw_sweep import FileChoices, FileSetting, FileSweep, FileVaried
from spaceplan.files.yaml_reader import YamlDocument, read_yaml
from spaceplan.i18n import N_, Message

#: More settings than this are a slip, not a sweep.
MOST_SETTINGS = 10_000
_LONGEST_PART = 40
_ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True)
class Sweep:
    """The settings of a batch, and what the file that states them hashes to."""

    settings: tuple[RunSettings, ...]
    file: str = ""
    sha256: str = ""


def load_sweep(path: Path, common: RunSettings, folders: Sequence[Path] = ()) -> Sweep:
    """Read a sweep file.

    Parameters
    ----------
    common
        What holds where the file says nothing: the command line.
    folders
        Portfolios that are to be run: a rule set must be there for one of them at least.

    Raises
    ------
    InputError
        With all faults of the file.
    """
    document = read_yaml(path, str(path))
    home = path.resolve().parent
    faults = [
        *double_names(document),
        *faulty_orders(document),
        *unknown_rule_sets(document, folders, lambda name: _beside(name, home)),
    ]
    partial = validate_partly(FileSweep.model_validate, document, FileSweep)
    faults += partial.faults
    if partial.value is not None:
        faults += _too_many(partial.value, document)
    if faults or partial.value is None:
        raise InputError(sorted(faults, key=lambda fault: fault.line or 0))
    settings = _settings(partial.value, common, home)
    twice = next((n for n, k in Counter(s.name.casefold() for s in settings).items() if k > 1), "")
    if twice:
        found = Message.of(N_("two settings that are both called '{name}'"), name=twice)
        raise InputError([Fault(document.file, 1, found, Message.of(N_("names of their own")))])
    return Sweep(settings, document.file, document.sha256)


def _settings(content: FileSweep, common: RunSettings, home: Path) -> tuple[RunSettings, ...]:
    base = _over(common, content.base, home)
    named = [_over(replace(base, name=s.name), s, home) for s in content.settings] or [base]
    return tuple(_varied(named, content.vary, home))


def _too_many(content: FileSweep, document: YamlDocument) -> Iterator[Fault]:
    """Yield a fault where there are more settings than anybody means."""
    number = max(1, len(content.settings)) * prod(map(len, _axes(content.vary, Path())))
    if number > MOST_SETTINGS:
        found = Message.of(N_("{n:,} settings"), n=number)
        expected = Message.of(N_("at most {limit:,}"), limit=MOST_SETTINGS)
        yield Fault(document.file, document.line_of(("vary",)), found, expected)


def _over(below: RunSettings, choices: FileChoices, home: Path) -> RunSettings:
    """Return settings with what a file says in place of what was there."""
    stated = {
        key: value
        for key in ("order", "seed", "time_limit", "work_limit", "workers", "as_of", "start")
        if (value := getattr(choices, key)) is not None
    }
    settings = replace(below, **stated, prices=_priced(below.prices, choices.prices))
    if choices.rule_sets is not None:
        settings = replace(settings, rule_sets=_rule_sets(choices.rule_sets, home))
    if isinstance(choices, FileSetting):
        settings = replace(settings, name=choices.name)
    return settings


def _priced(
    below: Sequence[tuple[str, float]], prices: dict[str, float]
) -> tuple[tuple[str, float], ...]:
    return tuple({**dict(below), **prices}.items())


def _rule_sets(names: Sequence[str], home: Path) -> tuple[str, ...]:
    """Return names of rule sets; a file beside the sweep file is meant before one elsewhere."""
    return tuple(_beside(name, home) for name in names)


def _beside(name: str, home: Path) -> str:
    return str(home / name) if name.endswith(_ENDINGS) and (home / name).is_file() else name


#: Changes settings to one of the varied values; the word goes into the name.
_Change = tuple[str, Callable[[RunSettings], RunSettings]]


def _varied(named: Sequence[RunSettings], vary: FileVaried, home: Path) -> Iterator[RunSettings]:
    """Yield every named setting with every combination."""
    axes = _axes(vary, home)
    for setting in named:
        for combination in product(*axes):
            changed = setting
            for _, change in combination:
                changed = change(changed)
            words = [word for axis, (word, _) in zip(axes, combination, strict=True) if axis[1:]]
            yield replace(changed, name=_joined(setting.name, words))


def _joined(name: str, words: Sequence[str]) -> str:
    """Return the name of a combination: what is varied behind the name of the setting."""
    whole = ".".join(words if name == BASE and words else [name, *words])
    if len(whole) <= LONGEST_ID:
        return whole
    return f"{name[:_LONGEST_PART]}.{sha256(whole.encode()).hexdigest()[:8]}"


def _axes(vary: FileVaried, home: Path) -> list[list[_Change]]:
    """Return what is varied: a list of changes each."""
    axes = [
        [
            _change("rules", i, "_".join(v), rule_sets=_rule_sets(v, home))
            for i, v in _numbered(vary.rule_sets)
        ],
        *(
            [_price(term, points) for points in dict.fromkeys(prices)]
            for term, prices in vary.prices.items()
        ),
        [_change("order", i, "_".join(v), order=v) for i, v in _numbered(vary.order)],
        [_change("from", i, v, start=v) for i, v in _numbered(vary.start)],
        [_change("seed", i, f"seed-{v}", seed=v) for i, v in _numbered(vary.seed)],
        [_change("time", i, f"{v:g}s", time_limit=v) for i, v in _numbered(vary.time_limit)],
        [_change("work", i, f"work-{v:g}", work_limit=v) for i, v in _numbered(vary.work_limit)],
    ]
    return [axis for axis in axes if axis]


def _numbered(values: Sequence[Any]) -> list[tuple[int, Any]]:
    return list(enumerate(dict.fromkeys(values), start=1))


def _change(kind: str, number: int, word: str, **values: Any) -> _Change:
    """Return a change; it is called by its value where that can stand in a folder's name."""
    plain = word if is_id(word) and len(word) <= _LONGEST_PART else f"{kind}-{number}"
    return plain, lambda settings: replace(settings, **values)


def _price(term: str, points: float) -> _Change:
    def change(settings: RunSettings) -> RunSettings:
        return replace(settings, prices=_priced(settings.prices, {term: points}))

    return f"{term}-{points:g}", change
