"""Scenarios as folders: ``<workspace>/<id>/`` with ``scenario.yaml`` and the plan's files."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from spaceplan.errors import Fault, InputError
from spaceplan.files.allocation import ALLOCATION, SEATS, load_allocation
from spaceplan.files.atomic import FolderWriter, write_atomically
from spaceplan.files.text import read_text_file
from spaceplan.i18n import N_, Message
from spaceplan.model import SCENARIO_FILE, Allocation, Portfolio
from spaceplan.store.errors import busy, gone, overtaken, taken, unwritable
from spaceplan.store.names import checked_name, free_name, is_slug, same_name, slug_of
from spaceplan.store.scenario import (
    BrokenScenario,
    DeletedScenario,
    Details,
    PlanFiles,
    Scenario,
)
from spaceplan.store.scenario_file import read_scenario_file, scenario_text

SUMMARY = "summary.json"
GOALS = "goals.json"
_FILES = (SCENARIO_FILE, ALLOCATION, SEATS, SUMMARY)
_TRASH = ".trash"
_LOCK = ".lock"
#: Seconds to wait for another planner's saving, which takes a part of one.
_PATIENCE = 10.0
#: Between a deleted scenario's id and what makes its name in the trash unique.
_DELETED = "~"


class FolderStore:
    """Keeps scenarios as folders that a person can read, copy and put under version control.

    Each is written whole or not at all; a lock keeps writers apart, readers need none. Deleted
    ones lie in ``.trash``.

    Parameters
    ----------
    workspace
        The folder; it is made when the first scenario is saved.
    """

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace

    def list_scenarios(self) -> tuple[Scenario | BrokenScenario, ...]:
        """Return all scenarios, the oldest first, and after them those that cannot be read."""
        sound: list[Scenario] = []
        broken: list[BrokenScenario] = []
        for id in self._ids():
            try:
                sound.append(self.load_scenario(id))
            except InputError as error:
                if (self.workspace / id).is_dir():  # else it was deleted meanwhile
                    broken.append(BrokenScenario(id, error.faults))
        return (*sorted(sound, key=lambda one: (one.created, one.id)), *broken)

    def load_scenario(self, id: str) -> Scenario:
        """Return one scenario.

        Raises
        ------
        ScenarioGoneError
            If there is none.
        InputError
            If its files cannot be read, with every fault.
        """
        folder = self._folder(id)
        if not folder.is_dir():
            raise gone(id)
        return _read(folder, id)

    def load_plan(self, scenario: Scenario, portfolio: Portfolio) -> Allocation:
        """Return a scenario's plan for the portfolio.

        Raises
        ------
        ScenarioGoneError
            If there is none.
        InputError
            With every fault of its files, such as rooms that the portfolio does not have.
        """
        folder = self._folder(scenario.id)
        if not folder.is_dir():
            raise gone(scenario.name)
        return load_allocation(folder / ALLOCATION, portfolio)

    def load_summary(self, scenario: Scenario) -> Mapping[str, Any]:
        """Return the key figures that were kept with a scenario; none where they are unreadable."""
        try:
            content = json.loads(self._text(scenario.id, SUMMARY))
        except (InputError, ValueError, RecursionError):
            return {}
        return content if isinstance(content, dict) else {}

    def save_scenario(
        self, details: Details, plan: PlanFiles, *, over: Scenario | None = None
    ) -> Scenario:
        """Keep a new scenario, or a new state of ``over`` if nobody changed it meanwhile.

        Raises
        ------
        ScenarioTakenError
            If the name is taken, or somebody changed ``over`` since it was loaded.
        ScenarioGoneError
            If ``over`` was deleted.
        StoreError
            If the name is none, or nothing can be written.
        """
        details = replace(details, name=checked_name(details.name))
        now = _now()
        with self._writing():
            id = self._place_for(details.name, over)
            content = {
                SCENARIO_FILE: scenario_text(details, over.created if over else now, now),
                ALLOCATION: plan.allocation,
                SUMMARY: plan.summary,
            }
            if plan.people is not None:
                content[SEATS] = plan.people
            with FolderWriter(self.workspace / id, ours=lambda name: name in _FILES) as folder:
                for name, text in content.items():
                    folder.write(name, text)
            return _read(self.workspace / id, id)

    def _place_for(self, name: str, over: Scenario | None) -> str:
        """Return the id to save under, if that is allowed."""
        scenarios = [one for one in self.list_scenarios() if isinstance(one, Scenario)]
        for other in scenarios:
            mine = over is not None and other.id == over.id
            if not mine and same_name(other.name, name):
                raise taken(other.name, other.details.who, other.changed)
        if over is None:
            return slug_of(name, self._names())
        self._unchanged(over)
        return over.id

    def _unchanged(self, scenario: Scenario) -> None:
        """Refuse to touch a scenario that somebody changed or deleted since it was loaded."""
        if not self._folder(scenario.id).is_dir():
            raise gone(scenario.name)
        there = self.load_scenario(scenario.id)
        if there.version != scenario.version:
            raise overtaken(there.name, there.details.who, there.changed)

    def rename_scenario(self, scenario: Scenario, name: str) -> Scenario:
        """Give a scenario another name; its id stays, so that addresses go on leading there.

        Errors as for ``save_scenario``.
        """
        return self._again(scenario, replace(scenario.details, name=checked_name(name)))

    def _again(self, scenario: Scenario, details: Details) -> Scenario:
        with self._writing():
            id = self._place_for(details.name, scenario)
            with FolderWriter(self.workspace / id) as folder:
                folder.write(SCENARIO_FILE, scenario_text(details, scenario.created, _now()))
            return _read(self.workspace / id, id)

    def duplicate_scenario(self, scenario: Scenario, name: str, who: str) -> Scenario:
        """Keep a copy under another name, with the first one as its parent.

        Errors as for ``save_scenario``.
        """
        folder = self._folder(scenario.id)
        if not folder.is_dir():
            raise gone(scenario.name)
        people = self._text(scenario.id, SEATS) if (folder / SEATS).is_file() else None
        plan = PlanFiles(
            self._text(scenario.id, ALLOCATION), people, self._text(scenario.id, SUMMARY)
        )
        details = replace(scenario.details, name=name, who=who, parent=scenario.id)
        return self.save_scenario(details, plan)

    def delete_scenario(self, scenario: Scenario) -> DeletedScenario:
        """Put a scenario into the trash.

        Raises
        ------
        ScenarioTakenError
            If somebody changed it since it was loaded.
        ScenarioGoneError
            If it is gone already.
        """
        with self._writing():
            self._unchanged(scenario)
            moment = _now()
            unique = f"{moment:%Y%m%dT%H%M%S%fZ}-{secrets.token_hex(2)}"
            deleted = f"{scenario.id}{_DELETED}{unique}"
            (self.workspace / _TRASH).mkdir(exist_ok=True)
            os.rename(self.workspace / scenario.id, self.workspace / _TRASH / deleted)
            return DeletedScenario(deleted, scenario.name, moment)

    def list_deleted(self) -> tuple[DeletedScenario, ...]:
        """Return what lies in the trash and can be read, the last one first."""
        found = []
        for name in _folders_in(self.workspace / _TRASH):
            id, _, moment = name.rpartition(_DELETED)
            try:
                deleted = datetime.strptime(moment.partition("-")[0], "%Y%m%dT%H%M%S%fZ")
                scenario = _read(self.workspace / _TRASH / name, id)
            except (ValueError, InputError):
                continue
            found.append(DeletedScenario(name, scenario.name, deleted.replace(tzinfo=UTC)))
        return tuple(sorted(found, key=lambda one: one.deleted, reverse=True))

    def restore_scenario(self, deleted: DeletedScenario) -> Scenario:
        """Take a scenario out of the trash; if its name is taken by now, with a number behind.

        Raises
        ------
        ScenarioGoneError
            If it is not in the trash.
        """
        with self._writing():
            folder = self.workspace / _TRASH / deleted.id
            id = deleted.id.rpartition(_DELETED)[0]
            if not is_slug(id) or Path(deleted.id).name != deleted.id or not folder.is_dir():
                raise gone(deleted.name)
            scenario = _read(folder, id)
            others = [one for one in self.list_scenarios() if isinstance(one, Scenario)]
            name = free_name(scenario.name, [other.name for other in others])
            if name != scenario.name:
                details = replace(scenario.details, name=name)
                with FolderWriter(folder) as writer:
                    writer.write(SCENARIO_FILE, scenario_text(details, scenario.created, _now()))
            id = id if id not in self._names() else slug_of(name, self._names())
            os.rename(folder, self.workspace / id)
            return _read(self.workspace / id, id)

    def load_goals(self) -> Mapping[str, float]:
        """Return what planners want to reach, by figure; nothing where nobody said so."""
        try:
            content = json.loads(read_text_file(self.workspace / GOALS, GOALS).text)
            return {str(key): float(value) for key, value in content.items()}
        except (InputError, ValueError, TypeError, AttributeError, RecursionError):
            return {}

    def save_goals(self, goals: Mapping[str, float]) -> None:
        """Keep what planners want to reach, in place of what was kept before."""
        with self._writing():
            text = json.dumps(dict(goals), ensure_ascii=False, indent=2) + "\n"
            write_atomically(self.workspace / GOALS, text)

    def _ids(self) -> Iterator[str]:
        return (name for name in _folders_in(self.workspace) if is_slug(name))

    def _names(self) -> list[str]:
        """Return all that there is in the workspace, readable or not."""
        return os.listdir(self.workspace) if self.workspace.is_dir() else []

    def _folder(self, id: str) -> Path:
        """Return a scenario's folder; an id that would lead elsewhere names nothing."""
        if not is_slug(id):
            raise gone(id)
        return self.workspace / id

    def _text(self, id: str, name: str) -> str:
        return read_text_file(self._folder(id) / name, f"{id}/{name}").text

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Keep other writers out; nobody waits for one who hangs."""
        try:
            self.workspace.mkdir(parents=True, exist_ok=True)
            with FileLock(self.workspace / _LOCK, timeout=_PATIENCE):
                yield
        except Timeout:
            raise busy() from None
        except OSError as error:
            reason = error.strerror or str(error)
            raise unwritable(str(self.workspace), reason) from error


def _folders_in(folder: Path) -> Iterator[str]:
    if folder.is_dir():
        yield from sorted(entry.name for entry in os.scandir(folder) if entry.is_dir())


def _read(folder: Path, id: str) -> Scenario:
    """Read a scenario's folder; its plan is only hashed, as reading it needs the portfolio."""
    called = f"{id}/{SCENARIO_FILE}"
    if not (folder / SCENARIO_FILE).is_file():
        found = Message.of(N_("a folder without scenario.yaml"))
        raise InputError([Fault(id, None, found, Message.of(N_("the folder of a scenario")))])
    file = read_text_file(folder / SCENARIO_FILE, called)
    if not (folder / ALLOCATION).is_file():
        found = Message.of(N_("a scenario without allocation.csv"))
        raise InputError([Fault(id, None, found, Message.of(N_("its plan")))])
    digest = hashlib.sha256(file.sha256.encode())
    for name in (ALLOCATION, SEATS):
        if (folder / name).is_file():
            digest.update(read_text_file(folder / name, f"{id}/{name}").sha256.encode())
        digest.update(b"|")
    return read_scenario_file(file.text, called, id, digest.hexdigest()[:16])


def _now() -> datetime:
    return datetime.now(UTC)
