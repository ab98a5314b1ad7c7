"""Filled forms and foreign buildings taken in: read, loaded as a trial, and what they change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from spaceplan.files import load_portfolio, save_portfolio
from spaceplan.formats import Imported
from spaceplan.formats.xlsx import read_forms
from spaceplan.model import Portfolio
from spaceplan.progress import SILENT, Progress
from spaceplan.report.forms import form_words
from spaceplan.rules import load_rules


def import_forms(source: Path, folder: Path, *, progress: Progress = SILENT) -> Imported:
    """Return what filled forms make of a portfolio, once that has been loaded as a trial.

    Raises
    ------
    InputError
        With every fault of the forms as ``sheet!cell``, or of what the portfolio says of people
        who are gone.
    """
    portfolio = load_portfolio(folder, progress=progress).portfolio
    words = form_words(load_rules(portfolio.rule_sets, folder))
    imported = read_forms(source, portfolio, words, progress=progress)
    with TemporaryDirectory() as trial:
        save_portfolio(imported.portfolio, Path(trial) / portfolio.id)
        loaded = load_portfolio(Path(trial) / portfolio.id, progress=progress)
    return replace(imported, notes=(*imported.notes, *loaded.warnings))


@dataclass(frozen=True)
class Changed:
    """One thing that is different after an import; None where it is not there.

    Parameters
    ----------
    what
        ``department`` (people), ``person`` (rooms) or ``room`` (holders).
    """

    what: str
    id: str
    before: str | None
    after: str | None


def list_changes(before: Portfolio, after: Portfolio) -> tuple[Changed, ...]:
    """Return what an import changes: people of departments, rooms of people, holders of rooms."""
    return (
        *_differing("department", _headcounts(before), _headcounts(after)),
        *_differing(
            "person",
            _joined((e.person, e.room) for e in before.ledger or ()),
            _joined((e.person, e.room) for e in after.ledger or ()),
        ),
        *_differing(
            "room",
            _joined((h.room, h.department) for h in before.holdings),
            _joined((h.room, h.department) for h in after.holdings),
        ),
    )


def _headcounts(portfolio: Portfolio) -> dict[str, str]:
    return {
        d.id: f"{d.people.total} / {d.establishment.total}" for d in portfolio.departments
    }  # fmt: skip


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return {key: ", ".join(sorted(filter(None, values))) for key, values in found.items()}


def _differing(what: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterable[Changed]:
    for id in dict.fromkeys((*before, *after)):
        if before.get(id) != after.get(id):
            yield Changed(what, id, before.get(id), after.get(id))
