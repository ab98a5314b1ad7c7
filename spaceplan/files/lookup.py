"""Where a portfolio or a rule set is: the path given, beside the portfolio, packaged.

The wheel carries ``rules/`` and ``floorplans/wuxi`` as ``spaceplan/data``; a checkout has them at
its top. There is one copy in git, and both ways of installing find it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from spaceplan.errors import Fault, InputError
from spaceplan.files.nearest import nearest
from spaceplan.i18n import N_, Message

PORTFOLIO_FILE = "portfolio.yaml"
_PACKAGE = Path(__file__).resolve().parents[1]
_ENDINGS = (".yaml", ".yml")


def packaged_folders(kind: str) -> tuple[Path, ...]:
    """Return where packaged ``floorplans`` or ``rules`` may be: in the wheel, in the checkout."""
    return (_PACKAGE / "data" / kind, _PACKAGE.parent / kind)


def find_portfolio(text: str) -> Path:
    """Return the folder of a portfolio: a path, or the name of a packaged one.

    ``floorplans/wuxi``, ``wuxi`` and the path of any folder with a ``portfolio.yaml`` will do.

    Raises
    ------
    InputError
        If there is none; it says where was looked.
    """
    given = Path(text)
    if given.name == PORTFOLIO_FILE and given.is_file():
        return given.parent
    name = text.removeprefix("floorplans/").rstrip("/")
    packaged = packaged_folders("floorplans") if _is_plain(name) else ()
    tried = [given, *(folder / name for folder in packaged)]
    for folder in tried:
        if (folder / PORTFOLIO_FILE).is_file():
            return folder
    found = Message.of(N_("no portfolio.yaml in {places}"), places=_listed(tried))
    known = [
        path.parent.name
        for path in _existing(packaged_folders("floorplans"), f"*/{PORTFOLIO_FILE}")
    ]
    raise InputError([Fault(text, None, found, _expected_portfolio(name, known))])


def find_rule_set(name: str, folder: Path | None) -> Path:
    """Return the file of a rule set: a path to a YAML file, or a name such as ``cn-2014``.

    A name is looked up beside the portfolio (``folder/rules/name.yaml``, ``folder/name.yaml``),
    then among the packaged rule sets.

    Raises
    ------
    InputError
        If there is none; it says where was looked.
    """
    tried: list[Path] = []
    if name.endswith(_ENDINGS):
        tried += [Path(name)] if folder is None else [Path(name), folder / name]
    plain = name.removesuffix(".yaml").removesuffix(".yml")
    homes = () if folder is None else (folder / "rules", folder)
    packaged = packaged_folders("rules")
    if _is_plain(plain):
        tried += [home / f"{plain}{_ENDINGS[0]}" for home in (*homes, *packaged)]
    for path in tried:
        if path.is_file():
            return path
    found = Message.of(N_("no rule set in {places}"), places=_listed(tried))
    known = [path.stem for path in _existing(packaged_folders("rules"), "*.yaml")]
    raise InputError([Fault(name, None, found, _expected_rule_set(plain, known))])


def rule_set_files(folder: Path | None = None) -> dict[str, Path]:
    """Return all rule sets by name: beside a portfolio, then packaged, as they would be found."""
    homes = () if folder is None else (folder / "rules",)
    found: dict[str, Path] = {}
    for path in _existing((*homes, *packaged_folders("rules")), "*.yaml"):
        found.setdefault(path.stem, path)
    return {name: find_rule_set(name, folder) for name in sorted(found)}


def _is_plain(name: str) -> bool:
    return bool(name) and Path(name).name == name and name != ".."


def _listed(paths: Iterable[Path]) -> str:
    return ", ".join(f"'{path}'" for path in paths) or "''"


def _existing(folders: Iterable[Path], pattern: str) -> list[Path]:
    return sorted(path for folder in folders for path in folder.glob(pattern))


def _expected_portfolio(name: str, known: list[str]) -> Message:
    close = nearest(name, known)
    if close is not None:
        return Message.of(N_("a portfolio folder, such as '{name}'"), name=close)
    return Message.of(
        N_("a folder with a portfolio.yaml, or one of {names}"), names=", ".join(known) or "-"
    )


def _expected_rule_set(name: str, known: list[str]) -> Message:
    close = nearest(name, known)
    if close is not None:
        return Message.of(N_("a rule set, such as '{name}'"), name=close)
    return Message.of(
        N_("a path to a .yaml file, or one of {names}"), names=", ".join(known) or "-"
    )
