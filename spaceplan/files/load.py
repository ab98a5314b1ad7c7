"""Loading of a portfolio folder: every file read, every check made, all faults at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from spaceplan.collection import without_collection
from spaceplan.errors import Fault, InputError, Severity
from spaceplan.files.departments import check_departments
from spaceplan.files.duplicates import check_duplicates
from spaceplan.files.folder import FolderReader
from spaceplan.files.geometry import check_geometry
from spaceplan.files.known import Known
from spaceplan.files.ledger import apply_ledger, check_holdings, check_ledger
from spaceplan.files.reading import Draft, read_files
from spaceplan.files.references import Register, check_references
from spaceplan.files.seating import check_seating
from spaceplan.files.wish_places import find_wish_places
from spaceplan.files.wishes import check_wishes
from spaceplan.i18n import N_
from spaceplan.model.portfolio import Portfolio
from spaceplan.model.wish_places import WishPlaces
from spaceplan.progress import SILENT, Progress


@dataclass(frozen=True)
class LoadedPortfolio:
    """A portfolio, what was odd about its files, and the sha256 of each file that was read.

    ``wish_places`` says where the files state each hard requirement.
    """

    portfolio: Portfolio
    warnings: tuple[Fault, ...]
    hashes: tuple[tuple[str, str], ...]
    wish_places: WishPlaces


def _nothing(_portfolio: Portfolio) -> Iterable[Fault]:
    return ()


def load_portfolio(
    folder: Path,
    *,
    progress: Progress = SILENT,
    further: Callable[[Portfolio], Iterable[Fault]] = _nothing,
) -> LoadedPortfolio:
    """Load a portfolio folder.

    Parameters
    ----------
    further
        Finds faults that the files alone do not show, in a portfolio of all that is sound; it names
        no rule sets where those that the file states cannot be read.

    Raises
    ------
    InputError
        With every fault of every file, in the order of files and lines.
    """
    with without_collection():  # nothing here has cycles
        return _load(folder, progress, further)


def _load(
    folder: Path, progress: Progress, further: Callable[[Portfolio], Iterable[Fault]]
) -> LoadedPortfolio:
    reader = FolderReader(folder)
    draft = read_files(reader, folder, progress)
    portfolio = draft.portfolio
    progress.step(N_("Checking the files"))
    register = _register(draft, reader)
    departments, differences = apply_ledger(portfolio.departments, portfolio.ledger, register)
    faults = [*reader.faults, *_checks(portfolio, register), *differences]
    readable = portfolio if draft.has_rule_sets else replace(portfolio, rule_sets=())
    faults += further(readable)
    order = {name: i for i, name in enumerate(reader.hashes)}
    faults.sort(key=lambda fault: (order.get(fault.file, -1), fault.line or 0))
    errors = [fault for fault in faults if fault.severity is Severity.ERROR]
    if errors:
        raise InputError(dict.fromkeys(errors))
    return LoadedPortfolio(
        replace(portfolio, departments=departments),
        tuple(dict.fromkeys(faults)),
        tuple(reader.hashes.items()),
        find_wish_places(portfolio, register),
    )


def _register(draft: Draft, reader: FolderReader) -> Register:
    """Gather all ids; those of parts that were left out as faulty are excused."""
    portfolio, excused = draft.portfolio, frozenset(reader.excused)
    departments = {department.id for department in portfolio.departments}
    former = {id for department in portfolio.departments for id in department.succeeds}
    drawn = {building.source.file for building in portfolio.buildings if building.source}
    sound = not any(f.severity is Severity.ERROR and f.file in drawn for f in reader.faults)
    return Register(
        rooms=Known((room.id for room in portfolio.rooms), excused, draft.has_all_rooms),
        storeys=Known((s.id for s in portfolio.storeys), excused, draft.has_all_rooms and sound),
        buildings=Known((b.id for b in portfolio.buildings), excused, draft.has_all_rooms),
        sites=Known((site.id for site in portfolio.sites), excused, draft.has_all_sites),
        departments=Known(departments, excused, draft.has_all_departments),
        holders=Known(departments | former, excused, draft.has_all_departments),
        people=Known((e.person for e in portfolio.ledger or ()), excused, draft.has_all_people),
        tags=Known(
            (t for room in portfolio.rooms for t in room.tags), excused, draft.has_all_rooms
        ),
        documents=reader.documents,
    )


def _checks(portfolio: Portfolio, register: Register) -> Iterator[Fault]:
    yield from check_duplicates(portfolio)
    yield from check_references(portfolio, register)
    yield from check_departments(portfolio)
    yield from check_seating(portfolio, register)
    yield from check_wishes(portfolio, register)
    yield from check_geometry(portfolio.storeys, portfolio.settings.area_tolerance)
    yield from check_holdings(portfolio)
    yield from check_ledger(portfolio)
