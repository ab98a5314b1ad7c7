"""A run from the page: asked for, watched, stopped, kept; what cannot be is said in words."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from spaceplan.dashboard.curve import curve_svg
from spaceplan.dashboard.pages import allocate
from spaceplan.dashboard.run_curve import by_level
from spaceplan.dashboard.session import Session
from spaceplan.jobs import CurvePoint, Job, JobState, cancel_job, end_job, list_jobs, read_job
from spaceplan.jobs.folder import append_curve
from spaceplan.store import FolderStore, Scenario
from tests.dashboard.conftest import ShowPage
from tests.dashboard.plans import keep_plan
from tests.dashboard.test_overview import html_of
from tests.jobs.conftest import wait_for_end, wait_until


@pytest.fixture(autouse=True)
def own_queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SPACEPLAN_JOBS", "2")


def workspace_of(town_folder: Path) -> Path:
    return town_folder.with_name("town.scenarios")


def start(app: AppTest, town_folder: Path) -> Job:
    app.number_input(key="allocate_seconds").set_value(3)
    app.button(key="allocate_start_run").click().run()
    assert not app.exception
    (job,) = list_jobs(workspace_of(town_folder))[:1]
    return job


def test_a_run_is_watched_to_its_end_and_kept_as_a_scenario(
    show_page: ShowPage, town_folder: Path
) -> None:
    app = show_page("allocate")
    job = start(app, town_folder)
    assert app.query_params["job"] == job.id
    job = wait_for_end(workspace_of(town_folder), job)
    assert job.state is JobState.DONE, job.errors
    append_curve(job.folder, [CurvePoint(1.0, 90.0, 50.0, 0), CurvePoint(2.0, 80.0, 60.0, 0)])
    app.run()
    assert not app.exception
    assert "Without a seat" in html_of(app)
    assert len(app.get("image")) == 1  # the curve, and its words
    assert "proven bound" in html_of(app)
    app.text_input(key="allocate_name").set_value("Found")
    app.button(key="FormSubmitter:allocate_save-Save").click().run()
    assert "Saved as Found" in app.success[0].value
    (scenario,) = FolderStore(workspace_of(town_folder)).list_scenarios()
    assert isinstance(scenario, Scenario)
    assert scenario.details.start == "status-quo"
    other = show_page("allocate", job=job.id)  # another planner, or the same one tomorrow
    assert "Saved as Found" in other.success[0].value
    assert list(other.dataframe[0].value["Kept as"]) == ["Found"]
    other.button(key=f"allocate_kept_{scenario.id}").click().run()
    assert other.query_params["scenario"] == scenario.id
    assert app.query_params["scenario"] == scenario.id


def test_who_opens_the_address_sees_the_same_run(show_page: ShowPage, town_folder: Path) -> None:
    job = start(show_page("allocate"), town_folder)
    job = wait_until(workspace_of(town_folder), job, lambda job: job.state is JobState.RUNNING)
    other = show_page("allocate", job=job.id)
    if not read_job(workspace_of(town_folder), job.id).state.is_over:
        assert any(button.key == "allocate_stop" for button in other.button)
    cancel_job(job)
    wait_for_end(workspace_of(town_folder), job)
    assert not other.run().exception


def test_locks_and_wishes_go_into_the_run(show_page: ShowPage, town_folder: Path) -> None:
    app = show_page("allocate")
    app.selectbox(key="allocate_department").set_value("archives").run()
    app.multiselect(key="allocate_locked_archives").set_value(["hq-105"]).run()
    app.checkbox(key="allocate_one_building_archives").set_value(True).run()
    app.number_input(key="allocate_price_status-quo_excess").set_value(9.0)
    app.multiselect(key="allocate_empty_storeys").set_value(["hq-L02"]).run()
    job = start(app, town_folder)
    changes = job.request.changes
    assert changes.of_department("archives").locked == ("hq-105",)
    assert changes.of_department("archives").one_building
    assert changes.prices == (("excess", 9.0),)
    assert changes.empty_storeys == ("hq-L02",)
    end_job(job)


def test_a_wish_is_taken_back(show_page: ShowPage) -> None:
    app = show_page("allocate")
    app.selectbox(key="allocate_department").set_value("archives").run()
    app.multiselect(key="allocate_locked_archives").set_value(["hq-105"]).run()
    app.button(key="allocate_drop_archives").click().run()
    assert app.multiselect(key="allocate_locked_archives").value == []
    assert not any(str(b.key).startswith("allocate_drop_") for b in app.button)


def test_wishes_that_contradict_each_other_are_said_before_anything_runs(
    show_page: ShowPage, town_folder: Path
) -> None:
    app = show_page("allocate")
    app.selectbox(key="allocate_department").set_value("archives").run()
    app.multiselect(key="allocate_locked_archives").set_value(["hq-105"]).run()
    app.multiselect(key="allocate_forbidden_archives").set_value(["hq-105"]).run()
    app.button(key="allocate_start_run").click().run()
    assert app.error
    assert list_jobs(workspace_of(town_folder)) == ()


def test_a_run_can_start_from_a_scenario(show_page: ShowPage, town_folder: Path) -> None:
    scenario = keep_plan(town_folder, "A")
    app = show_page("allocate", scenario=scenario.id)
    job = wait_for_end(workspace_of(town_folder), start(app, town_folder))
    assert job.state is JobState.DONE, job.errors
    assert (job.folder / "plan" / "allocation.csv").is_file()


def test_a_run_that_is_gone_is_said_and_a_new_one_can_begin(show_page: ShowPage) -> None:
    app = show_page("allocate", job="../../etc/passwd")
    assert "no work" in app.error[0].value
    assert app.button(key="allocate_start_run") is not None


def test_the_curve_has_a_ground_between_plan_and_bound_from_where_there_is_a_bound() -> None:
    points = (CurvePoint(1.0, 100.0, None, 0), CurvePoint(2.0, 80.0, 60.0, 0))
    assert curve_svg(points).count("<polygon") == 1
    assert "<polygon" not in curve_svg(points[:1] * 2)
    assert ElementTree.fromstring(curve_svg(points, dark=True)).get("viewBox") == "0 0 480 190"


def test_the_address_is_that_of_a_new_run_before_its_form_is_there(
    show_page: ShowPage, town_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = wait_for_end(workspace_of(town_folder), start(show_page("allocate"), town_folder))
    app = show_page("allocate", job=job.id)
    seen: list[str | None] = []
    show_form = allocate._show_form

    def look(session: Session) -> None:
        seen.append(st.query_params.get("job"))
        show_form(session)

    monkeypatch.setattr(allocate, "_show_form", look)
    app.button(key="allocate_new").click().run()
    # a click on its Start brings the address along: with the old run's, that one was opened again
    assert seen == [None]


def test_the_levels_of_an_order_have_a_curve_each() -> None:
    moved = (CurvePoint(0.5, 40, None, 0, "moved"), CurvePoint(2.0, 31, 31, 0, "moved"))
    rest = (CurvePoint(2.5, 18_000, None, 0, ""), CurvePoint(4.5, 17_000, 16_000, 0, ""))
    assert by_level((*moved, *rest)) == (moved, rest)
    words = ["".join(text.itertext()) for text in ElementTree.fromstring(curve_svg(rest)).iter()]
    assert "16,000" in words
    assert "31" not in words
