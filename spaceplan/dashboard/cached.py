"""What pages ask for again and again, computed once for all sessions.

Everything here is immutable and keyed on the text of the files it is made from: a path does not
change when its file does. Nothing of one planner's unsaved work comes in here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from spaceplan.check import DepartmentExcess, Finding, department_excesses, verify_allocation
from spaceplan.judging import stage_of
from spaceplan.model import Allocation, Changes, status_quo
from spaceplan.prepared import Prepared, prepare, with_changes
from spaceplan.report import Stage
from spaceplan.report.directory import Directory, build_directory
from spaceplan.store import Scenario, ScenarioStore

if TYPE_CHECKING:  # with matplotlib, which no figure of the first page needs
    from spaceplan.plot import Palette

_MOST_PORTFOLIOS, _MOST_STAGES = 4, 24


@st.cache_resource(max_entries=4096, show_spinner=False)
def _hash_of(path: str, modified_ns: int, size: int) -> str:
    """Return the hash of a file's text; its age and size say whether it was read already."""
    del modified_ns, size
    return sha256(Path(path).read_bytes()).hexdigest()


def fingerprint_of(folder: Path) -> str:
    """Return a hash of all files of a folder, other than hidden ones."""
    whole = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            known = path.stat()
            text = _hash_of(str(path), known.st_mtime_ns, known.st_size)
            whole.update(f"{path.relative_to(folder)}\0{text}\0".encode())
    return whole.hexdigest()


@st.cache_resource(max_entries=_MOST_PORTFOLIOS, show_spinner=False)
def _prepared(folder: Path, fingerprint: str, rule_sets: tuple[str, ...]) -> Prepared:
    del fingerprint
    return prepare(folder, rule_sets=rule_sets)


@dataclass(frozen=True)
class Loaded:
    """A portfolio made ready, and the key under which all that follows from it is remembered."""

    key: str
    prepared: Prepared


def load(folder: Path, rule_sets: tuple[str, ...] = ()) -> Loaded:
    """Return a portfolio made ready; raises InputError with all faults of its files."""
    fingerprint = fingerprint_of(folder)
    key = f"{folder}\0{fingerprint}\0{','.join(rule_sets)}"
    return Loaded(key, _prepared(folder, fingerprint, rule_sets))


@st.cache_resource(max_entries=_MOST_PORTFOLIOS, show_spinner=False)
def _changed(key: str, _prepared: Prepared, _changes: Changes) -> Prepared:
    del key
    return with_changes(_prepared, _changes)


def changed(loaded: Loaded, changes: Changes) -> Loaded:
    """Return a portfolio as a scenario changes it."""
    if changes == Changes():
        return loaded
    key = f"{loaded.key}\0{changes!r}"
    return Loaded(key, _changed(key, loaded.prepared, changes))


#: Names of what was checked already: a page that would wait shows first what needs no check.
_checked: set[str] = set()


@st.cache_resource(max_entries=_MOST_STAGES, show_spinner=False)
def _stage(key: str, _prepared: Prepared) -> Stage:
    stage = stage_of(_prepared)
    _checked.add(key)
    return stage


def stage(loaded: Loaded) -> Stage:
    """Return the status quo with its terms and its findings."""
    return _stage(loaded.key, loaded.prepared)


def is_checked(loaded: Loaded, scenario: Scenario | None = None) -> bool:
    """Return whether the status quo, or a scenario, was checked since the server started."""
    key = loaded.key if scenario is None else f"{loaded.key}\0{scenario.id}\0{scenario.version}"
    return key in _checked


@st.cache_resource(max_entries=_MOST_PORTFOLIOS, show_spinner=False)
def _status_quo(key: str, _prepared: Prepared) -> Allocation:
    del key
    return status_quo(_prepared.portfolio)


def today(loaded: Loaded) -> Allocation:
    """Return the status quo as an allocation."""
    return _status_quo(loaded.key, loaded.prepared)


@st.cache_resource(max_entries=_MOST_STAGES, show_spinner=False)
def _plan(
    key: str, version: str, _prepared: Prepared, _store: ScenarioStore, _scenario: Scenario
) -> Allocation:
    del key, version
    return _store.load_plan(_scenario, _prepared.portfolio)


def plan(loaded: Loaded, store: ScenarioStore, scenario: Scenario) -> Allocation:
    """Return a scenario's plan, which is read much sooner than it is checked; raises InputError.

    Parameters
    ----------
    loaded
        The portfolio as the scenario changes it; see ``changed``.
    """
    key = f"{loaded.key}\0{scenario.id}"
    return _plan(key, scenario.version, loaded.prepared, store, scenario)


@st.cache_resource(max_entries=_MOST_STAGES, show_spinner=False)
def _broken(key: str, _prepared: Prepared, _plan: Allocation) -> tuple[str, ...]:
    del key
    parts = (_prepared.portfolio, _prepared.graph, _prepared.rulebook)
    return verify_allocation(*parts, _plan)


def broken(loaded: Loaded, plan: Allocation) -> tuple[str, ...]:
    """Return which hard requirements a plan breaks, in words, without any other check."""
    return _broken(f"{loaded.key}\0{allocation_key(plan)}", loaded.prepared, plan)


@st.cache_resource(max_entries=_MOST_STAGES, show_spinner=False)
def _scenario_stage(
    key: str, version: str, _prepared: Prepared, _plan: Allocation, _known: Stage | None
) -> Stage:
    stage = stage_of(_prepared, _plan) if _known is None else _known
    _checked.add(f"{key}\0{version}")
    return stage


def scenario_stage(
    loaded: Loaded, store: ScenarioStore, scenario: Scenario, *, known: Stage | None = None
) -> Stage:
    """Return a scenario's plan with its terms and its findings; raises InputError.

    Parameters
    ----------
    loaded
        The portfolio as the scenario changes it; see ``changed``.
    known
        What the checker has said of it just now: it is not asked again.
    """
    key = f"{loaded.key}\0{scenario.id}"
    read = plan(loaded, store, scenario)
    return _scenario_stage(key, scenario.version, loaded.prepared, read, known)


@st.cache_resource(max_entries=_MOST_PORTFOLIOS, show_spinner=False)
def _palette(key: str, _prepared: Prepared) -> Palette:
    from spaceplan.plot import department_palette

    held = _status_quo(key, _prepared)
    return department_palette(_prepared.portfolio, _prepared.graph, held)


def palette(loaded: Loaded) -> Palette:
    """Return the colours of departments: those of the status quo, the same in every scenario."""
    return _palette(loaded.key, loaded.prepared)


@st.cache_resource(max_entries=_MOST_STAGES, show_spinner=False)
def _excesses(key: str, _prepared: Prepared, _stage: Stage) -> dict[str, DepartmentExcess]:
    del key
    found = department_excesses(
        _prepared.portfolio, _prepared.rulebook, _prepared.entitlements, _stage.allocation
    )
    return {excess.department: excess for excess in found}


def excesses(loaded: Loaded, shown: Stage) -> dict[str, DepartmentExcess]:
    """Return what each department holds and what of it lies above its entitlement."""
    return _excesses(f"{loaded.key}\0{allocation_key(shown.allocation)}", loaded.prepared, shown)


def allocation_key(allocation: Allocation) -> str:
    """Return a hash of an allocation, for keys of what follows from it."""
    return allocation.fingerprint


@st.cache_resource(max_entries=_MOST_STAGES, show_spinner=False)
def _remedies(key: str) -> dict[str, Finding]:
    del key
    return {}


def remedies(loaded: Loaded, shown: Stage) -> dict[str, Finding]:
    """Return the findings of a stage whose cure was looked for, by fingerprint; add new ones."""
    return _remedies(f"{loaded.key}\0{allocation_key(shown.allocation)}")


@st.cache_resource(max_entries=_MOST_PORTFOLIOS, show_spinner=False)
def _directory(key: str, _prepared: Prepared) -> Directory:
    del key
    return build_directory(_prepared.portfolio, _prepared.rulebook)


def directory(loaded: Loaded) -> Directory:
    """Return everything in a portfolio that has a name or an id, ready to be searched."""
    return _directory(loaded.key, loaded.prepared)


Places = Mapping[str, tuple[str, ...]]


@st.cache_resource(max_entries=_MOST_STAGES, show_spinner=False)
def _places(key: str, _prepared: Prepared, _stage: Stage) -> tuple[Places, Places]:
    del key
    rooms: dict[str, list[str]] = {}
    people: dict[str, list[str]] = {}
    for person, room in _pairs(_prepared, _stage):
        rooms.setdefault(person, []).append(room)
        people.setdefault(room, []).append(person)
    return _frozen(rooms), _frozen(people)


def _pairs(prepared: Prepared, stage: Stage) -> Iterable[tuple[str, str]]:
    """Yield (person, room): of the ledger where the status quo is shown, else of the plan."""
    if stage.allocation == status_quo(prepared.portfolio):
        entries = prepared.portfolio.ledger or ()
        return dict.fromkeys((entry.person, entry.room) for entry in entries if entry.room)
    return stage.allocation.people


def _frozen(lists: Mapping[str, list[str]]) -> Places:
    return {key: tuple(values) for key, values in lists.items()}


def places_of_people(loaded: Loaded, shown: Stage) -> Places:
    """Return by person the rooms where he has a place in a stage."""
    key = f"{loaded.key}\0{allocation_key(shown.allocation)}"
    return _places(key, loaded.prepared, shown)[0]


def people_of_rooms(loaded: Loaded, shown: Stage) -> Places:
    """Return by room who has a place there in a stage."""
    key = f"{loaded.key}\0{allocation_key(shown.allocation)}"
    return _places(key, loaded.prepared, shown)[1]
