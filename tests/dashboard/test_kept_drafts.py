"""Unsaved edits outlive a reload, whole or not at all, and nobody else is offered them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from spaceplan.dashboard import draft_offer
from spaceplan.dashboard.draft import Draft, Step
from spaceplan.dashboard.draft_file import DraftText, draft_text, read_draft, taken_up
from spaceplan.dashboard.drops import free_rooms, swap_rooms
from spaceplan.dashboard.kept_drafts import DraftShelf
from spaceplan.model import status_quo
from spaceplan.replan.by_hand import Hand
from spaceplan.rules import load_rules
from tests.dashboard.conftest import ShowPage
from tests.dashboard.test_edit import choose, editing, waiting
from tests.dashboard.town import town

PORTFOLIO = town()
HAND = Hand(PORTFOLIO, load_rules(PORTFOLIO.rule_sets))
START = HAND.start(status_quo(PORTFOLIO))
BASE = ("town", "status-quo")
EDITED = swap_rooms(
    HAND, free_rooms(HAND, Draft(BASE, (Step(START),)), ("hq-102",)), "hq-101", "hq-106"
).undo()


def kept(draft: Draft = EDITED) -> DraftText:
    text = read_draft(draft_text(draft, "window", "town", START))
    assert text is not None
    return text


def test_a_draft_comes_back_with_all_its_states_and_words() -> None:
    back = taken_up(kept(), BASE, START, PORTFOLIO)
    assert back == EDITED
    assert back.undone is not None
    assert (back.done, back.undone.values["other"]) == ("hq-102 freed", "hq-106")


def test_a_long_draft_comes_back_though_its_oldest_states_are_forgotten() -> None:
    draft = EDITED
    for number in range(210):
        draft = swap_rooms(HAND, draft, "hq-101", ("hq-103", "hq-201")[number % 2])
    back = taken_up(kept(draft), BASE, START, PORTFOLIO)
    assert back == draft
    assert len(draft.steps) == 200


def test_a_draft_of_another_plan_is_not_taken_up_by_halves() -> None:
    other = HAND.free(START, ["hq-201"])
    assert taken_up(kept(), BASE, other, PORTFOLIO) is None
    gone = replace(kept(), steps=((None, (("no-such-room", ()),)),), at=0)
    assert taken_up(gone, BASE, START, PORTFOLIO) is None
    assert taken_up(replace(kept(), end="another"), BASE, START, PORTFOLIO) is None


@pytest.mark.parametrize("text", ["", "{}", "[" * 9999, '{"format": 1, "steps": 7}', "null"])
def test_what_is_no_draft_counts_as_none(text: str) -> None:
    assert read_draft(text) is None


def test_a_draft_lies_where_only_its_browser_looks_and_goes_when_it_is_saved(
    tmp_path: Path,
) -> None:
    mine, other = DraftShelf(tmp_path, "a" * 40, "w1"), DraftShelf(tmp_path, "b" * 40, "w1")
    mine.keep(EDITED, "town", START)
    (found,) = mine.kept("town")
    assert found.text == replace(kept(), session="w1", changed=found.text.changed)
    assert other.kept("town") == mine.kept("another-town") == ()
    assert (mine.folder.stat().st_mode & 0o777) == 0o700
    mine.keep(EDITED.kept(), "town", START)
    assert mine.kept("town") == ()


def test_edits_are_offered_again_after_a_reload_and_to_no_other_browser(
    show_page: ShowPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_offer, "browser_secret", lambda: "a" * 40)
    app = choose(editing(show_page), "hq-201")
    app.button(key="edit_free").click().run()
    assert waiting(app)["Finance Bureau"] == 1
    again = editing(show_page)
    assert "Finance Bureau" not in waiting(again)
    again.button(key="draft_take_0").click().run()
    assert waiting(again)["Finance Bureau"] == 1
    again.button(key="edit_undo").click().run()
    assert "Finance Bureau" not in waiting(again)
    again.button(key="edit_redo").click().run()
    monkeypatch.setattr(draft_offer, "browser_secret", lambda: "b" * 40)
    assert "draft_take_0" not in [button.key for button in editing(show_page).button]
