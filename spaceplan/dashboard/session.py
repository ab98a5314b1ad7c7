"""What one planner looks at: portfolio, scenario, language; everything a page starts from."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from spaceplan.check import CheckResult, DepartmentExcess
from spaceplan.dashboard import address, ahead, cached
from spaceplan.dashboard.language import chosen_language
from spaceplan.dashboard.safe import plain
from spaceplan.errors import SpaceplanError
from spaceplan.files import find_portfolio
from spaceplan.i18n import in_language, translator
from spaceplan.model import (
    Allocation,
    Changes,
    Counts,
    Department,
    Name,
    Objective,
    Portfolio,
    Room,
)
from spaceplan.prepared import Prepared
from spaceplan.report import ReportData, Stage, labels
from spaceplan.results import report_of
from spaceplan.store import STATUS_QUO, FolderStore, Scenario, ScenarioStore, workspace_of
from spaceplan.things import number_of

if TYPE_CHECKING:  # with matplotlib, which no figure of the first page needs
    from spaceplan.plot import Palette

DEFAULT_PORTFOLIO = "floorplans/wuxi"
WORKSPACE_VARIABLE = "SPACEPLAN_WORKSPACE"
#: Where the session remembers why a scenario that was asked for is not shown.
GONE = "scenario_gone"
#: Names the portfolio where the command line cannot (tests, hosted apps).
PORTFOLIO_VARIABLE = "SPACEPLAN_PORTFOLIO"
_APP = "app_streamlit.py"


@dataclass(frozen=True)
class Session:
    """One planner's view of a portfolio.

    Parameters
    ----------
    base
        The portfolio as its files say.
    loaded
        The portfolio as the scenario shown changes it; ``base`` where it changes nothing.
    store
        Where the scenarios of the portfolio are kept.
    kept
        The scenario shown; None: the status quo.
    dark
        Whether the browser shows the dark theme.
    """

    base: cached.Loaded
    loaded: cached.Loaded
    store: ScenarioStore
    language: str
    kept: Scenario | None = None
    dark: bool = False

    @property
    def t(self) -> Callable[[str], str]:
        """Render a message in the planner's language; pages call it ``_``."""
        return translator(self.language)

    @property
    def prepared(self) -> Prepared:
        """The portfolio with graph, rules and entitlements, as the scenario changes it."""
        return self.loaded.prepared

    @property
    def portfolio(self) -> Portfolio:
        """The portfolio, as the scenario changes it."""
        return self.loaded.prepared.portfolio

    @property
    def scenario(self) -> str:
        """The id of the scenario shown, ``status-quo`` where none is."""
        return STATUS_QUO if self.kept is None else self.kept.id

    @property
    def scenario_name(self) -> str:
        """What the scenario shown is called, as plain text."""
        return self.t("Status quo") if self.kept is None else self.kept.name

    @property
    def workspace(self) -> Path:
        """The folder in which long work for this portfolio is done."""
        return chosen_workspace(self.base.prepared.folder)

    @property
    def changes(self) -> Changes:
        """What the scenario shown changes in the portfolio."""
        return Changes() if self.kept is None else self.kept.details.changes

    @property
    def is_plan(self) -> bool:
        """Whether a scenario is shown, and not the status quo."""
        return self.kept is not None

    @cached_property
    def plan(self) -> Allocation:
        """The allocation shown, before the rules are checked, which takes far longer."""
        if self.kept is None:
            return cached.today(self.base)
        return cached.plan(self.loaded, self.store, self.kept)

    @cached_property
    def today(self) -> Stage:
        """The status quo with its terms and its findings, by the portfolio's files alone."""
        with st.spinner(self.t("Checking the rules")):
            ahead.give_way()
            return cached.stage(self.base)

    @cached_property
    def shown(self) -> Stage:
        """The scenario shown, with its terms and its findings."""
        if self.kept is None:
            return self.today
        with st.spinner(self.t("Checking the rules")):
            return cached.scenario_stage(self.loaded, self.store, self.kept)

    @property
    def knows_occupants(self) -> bool:
        """Whether it is known who sits where, and with it excess: by a plan, today by a ledger."""
        return self.is_plan or self.knows_today

    @property
    def knows_today(self) -> bool:
        """Whether it is known who sits where in the status quo."""
        return self.portfolio.ledger is not None

    @property
    def is_checked(self) -> bool:
        """Whether the findings of what is shown, and of the status quo, are there at once."""
        is_known = cached.is_checked(self.base)
        return is_known and (self.kept is None or cached.is_checked(self.loaded, self.kept))

    def unchecked(self, allocation: Allocation | None = None) -> Stage:
        """Return an allocation, that shown (None), as a stage without terms and findings.

        To check it takes seconds, to draw it does not.
        """
        nothing = CheckResult(self.prepared.as_of, rules=(), findings=(), counts=())
        shown = self.plan if allocation is None else allocation
        return Stage(shown, Objective(unseated=0, unmet_needs=0, terms=()), nothing)

    @property
    def palette(self) -> Palette:
        """The colours of departments, the same in every scenario."""
        return cached.palette(self.base)

    def excesses(self, stage: Stage) -> dict[str, DepartmentExcess]:
        """Return what each department holds in a stage, and what lies above its entitlement."""
        return cached.excesses(self.loaded, stage)

    @cached_property
    def report(self) -> ReportData:
        """The scenario shown beside the status quo, as the reports take it."""
        return report_of(self.prepared, self.today, self.shown if self.is_plan else None)

    def number_of(self, things: tuple[str, str], n: int) -> str:
        """Return how many there are, in the planner's language."""
        return in_language(number_of(things, n), self.language)

    def key_of(self, name: str) -> str:
        """Return the key of a list to choose from, another one in each language.

        A list that keeps its key keeps the words that it showed, whatever language is chosen.
        """
        return f"{name}_{self.language}"

    def name(self, name: Name, id: str) -> str:
        """Return a name in the planner's language as Markdown shows it, the id where none is."""
        return plain(name.text(self.language) or id)

    def department_name(self, department: Department | str) -> str:
        """Return a department's name as plain text (for tables, not for Markdown)."""
        if isinstance(department, str):
            if not self.portfolio.has_department(department):
                return department
            department = self.portfolio.department(department)
        return department.name.text(self.language) or department.id

    def category_name(self, room: Room) -> str:
        """Return what a room's category is called, as plain text."""
        category = self.prepared.rulebook.category(room.use)
        return labels.word(labels.CATEGORIES, category.value, self.language)

    def use_name(self, use: str) -> str:
        """Return what a use is called, as plain text."""
        return self.prepared.rulebook.use_name(use).text(self.language) or use

    def tag_names(self, room: Room) -> tuple[str, ...]:
        """Return what the tags of a room are called, as plain text."""
        return tuple(labels.word(labels.TAGS, tag, self.language) for tag in sorted(room.tags))

    def rank_name(self, kind: str) -> str:
        """Return what a rank, seconded or contract staff are called, as plain text."""
        return self.prepared.rulebook.rank_name(kind).text(self.language) or kind

    def occupancy_text(self, occupancy: Counts) -> str:
        """Return who sits in a room, by rank, as plain text."""
        _ = self.t
        return ", ".join(
            _("{n} × {rank}").format(n=number, rank=self.rank_name(kind))
            for kind, number in occupancy
        )

    def room_place(self, room: Room) -> str:
        """Return a room's building and storey as plain text."""
        building = self.portfolio.building_of(room.id)
        storey = self.portfolio.storey_of(room.id)
        return f"{building.name.text(self.language) or building.id} · {storey.number}"


def chosen_portfolio() -> Path:
    """Return the folder of the portfolio that the program was started with.

    Raises
    ------
    InputError
        If there is none; it says where was looked.
    """
    argument = sys.argv[1] if len(sys.argv) > 1 and sys.argv[0].endswith(_APP) else ""
    return find_portfolio(os.environ.get(PORTFOLIO_VARIABLE) or argument or DEFAULT_PORTFOLIO)


def chosen_workspace(portfolio: Path) -> Path:
    """Return the folder for a portfolio's scenarios and jobs."""
    given = os.environ.get(WORKSPACE_VARIABLE)
    return workspace_of(portfolio, Path(given) if given else None)


def chosen_store(portfolio: Path) -> ScenarioStore:
    """Return where the scenarios of a portfolio are kept."""
    return FolderStore(chosen_workspace(portfolio))


def current() -> Session:
    """Return what this planner looks at; raises InputError with all faults of the portfolio."""
    folder = chosen_portfolio()
    language = chosen_language()
    with st.spinner(translator(language)("Reading the files")):
        base = cached.load(folder)
    store = chosen_store(folder)
    kept = _chosen_scenario(store)
    loaded = base if kept is None else cached.changed(base, kept.details.changes)
    dark = st.context.theme.type == "dark"
    return Session(base, loaded, store, language, kept, dark)


def _chosen_scenario(store: ScenarioStore) -> Scenario | None:
    """Return the scenario of the address; the status quo where it is gone or cannot be read."""
    asked = address.get("scenario")
    if asked is None or asked == STATUS_QUO:
        return None
    try:
        return store.load_scenario(asked)
    except SpaceplanError as error:
        address.put("scenario", None)
        st.session_state[GONE] = error
        return None
