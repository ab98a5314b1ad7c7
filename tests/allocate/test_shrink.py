"""The smallest conflicting part of a set, of cases that a person sees through."""

from __future__ import annotations

from spaceplan.allocate.shrink import smallest_core


def test_the_only_conflict_is_found_and_nothing_else_is_in_it() -> None:
    core = smallest_core("abcdef", lambda part: {"b", "e"} <= part)
    assert core.elements == ("b", "e")
    assert core.smallest


def test_of_two_conflicts_the_smaller_one_is_found_though_it_is_shrunk_away_first() -> None:
    def conflicts(part: frozenset[str]) -> bool:
        return {"a", "b"} <= part or {"c", "d", "e"} <= part

    core = smallest_core("abcde", conflicts)
    assert core.elements == ("a", "b")
    assert core.smallest


def test_who_is_stopped_is_told_that_not_every_element_was_checked() -> None:
    core = smallest_core("abc", lambda part: {"a", "b"} <= part, stopped=lambda: True)
    assert core.elements == ("a", "b", "c")
    assert not core.checked
    assert not core.smallest


def test_an_answer_that_came_when_time_was_up_is_no_check() -> None:
    asked: list[frozenset[str]] = []

    def conflicts(part: frozenset[str]) -> bool:
        asked.append(part)
        return len(part) > 1

    core = smallest_core("abc", conflicts, lambda: {"b"} in asked)  # the last that is asked
    assert core.elements == ("b", "c")
    assert not core.checked


def test_what_likely_conflicts_is_asked_first_and_is_left_where_time_is_up() -> None:
    core = smallest_core("abcd", lambda part: {"a", "b"} <= part, lambda: True, likely="abc")
    assert core.elements == ("a", "b", "c")
    assert not core.checked
    core = smallest_core("abcd", lambda part: {"a", "d"} <= part, lambda: True, likely="abc")
    assert core.elements == ("a", "b", "c", "d")


def test_a_smaller_conflict_is_found_beside_what_likely_conflicts() -> None:
    def conflicts(part: frozenset[str]) -> bool:
        return {"a", "b", "c"} <= part or {"a", "d"} <= part

    core = smallest_core("abcd", conflicts, likely="abc")
    assert core.elements == ("a", "d")
    assert core.smallest


def test_what_conflicts_by_itself_needs_no_element() -> None:
    assert smallest_core("abc", lambda _part: True).elements == ()
