"""A run from a real window: to its end, stopped, and looked at again after a reload."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from spaceplan.files import save_portfolio
from spaceplan.jobs import Job, JobState, best_plan, cancel_job, list_jobs, read_job
from spaceplan.store import FolderStore, Scenario
from tests.dashboard.browser.conftest import (
    OpenPage,
    Served,
    assert_unbroken,
    serving,
    settle,
    shoot,
)
from tests.jobs.conftest import large_portfolio, wait_for_end, wait_until

STOP = "Stop with the best so far"


@pytest.fixture(scope="module")
def large_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a portfolio on which a search goes on until its time is up."""
    folder = tmp_path_factory.mktemp("large") / "city"
    workspace = folder.with_name("city.scenarios")
    save_portfolio(large_portfolio(), folder)
    with serving(folder, workspace) as address:
        yield Served(address, folder, workspace)


def start(page: Page, served: Served, seconds: int) -> Job:
    """Ask for a run in the window, and return it."""
    before = {job.id for job in list_jobs(served.workspace)}
    limit = page.get_by_role("spinbutton", name="Time limit (seconds)")
    limit.fill(str(seconds))
    limit.press("Enter")
    settle(page)
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_url("**job=**")
    (job,) = [job for job in list_jobs(served.workspace) if job.id not in before]
    return job


def test_a_run_goes_to_its_end_and_is_kept(own_town: Served, open_page: OpenPage) -> None:
    page = open_page(f"{own_town.address}/allocate?storey=hq-L01")
    job = wait_for_end(own_town.workspace, start(page, own_town, 2))
    page.get_by_text("Keep this plan as a scenario").wait_for()
    settle(page)
    page.get_by_label("Name", exact=True).fill("Found in a window")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved as Found in a window.").wait_for()
    settle(page)
    assert_unbroken(page)
    shoot(page, "town-allocate-saved")
    assert job.state is JobState.DONE
    (scenario,) = FolderStore(own_town.workspace).list_scenarios()
    assert isinstance(scenario, Scenario)
    assert f"scenario={scenario.id}" in page.url


def test_a_run_that_is_stopped_keeps_its_best_plan(large_city: Served, open_page: OpenPage) -> None:
    page = open_page(f"{large_city.address}/allocate")
    job = start(page, large_city, 600)
    wait_until(large_city.workspace, job, lambda job: job.progress.value is not None)
    page.get_by_role("button", name=STOP).click()
    page.get_by_text("The run was stopped; this is the best plan until then.").wait_for()
    settle(page)
    assert_unbroken(page)
    page.get_by_text("Keep this plan as a scenario").wait_for()
    shoot(page, "large-allocate-stopped")
    job = read_job(large_city.workspace, job.id)
    assert job.state is JobState.CANCELLED
    plan = best_plan(job, large_portfolio())
    assert plan is not None
    assert plan.lines


def test_a_reload_in_the_middle_shows_the_same_run(large_city: Served, open_page: OpenPage) -> None:
    page = open_page(f"{large_city.address}/allocate")
    job = start(page, large_city, 600)
    page.get_by_role("button", name=STOP).wait_for()
    page.reload()
    page.get_by_role("button", name=STOP).wait_for()
    assert f"job={job.id}" in page.url
    wait_until(large_city.workspace, job, lambda job: job.progress.value is not None)
    assert read_job(large_city.workspace, job.id).state is JobState.RUNNING
    page.get_by_text("Proven bound", exact=True).wait_for()  # its legend says it too
    shoot(page, "large-allocate-running")
    cancel_job(read_job(large_city.workspace, job.id))
    page.get_by_text("The run was stopped").wait_for()
    assert wait_for_end(large_city.workspace, job).state is JobState.CANCELLED
