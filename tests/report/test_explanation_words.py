"""What the explanation says of requirements and of differences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spaceplan.allocate.explain import (
    Conflict,
    DepartmentTerms,
    Difference,
    ShortNeed,
    There,
    WhyHere,
    WishCost,
)
from spaceplan.model import Source
from spaceplan.model.requirements import Requirement, requirements_of
from spaceplan.model.wish_places import WishPlaces
from spaceplan.report.explanation.departments import why_here_text
from spaceplan.report.explanation.differences import cost_words, difference_dict
from spaceplan.report.explanation.shortages import Unmet, conflict_lines, unmet_text
from spaceplan.report.explanation.words import Words
from spaceplan.report.explanation.worth import costs_text
from tests.allocate.builders import book, building, department, portfolio

WORDS = Words(portfolio([building("a", "centre", [12])], [department("d", staff=2)]), book(), "en")

KEPT = Requirement("keep", "d", "all")
NAUGHTY = Source("a\x1bb.yaml", 3)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("all", "d: everybody stays where they sit (keep)"),
        ("p1", "d: 'p1' stay where they sit (keep)"),
    ],
)
def test_keeping_everybody_is_said_of_everybody(value: str, said: str) -> None:
    assert WORDS.requirement(Requirement("keep", "d", value)) == said


def test_a_place_that_is_stated_twice_is_told_once() -> None:
    tied = replace(department("d", staff=2), sites=("centre", "centre"), buildings=("a", "a"))
    words = replace(WORDS, portfolio=portfolio([building("a", "centre", [12])], [tied]))
    assert words.requirement(Requirement("sites", "d")) == "d must sit at centre (sites)"
    assert words.requirement(Requirement("buildings", "d")) == "d must sit in a (buildings)"
    said = [str(r.words) for r in requirements_of(words.portfolio)]
    assert said[-2:] == ["d must be at centre", "d must be in a"]


def test_one_requirement_excludes_none_and_who_found_no_way_out_says_so() -> None:
    both = (Requirement("sites", "d"), KEPT)
    alone = unmet_text(Unmet(outright=((Conflict(both[:1], smallest=True), ()),)), WORDS)
    assert alone.startswith("This hard requirement cannot be met, whatever is planned:\n")
    assert "\nNo way out was found:\n" in alone
    assert "exclude each other" in unmet_text(
        Unmet(outright=((Conflict(both, smallest=True), ()),)), WORDS
    )


def test_a_wish_is_followed_by_the_place_where_it_stands() -> None:
    asked = Requirement("sites", "d")
    places = WishPlaces({("keep", "d", "all"): Source("d.yaml", 7), ("sites", "d", ""): NAUGHTY})
    words = replace(WORDS, places=places)
    assert words.requirement(KEPT) == "d: everybody stays where they sit (keep) [d.yaml:7]"
    assert words.requirement(Requirement("seats", "d")) == "d: its people (2) need a seat"
    (tied,) = conflict_lines(Conflict((asked,), smallest=False), words)
    assert tied == "must sit at  (sites): d [a⟨U+001B⟩b.yaml:3]"


def test_a_better_plan_found_there_is_no_negative_cost() -> None:
    said = cost_words(Difference(0, points=55.7, at_least=-100.0, at_most=90.0), WORDS)
    assert said.startswith("with it a plan was even found that is 55.7 points better")
    assert "costs at most 100.0" in said


def test_a_cost_is_told_with_its_limits() -> None:
    said = cost_words(Difference(0, points=-39.0, at_least=-100.0, at_most=-5.0), WORDS)
    assert said == "costs 39.0 points more in the plan found (proven: at least 5.0, at most 100.0)"


@pytest.mark.parametrize(
    ("at_least", "at_most", "proven"),
    [
        (-100.0, 0.0, "proven: at most 100.0"),
        (-100.0, None, "proven: at most 100.0"),
        (None, -5.0, "proven: at least 5.0"),
        (None, None, "not proven"),
        (0.0, 0.0, "proven: at least 0.0, at most 0.0"),
    ],
)
def test_a_limit_that_says_nothing_is_left_out(
    at_least: float | None, at_most: float | None, proven: str
) -> None:
    """That a demand costs no less than nothing is known without any proof."""
    difference = Difference(0, points=-39.0, at_least=at_least, at_most=at_most)
    assert cost_words(difference, WORDS) == f"costs 39.0 points more in the plan found ({proven})"


def test_people_without_a_seat_are_told_only_where_that_is_proven() -> None:
    unproven = Difference(-290, None, None, None)
    assert "290" not in cost_words(unproven, WORDS)
    assert "was found in the time" in cost_words(unproven, WORDS)
    told = difference_dict(unproven, gain=False)
    assert told == {
        "people_seated_more": None,
        "people_unseated_more_at_least": None,
        "points": None,
    }
    proven = replace(unproven, standing=7)
    assert "at least 7 more are without a seat (proven)" in cost_words(proven, WORDS)


def test_what_it_costs_elsewhere_is_said_not_to_be_known_where_time_was_up() -> None:
    why = WhyHere(DepartmentTerms("d", 2, 0, 0, 0.0, 0.0, (), "", (), ()), There("centre"))
    assert "was not looked at: time was up" in why_here_text(why, WORDS)


def test_counts_that_time_cut_short_prove_nothing() -> None:
    assert "proven" in unmet_text(Unmet(), WORDS)
    assert "proven" not in unmet_text(Unmet(finished=False), WORDS)
    assert not Unmet(left_out=2, finished=False).is_met


def test_where_time_was_up_before_cures_were_looked_for_it_says_so() -> None:
    need = ShortNeed("archive", ("d",), 1, 0, 1, 15.0)
    assert "Time was up" not in unmet_text(Unmet(needs=(need,), left_out=2), WORDS)
    cut_short = Unmet(needs=(need,), left_out=2, finished=False)
    assert unmet_text(cut_short, WORDS).splitlines()[-1].startswith("Time was up before all")


def test_what_there_was_no_time_for_is_listed_together_after_the_rest() -> None:
    late = [WishCost((Requirement("one_site", "d"),), 0, 0), WishCost((KEPT,), 0, 0)]
    known = WishCost((Requirement("step_free", "d"),), 0, 0, Difference(0, 4.0, 0.0, None))
    assert costs_text([*late, known], WORDS).splitlines()[1:] == [
        "  · d must be reached without stairs (step_free)",
        "      saves 4.0 points in the plan found (not proven)",
        "  · 2 not looked at: time was up (more with --time-limit)",
        "      d must be on one site (one_site)",
        "      d: everybody stays where they sit (keep)",
    ]


def test_a_reason_that_there_was_no_time_to_look_for_is_not_denied() -> None:
    """Only a search for reasons that came to its end can say that none was found."""
    ended = Unmet(left_out=3, counted=False)
    assert unmet_text(ended, WORDS).startswith("No requirement was found that leaves anybody out")
    said = unmet_text(Unmet(left_out=3, counted=False, finished=False), WORDS)
    assert said.startswith("For 3 left out in the plan that is explained no reason was found yet")
    assert "Time was up" in said
