"""The page of rules: every rule with what comes of it, and what other rules would say."""

from __future__ import annotations

from pathlib import Path

from tests.dashboard.conftest import ShowPage, await_work


def test_every_rule_is_listed_with_its_clause_and_what_came_of_it(show_page: ShowPage) -> None:
    table = show_page("rules").dataframe[0].value.set_index("Rule")
    # hq-102, hq-201 of finance and hq-104 of archives: one of staff (9 m²) in 18 m² each
    assert table.loc["Office above its occupants' quotas", "Failed"] >= 3
    assert all(table["Clause"])


def test_other_rules_show_what_would_be_new_and_gone_and_change_no_file(
    show_page: ShowPage, town_folder: Path
) -> None:
    before = {p: p.read_bytes() for p in town_folder.rglob("*") if p.is_file()}
    app = show_page("rules")
    app.multiselect(key="rule_switch_sets").set_value(["cn-1999"])
    next(b for b in app.button if b.label == "See what changes").click().run()
    assert any(str(button.key).startswith("stop_") for button in app.button)
    app = await_work(show_page("rules"))  # as after a reload
    assert any("that would be gone" in str(m.value) for m in app.markdown)
    changed = next(t.value for t in app.dataframe if "Failed by the others" in t.value)
    # by the rules of 1999 staff have 6 m² and not 9: rooms of one in 18 m² fail either way
    assert list(changed["Rule"])
    assert {p: p.read_bytes() for p in town_folder.rglob("*") if p.is_file()} == before


def test_own_rules_and_sets_that_state_the_same_say_why_they_do_not_do(
    show_page: ShowPage,
) -> None:
    app = show_page("rules")
    app.multiselect(key="rule_switch_sets").set_value(["cn-2014", "cn-management-2017"])
    next(b for b in app.button if b.label == "See what changes").click().run()
    assert any("own rule sets" in str(info.value) for info in app.info)
    app.multiselect(key="rule_switch_sets").set_value(["cn-2014", "cn-1999"])
    next(b for b in app.button if b.label == "See what changes").click().run()
    app = await_work(app)
    assert "a second time" in app.error[0].value
    assert len(app.error[0].value.split("\n\n")) == 6  # five faults, and how many more
    assert any("exclude each other" in str(c.value) for c in app.caption)
