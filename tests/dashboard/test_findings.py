"""The page of findings: filters, arithmetic, cures, waivers, downloads; hostile names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from spaceplan.check.finding import fingerprint_of
from spaceplan.dashboard.pages import findings
from spaceplan.files import load_portfolio
from spaceplan.store import FolderStore
from tests.dashboard.conftest import ShowPage, await_work
from tests.dashboard.test_overview import html_of

#: Room hq-102: one of staff, whose quota is 9 m², in 18 m².
TOO_LARGE = fingerprint_of("room-area", "room", "hq-102")
#: Room hq-104 of archives, whose name is hostile: one of staff in 18 m².
OF_ARCHIVES = fingerprint_of("room-area", "room", "hq-104")


def texts(app: AppTest) -> str:
    """Return all Markdown of a page."""
    parts = (*app.markdown, *app.caption, *app.error, *app.warning, *app.info, *app.success)
    return "\n".join(str(part.value) for part in parts)


def press(app: AppTest, label: str) -> AppTest:
    """Press the button of a label."""
    return next(b for b in app.button if b.label == label).click().run()


def test_the_page_lists_every_finding_and_filters_by_severity(show_page: ShowPage) -> None:
    app = show_page("findings")
    assert not app.exception
    listed = app.dataframe[0].value
    assert len(listed) >= 1
    assert html_of(app).count('<td class="w">') == 3 * len(listed)  # printed: finding, department,
    app.button_group(key="findings_severity").set_value(["error"]).run()  # clause
    assert 0 < html_of(app).count("<td>Violation</td>") == len(app.dataframe[0].value)
    assert {tuple(s) for s in app.dataframe[0].value["Severity"]} == {("Violation",)}


def test_a_long_list_is_printed_in_part_and_says_so(
    show_page: ShowPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings, "_MOST_PRINTED", 2)
    app = show_page("findings")
    more = len(app.dataframe[0].value) - 2
    assert f"and {more} more: the downloads have all" in html_of(app)


def test_the_filters_count_what_the_figures_count(show_page: ShowPage) -> None:
    app = show_page("findings")
    counts = dict(re.findall(r'class="l">([^<]+)</span><span class="n">([\d,]+)', html_of(app)))
    assert counts["Not judged"] != "0"
    pills = {pill.content for pill in app.button_group(key="findings_severity").proto.options}
    assert f"Violation · {counts['Violations']}" in pills
    assert f"Warning · {counts['Warnings']}" in pills


def test_the_largest_excess_of_a_rule_stands_first_among_its_equals(
    show_page: ShowPage, town_folder: Path
) -> None:
    plan = town_folder / "buildings" / "hq.yaml"
    text = plan.read_text("utf-8")
    larger = text.replace("id: hq-104, use: office", "id: hq-104, use: office, area: 18.5")
    assert larger != text
    plan.write_text(larger, "utf-8")
    listed = show_page("findings").dataframe[0].value
    rooms = listed[listed["Rule"] == listed["Rule"].iloc[0]]
    excesses = list(rooms[rooms["Grade"] == rooms["Grade"].iloc[0]]["Excess"])
    assert len(set(excesses)) > 1
    assert excesses == sorted(excesses, reverse=True)


def test_words_that_stand_nowhere_leave_an_empty_state_that_says_what_to_do(
    show_page: ShowPage,
) -> None:
    app = show_page("findings")
    app.text_input(key="findings_text").set_value("no such words").run()
    assert "Clear the filters" in app.info[0].value


def test_a_finding_shows_both_sides_of_its_arithmetic(show_page: ShowPage) -> None:
    app = show_page("findings", finding=TOO_LARGE)
    inputs = app.dataframe[1].value
    assert set(inputs["Side"]) >= {"Measured", "Allowed"}
    assert sum(inputs[inputs["Side"] == "Measured"]["Value"]) == pytest.approx(18.0)
    assert sum(inputs[inputs["Side"] == "Allowed"]["Value"]) == pytest.approx(9.0)
    assert "buildings/hq.yaml" in "".join(inputs["Stands in"])
    assert r"18 − 9 \= 9 m²" in texts(app)


def test_a_waiver_is_written_and_the_finding_is_then_waived(
    town_folder: Path, show_page: ShowPage
) -> None:
    app = show_page("findings", finding=TOO_LARGE)
    app.text_input(key="waiver_reason").set_value("moves in autumn: #1")
    app.text_input(key="waiver_approver").set_value('=Wu, "director"')
    press(app, "Leave it for now")
    waiver = load_portfolio(town_folder).portfolio.waivers[0]
    assert (waiver.rule, waiver.subject, waiver.reason, waiver.approver) == (
        *("room-area", "hq-102"),
        *("moves in autumn: #1", '=Wu, "director"'),
    )
    assert "waived" in texts(app)


def test_a_waiver_without_a_reason_is_refused_and_nothing_is_written(
    town_folder: Path, show_page: ShowPage
) -> None:
    app = press(show_page("findings", finding=TOO_LARGE), "Leave it for now")
    assert "needs a reason" in texts(app)
    assert not (town_folder / "waivers.yaml").exists()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_hostile_names_are_shown_as_they_are(show_page: ShowPage, language: str) -> None:
    app = show_page("findings", lang=language, finding=OF_ARCHIVES)
    shown = texts(app)
    assert "script" in shown or "粗" in shown
    for markup in ("<b>", "<script>", " **粗**", "[link](", ":red["):
        assert markup not in shown


def test_a_cure_is_looked_for_elsewhere_stays_found_and_is_tried_in_a_scenario(
    tmp_path: Path, show_page: ShowPage
) -> None:
    press(show_page("findings", finding=TOO_LARGE), "Look for the cheapest cure")
    app = await_work(show_page("findings", finding=TOO_LARGE))  # as after a reload
    assert "The checker has confirmed" in texts(app)
    assert "Look for the cheapest cure" not in [b.label for b in app.button]
    press(app, "Try it")
    assert not app.exception
    assert "is shown from now on" in texts(app)
    scenario = FolderStore(tmp_path / "town.scenarios").list_scenarios()[0]
    assert app.query_params["scenario"] == scenario.id
    assert "hq-102" not in set(app.dataframe[0].value["About"])
