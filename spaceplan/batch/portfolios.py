"""Which portfolios a batch runs: patterns of folders into folders, each with a name of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path

from spaceplan.errors import Fault, InputError
from spaceplan.files import find_portfolio
from spaceplan.files.lookup import PORTFOLIO_FILE
from spaceplan.files.reading import id_of_folder
from spaceplan.i18n import N_, Message


@dataclass(frozen=True)
class PortfolioFolder:
    """A portfolio's folder, and the name that its runs have in the batch."""

    label: str
    folder: Path


def find_portfolios(patterns: Sequence[str]) -> tuple[tuple[PortfolioFolder, ...], tuple[str, ...]]:
    """Return the portfolios that patterns stand for, and the paths that are none.

    Parameters
    ----------
    patterns
        Folders with a ``portfolio.yaml``, such files, names of packaged portfolios, or patterns
        with ``*``, ``?``, ``[...]`` and ``**``. What a shell made of a pattern will do: paths in it
        that are no portfolio are returned as such, as long as any of the patterns is one.

    Raises
    ------
    InputError
        With each pattern that nothing fits; and if there is no portfolio at all.
    """
    folders: dict[Path, Path] = {}
    others: list[str] = []
    faults: list[Fault] = []
    for pattern in patterns:
        for path in _paths(pattern):
            try:
                folder = find_portfolio(path)
                folders.setdefault(folder.resolve(), folder)
            except InputError as error:
                if Path(path).exists():
                    others.append(path)
                else:
                    faults += error.faults
    if not faults and not folders:
        faults = [_nothing(pattern) for pattern in patterns]
    if faults:
        raise InputError(faults)
    return _labelled(list(folders.values())), tuple(others)


def _paths(pattern: str) -> list[str]:
    """Return what a pattern stands for: itself where there is such a path, brackets and all."""
    if Path(pattern).exists() or not has_magic(pattern):
        return [pattern]
    return sorted(glob(pattern, recursive=True)) or [pattern]


def _nothing(pattern: str) -> Fault:
    found = Message.of(N_("no folder with a portfolio.yaml"))
    inside = sorted(Path(pattern).glob(f"*/{PORTFOLIO_FILE}")) if Path(pattern).is_dir() else []
    if inside:
        expected = Message.of(N_("folders of portfolios, such as '{path}'"), path=f"{pattern}/*")
    else:
        expected = Message.of(N_("folders of portfolios"))
    return Fault(pattern, None, found, expected)


def _labelled(folders: Sequence[Path]) -> tuple[PortfolioFolder, ...]:
    """Name each by its folder; where two have the same name, by the folder around it as well."""
    plain = [id_of_folder(folder) for folder in folders]
    common = Counter(label.casefold() for label in plain)
    labels = [
        label
        if common[label.casefold()] == 1
        else f"{id_of_folder(folder.resolve().parent)}-{label}"
        for label, folder in zip(plain, folders, strict=True)
    ]
    taken: set[str] = set()
    named: list[PortfolioFolder] = []
    for label, folder in zip(labels, folders, strict=True):
        own, number = label, 2
        while own.casefold() in taken:
            own, number = f"{label}-{number}", number + 1
        taken.add(own.casefold())
        named.append(PortfolioFolder(own, folder))
    return tuple(named)
