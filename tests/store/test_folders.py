"""Scenarios are kept whole or not at all, and nobody's work is lost to somebody else's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pytest

from spaceplan.errors import InputError
from spaceplan.model import Changes, DepartmentChange, Waiver
from spaceplan.store import (
    BrokenScenario,
    FolderStore,
    Scenario,
    ScenarioGoneError,
    ScenarioTakenError,
    StoreError,
)
from tests.cases import tiny_portfolio
from tests.store.cases import OTHER_PLAN, PLAN, said

CHANGES = Changes(
    prices=(("excess", 7.5), ("moved", 0.0)),
    departments=(
        DepartmentChange("archives", buildings=("hq",), one_building=True),
        DepartmentChange("finance", locked=("hq-101", "hq-102"), keep=("all",)),
    ),
    empty_storeys=("hq-L01",),
    waivers=(Waiver("room-area", "hq-103", "原因: no # comment", "王", date(2026, 12, 31)),),
)


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "city.scenarios")


def test_what_is_saved_is_loaded_with_all_that_was_said(store: FolderStore) -> None:
    details = replace(
        said("少搬迁", note="第一行\nsecond: line"),
        changes=CHANGES,
        order=("excess", "scatter"),
        start="nothing",
        run="20260630-1",
    )
    saved = store.save_scenario(details, PLAN)
    loaded = FolderStore(store.workspace).load_scenario(saved.id)
    assert loaded == saved
    assert loaded.details == details
    assert loaded.created == loaded.changed
    assert store.load_summary(loaded) == {"unseated": 0}


def test_a_plan_is_loaded_for_its_portfolio(store: FolderStore) -> None:
    saved = store.save_scenario(said("A"), PLAN)
    allocation = store.load_plan(saved, tiny_portfolio())
    assert [line.room for line in allocation.lines] == ["hq-101"]


def test_a_plan_with_rooms_that_there_are_not_says_where_they_stand(store: FolderStore) -> None:
    plan = replace(PLAN, allocation=PLAN.allocation.replace("hq-101", "hq-909"))
    saved = store.save_scenario(said("A"), plan)
    with pytest.raises(InputError, match=r"allocation.csv:2: room 'hq-909'"):
        store.load_plan(saved, tiny_portfolio())


def test_a_name_is_taken_once_and_the_second_is_told_by_whom(store: FolderStore) -> None:
    store.save_scenario(said("Plan A", who="Li"), PLAN)
    with pytest.raises(ScenarioTakenError, match=r"saved by Li on .*choose another name"):
        store.save_scenario(said("plan  a", who="Wang"), OTHER_PLAN)
    (only,) = store.list_scenarios()
    assert isinstance(only, Scenario)
    assert store.load_summary(only) == {"unseated": 0}


def test_saving_over_what_somebody_changed_meanwhile_is_refused(store: FolderStore) -> None:
    opened = store.save_scenario(said("A"), PLAN)
    store.save_scenario(said("A", who="Wang"), OTHER_PLAN, over=opened)
    with pytest.raises(ScenarioTakenError, match="changed by Wang"):
        store.save_scenario(said("A", who="Li"), PLAN, over=opened)
    with pytest.raises(ScenarioTakenError, match="changed by Wang"):
        store.delete_scenario(opened)
    assert store.load_summary(store.load_scenario(opened.id)) == {"unseated": 1}


def test_saving_over_what_was_deleted_is_refused(store: FolderStore) -> None:
    opened = store.save_scenario(said("A"), PLAN)
    store.delete_scenario(opened)
    with pytest.raises(ScenarioGoneError, match="deleted"):
        store.save_scenario(said("A"), PLAN, over=opened)
    assert store.list_scenarios() == ()


def test_saving_over_drops_the_people_of_the_plan_before(store: FolderStore) -> None:
    opened = store.save_scenario(said("A"), replace(PLAN, people="person,room\n"))
    assert (store.workspace / opened.id / "people.csv").exists()
    store.save_scenario(said("A"), OTHER_PLAN, over=opened)
    assert not (store.workspace / opened.id / "people.csv").exists()


def _save(workspace: Path, name: str, who: str, outcome: Path) -> None:
    try:
        FolderStore(workspace).save_scenario(said(name, who=who), PLAN)
        outcome.write_text("saved", "utf-8")
    except ScenarioTakenError:
        outcome.write_text("taken", "utf-8")


def test_of_many_who_save_one_name_at_once_just_one_succeeds(
    store: FolderStore, tmp_path: Path
) -> None:
    context = get_context("fork")
    outcomes = [tmp_path / f"outcome-{i}" for i in range(6)]
    savers = [
        context.Process(target=_save, args=(store.workspace, "同名", f"p{i}", path))
        for i, path in enumerate(outcomes)
    ]
    for saver in savers:
        saver.start()
    for saver in savers:
        saver.join(60)
    said_by_all = sorted(path.read_text("utf-8") for path in outcomes)
    assert said_by_all == ["saved", *["taken"] * 5]
    assert len(store.list_scenarios()) == 1


def test_a_scenario_keeps_its_address_when_it_is_renamed(store: FolderStore) -> None:
    saved = store.save_scenario(replace(said("A"), changes=CHANGES), PLAN)
    renamed = store.rename_scenario(saved, "B")
    assert (renamed.id, renamed.name) == (saved.id, "B")
    assert renamed.details.changes == CHANGES
    assert renamed.created == saved.created
    assert renamed.version != saved.version
    assert store.load_plan(renamed, tiny_portfolio()).lines
    store.save_scenario(said("A"), PLAN)  # the name is free again


def test_a_copy_names_its_parent(store: FolderStore) -> None:
    saved = store.save_scenario(replace(said("A"), changes=CHANGES), PLAN)
    copy = store.duplicate_scenario(saved, "B", "Wang")
    assert (copy.details.parent, copy.details.who) == (saved.id, "Wang")
    assert copy.details.changes == CHANGES
    assert copy.id != saved.id


def test_what_was_deleted_can_be_had_back(store: FolderStore) -> None:
    saved = store.save_scenario(said("A"), PLAN)
    deleted = store.delete_scenario(saved)
    assert store.list_scenarios() == ()
    assert store.list_deleted() == (deleted,)
    assert store.restore_scenario(deleted) == saved
    assert store.list_deleted() == ()


def test_what_comes_back_to_a_taken_name_gets_a_number(store: FolderStore) -> None:
    deleted = store.delete_scenario(store.save_scenario(said("A"), PLAN))
    second = store.save_scenario(said("A"), OTHER_PLAN)
    back = store.restore_scenario(deleted)
    assert back.name == "A (2)"
    assert back.id != second.id
    assert store.load_summary(second) == {"unseated": 1}


def test_what_is_not_in_the_trash_does_not_come_back(store: FolderStore) -> None:
    deleted = store.delete_scenario(store.save_scenario(said("A"), PLAN))
    store.restore_scenario(deleted)
    with pytest.raises(ScenarioGoneError):
        store.restore_scenario(deleted)
    with pytest.raises(ScenarioGoneError):
        store.restore_scenario(replace(deleted, id="../x~20260101T000000000000Z"))


@pytest.mark.parametrize(
    ("file", "content", "fault"),
    [
        ("scenario.yaml", "name: A\nwho: [x\n", r"bad/scenario.yaml:3: .*not YAML"),
        ("scenario.yaml", "name: A\nnote: x\n", r"bad/scenario.yaml:1: .*created"),
        (
            "scenario.yaml",
            "name: A\ncreated: 2026-01-01T00:00:00Z\nchanged: 2026-01-01T00:00:00Z\n"
            "prices: {excess: -1, banana: 2}\n",
            r"bad/scenario.yaml:4: .*",
        ),
        ("scenario.yaml", None, r"bad: a folder without scenario.yaml"),
        ("allocation.csv", None, r"bad: a scenario without allocation.csv"),
    ],
)
def test_a_bad_folder_is_a_located_fault_and_the_others_are_listed(
    store: FolderStore, file: str, content: str | None, fault: str
) -> None:
    good = store.save_scenario(said("good"), PLAN)
    store.save_scenario(said("bad"), PLAN)
    path = store.workspace / "bad" / file
    path.unlink() if content is None else path.write_text(content, "utf-8")
    first, second = store.list_scenarios()
    assert first == good
    assert isinstance(second, BrokenScenario)
    with pytest.raises(InputError, match=fault):
        raise InputError(second.faults)


def test_a_bad_folder_keeps_its_name_from_nobody(store: FolderStore) -> None:
    store.save_scenario(said("A"), PLAN)
    (store.workspace / "A" / "scenario.yaml").write_text("{", "utf-8")
    assert store.save_scenario(said("A"), PLAN).id == "A-2"
    assert (store.workspace / "A" / "scenario.yaml").read_text("utf-8") == "{"


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "/etc/passwd",
        "..",
        ".",
        ".trash",
        ".lock",
        "a/b\\c",
        "CON",
        "nul",
        "status-quo",
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "no",
        "null",
        "~",
        "0101",
        "{a: b}",
        "# not a comment",
        "方" * 120,
        "𠮷野家",
        "e\u0301",
        "\u202eevil",
        "- x",
        "'",
        '"',
        "-rf",
        "a\u2028b",
        "🏢",
    ],
)
def test_a_hostile_name_stays_a_name(store: FolderStore, name: str, tmp_path: Path) -> None:
    saved = store.save_scenario(said(name), PLAN)
    folder = store.workspace / saved.id
    assert folder.resolve().parent == store.workspace.resolve()
    assert not saved.id.startswith((".", "-"))
    assert saved.id != "status-quo"
    assert {path.name for path in tmp_path.iterdir()} == {store.workspace.name}
    assert store.load_scenario(saved.id).name == saved.name
    assert [one.id for one in store.list_scenarios()] == [saved.id]


@pytest.mark.parametrize("name", ["", "  \t", "x" * 121, "a\0b", "\ud800", "a\nb"])
def test_a_name_that_is_none_is_refused_and_nothing_written(store: FolderStore, name: str) -> None:
    with pytest.raises(StoreError):
        store.save_scenario(said(name), PLAN)
    assert store.list_scenarios() == ()


@pytest.mark.parametrize("id", ["../city", "a/b", ".trash", "", "\0", "x" * 300, "nobody"])
def test_an_address_that_leads_elsewhere_names_nothing(store: FolderStore, id: str) -> None:
    store.save_scenario(said("A"), PLAN)
    with pytest.raises(ScenarioGoneError):
        store.load_scenario(id)


def test_a_workspace_that_is_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    store = FolderStore(tmp_path / "file" / "inside")
    assert store.list_scenarios() == ()
    with pytest.raises(StoreError, match="--workspace"):
        store.save_scenario(said("A"), PLAN)


def test_goals_are_kept_beside_the_scenarios(store: FolderStore) -> None:
    assert store.load_goals() == {}
    store.save_goals({"excess": 1200.5, "moved": 300})
    assert FolderStore(store.workspace).load_goals() == {"excess": 1200.5, "moved": 300.0}
    assert store.list_scenarios() == ()
    (store.workspace / "goals.json").write_text("[1", "utf-8")
    assert store.load_goals() == {}
