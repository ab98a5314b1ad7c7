"""Forms that sum up: what was written is read back equal, and nothing differs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from spaceplan.importing import import_forms
from spaceplan.model import Counts, Portfolio, ReportingUnit
from tests.report.forms.filled.cases import saved, town, written

SUMS = ("national", "county", "entitlement", "vacated", "ledger")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", SUMS)
def test_a_form_read_back_changes_nothing_and_differs_nowhere(
    tmp_path: Path, form: str, language: str
) -> None:
    forms = written(town(), tmp_path / "forms", form, language=language)
    folder = saved(town(), tmp_path / "town")
    imported = import_forms(forms, folder)
    assert imported.notes == ()
    assert replace(imported.portfolio, ledger=None) == replace(town(), ledger=None)
    assert sum(sheet.compared for sheet in imported.sheets) > 30 * len(imported.sheets) / 4
    assert not any(sheet.differing for sheet in imported.sheets)


def without(portfolio: Portfolio, **fields: object) -> Portfolio:
    changed = (replace(d, **fields) for d in portfolio.departments)  # type: ignore[arg-type] # by name
    return replace(portfolio, departments=tuple(changed))


@pytest.mark.parametrize("form", ["national", "entitlement"])
def test_posts_come_back_from_forms_that_have_them_by_rank(tmp_path: Path, form: str) -> None:
    forms = written(town(), tmp_path / "forms", form)
    folder = saved(without(town(), establishment=Counts()), tmp_path / "town")
    assert import_forms(forms, folder).portfolio.departments == town().departments


def test_people_come_back_from_the_register(tmp_path: Path) -> None:
    bare = replace(town(), ledger=None)
    forms = written(bare, tmp_path / "forms", "county")
    folder = saved(without(bare, headcount=Counts()), tmp_path / "town")
    assert import_forms(forms, folder).portfolio.departments == bare.departments


def test_land_projects_and_who_reports_come_back_from_the_national_tables(tmp_path: Path) -> None:
    forms = written(town(), tmp_path / "forms", "national")
    sites = tuple(replace(site, site_area=None) for site in town().sites)
    before = town().reporting
    less = replace(town(), sites=sites, projects=(), reporting=ReportingUnit(before.divisions))
    after = import_forms(forms, saved(less, tmp_path / "town")).portfolio
    assert (after.sites, after.reporting) == (town().sites, before)
    (project,) = after.projects
    assert project == replace(town().projects[0], name=replace(project.name))
    assert project.name.zh == "改造"
