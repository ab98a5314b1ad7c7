"""Where the scenarios of a portfolio are kept."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

_ENDING = ".scenarios"
_PACKAGE = Path(__file__).resolve().parents[1]


def workspace_of(portfolio: Path, given: Path | None = None) -> Path:
    """Return the folder for a portfolio's scenarios; it need not exist yet.

    The one that is given; else ``<portfolio>.scenarios`` beside the portfolio's folder. Where
    nobody should or can write there (a portfolio inside the installed package, a folder that is
    read-only), it is ``<portfolio>.scenarios`` in the current folder, else among the user's data.
    """
    if given is not None:
        return given
    folder = portfolio.resolve()
    beside = folder.with_name(folder.name + _ENDING)
    packaged = folder.is_relative_to(_PACKAGE)
    if beside.is_dir() and _can_write(beside) and not packaged:
        return beside
    homes = [Path.cwd()] if packaged else [folder.parent, Path.cwd()]
    for home in homes:
        if _can_write(home):
            return home / beside.name
    return user_data_path("spaceplan", appauthor=False) / beside.name


def _can_write(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)
