"""Filled forms and foreign buildings taken in: read, loaded as a trial, and what they change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from spaceplan import judging
from spaceplan.entitlement import compute_entitlements
from spaceplan.errors import Fault, InputError, Severity, SpaceplanError
from spaceplan.files import LoadedPortfolio, load_portfolio, save_portfolio
from spaceplan.formats import Imported, ReadSheet
from spaceplan.formats.xlsx import Details, read_details, read_workbooks, unknown_form
from spaceplan.formats.xlsx.grid import Grid
from spaceplan.i18n import N_
from spaceplan.model import Portfolio, Project, status_quo
from spaceplan.prepared import Prepared, prepare
from spaceplan.progress import SILENT, Progress
from spaceplan.report.forms import FORMS, FormsData, form_words, make_forms
from spaceplan.report.forms.filled import Filled, Taken, compare_sheet, match_sheets, take_over


def import_forms(source: Path, folder: Path, *, progress: Progress = SILENT) -> Imported:
    """Return what filled forms make of a portfolio, once that has been loaded as a trial.

    Lists of rooms, units and divisions replace people, departments and holdings. Forms that sum up
    give posts, people by rank, land, projects and who fills them in; their totals are compared
    with what the portfolio comes to, and each cell that differs is noted.

    Raises
    ------
    InputError
        With every fault of the forms as ``sheet!cell``, or of what the portfolio says of people
        who are gone.
    """
    prepared = prepare(folder, progress=progress)
    grids = read_workbooks(source, progress=progress)
    details = read_details(grids, source, prepared.portfolio, form_words(prepared.rulebook))
    rest = [grid for grid in grids if grid.name not in details.listed]
    base = prepared.portfolio if _errors(details.faults) else details.portfolio
    filled = _match(rest, _with(prepared, base), bool(details.taken), progress)
    if not details.taken and not filled:
        raise InputError([unknown_form(grids, source)])
    taken = take_over(filled, base)
    unreadable = (fault for one in filled for fault in compare_sheet(one).faulty)
    faults = (*details.faults, *taken.faults, *unreadable)
    if errors := _errors(faults):
        raise InputError(errors)
    loaded = _load_as_trial(taken.portfolio, progress)
    after = _match(rest, _with(prepared, loaded.portfolio), True, progress)
    sheets, differing = _compared(details, taken, after)
    notes = dict.fromkeys((*details.faults, *taken.faults, *differing, *loaded.warnings))
    return Imported(taken.portfolio, tuple(notes), sheets)


def _errors(faults: Iterable[Fault]) -> list[Fault]:
    """Return the errors, one a place."""
    errors = (fault for fault in faults if fault.severity is Severity.ERROR)
    found: dict[tuple[str, int | None], Fault] = {}
    for fault in errors:
        found.setdefault((fault.file, fault.line), fault)
    return list(found.values())


def _with(prepared: Prepared, portfolio: Portfolio) -> Prepared:
    """Return a portfolio with the same rooms, made ready."""
    entitlements = compute_entitlements(portfolio, prepared.rulebook)
    return replace(prepared, portfolio=portfolio, entitlements=entitlements)


def _match(
    grids: list[Grid], prepared: Prepared, may_fail: bool, progress: Progress
) -> tuple[Filled, ...]:
    """Return the sheets that are among the forms which the portfolio itself would give.

    Where its rule sets do not give these forms there are none, or the reason is raised.
    """
    progress.step(N_("Comparing with the portfolio"))
    try:
        data = FormsData(
            prepared.portfolio,
            prepared.rulebook,
            prepared.entitlements,
            status_quo(prepared.portfolio),
            judging.check(prepared),
            prepared.as_of,
        )
    except SpaceplanError:
        if may_fail:
            return ()
        raise
    forms = make_forms(data, [name for name in FORMS if name != "rooms"]).forms
    return match_sheets(grids, forms)


def _load_as_trial(portfolio: Portfolio, progress: Progress) -> LoadedPortfolio:
    with TemporaryDirectory() as trial:
        save_portfolio(portfolio, Path(trial) / portfolio.id)
        return load_portfolio(Path(trial) / portfolio.id, progress=progress)


def _compared(
    details: Details, taken: Taken, filled: Iterable[Filled]
) -> tuple[tuple[ReadSheet, ...], list[Fault]]:
    """Return what each sheet came to, and all differences."""
    sheets = {sheet.name: sheet for sheet in details.taken}
    differing: list[Fault] = []
    for one in filled:
        compared = compare_sheet(one)
        differing += compared.differing
        before = sheets.get(one.name, ReadSheet(one.name, one.own.title, len(one.pairs)))
        given = (*before.given, *taken.given.get(one.name, ()))
        sheets[one.name] = replace(
            before, given=given, compared=compared.cells, differing=len(compared.differing)
        )
    return tuple(sheets.values()), differing


@dataclass(frozen=True)
class Changed:
    """One thing that is different after an import; None where it is not there.

    Parameters
    ----------
    what
        ``department`` (people), ``person`` (rooms), ``room`` (holders), ``site`` (land),
        ``project`` or ``reporting``.
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
        *_differing("site", _land(before), _land(after)),
        *_differing("project", _projects(before), _projects(after)),
        *_differing("reporting", _reporting(before), _reporting(after)),
    )


def is_same(before: Portfolio, after: Portfolio) -> bool:
    """Return whether two portfolios say the same; in which order is no matter."""
    return _in_order(before) == _in_order(after)


def _in_order(portfolio: Portfolio) -> Portfolio:
    ledger = portfolio.ledger
    return replace(
        portfolio,
        holdings=tuple(sorted(portfolio.holdings, key=str)),
        ledger=None if ledger is None else tuple(sorted(ledger, key=str)),
    )


def _headcounts(portfolio: Portfolio) -> dict[str, str]:
    departments = portfolio.departments
    return {d.id: f"{d.people.total} / {d.establishment.total}" for d in departments}


def _land(portfolio: Portfolio) -> dict[str, str]:
    return {s.id: f"{s.site_area:,.2f} m²" for s in portfolio.sites if s.site_area is not None}


def _projects(portfolio: Portfolio) -> dict[str, str]:
    return {project.name.text("zh"): _told(project) for project in portfolio.projects}


def _told(project: Project) -> str:
    """Return what is said of a project."""
    said = (
        *(project.approved_by, project.builder, *project.users, project.address, project.remark),
        "" if project.size_m2 is None else f"{project.size_m2:,.2f} m²",
        "" if project.cost is None else f"¥ {project.cost * 10_000:,.0f}",
    )
    return "; ".join(filter(None, said))


def _reporting(portfolio: Portfolio) -> dict[str, str]:
    said = portfolio.reporting
    whole = ("".join(said.divisions), said.code, said.unit, said.person, said.phone)
    return {portfolio.id: "; ".join(filter(None, whole))}


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return {key: ", ".join(sorted(filter(None, values))) for key, values in found.items()}


def _differing(what: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterable[Changed]:
    for id in dict.fromkeys((*before, *after)):
        if before.get(id) != after.get(id):
            yield Changed(what, id, before.get(id), after.get(id))
