"""Ids made from names."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spaceplan.files.ids import is_id
from spaceplan.formats.readable_ids import slug, unique_ids


@given(st.text(max_size=120))
def test_a_slug_is_an_id_or_nothing(text: str) -> None:
    assert slug(text) == "" or is_id(slug(text))


@given(st.lists(st.tuples(st.sampled_from(["", "a", "b", "a-1"]), st.sampled_from(["x", "a-1"]))))
def test_ids_are_unique_whatever_the_names(candidates: list[tuple[str, str]]) -> None:
    ids = unique_ids(candidates)
    assert len(set(ids)) == len(candidates)
    assert all(is_id(id) for id in ids)


@given(st.permutations(["101", "102", "101", "lobby"]))
def test_an_id_does_not_depend_on_the_order(names: list[str]) -> None:
    candidates = [(name, f"{name}-{i}") for i, name in enumerate(sorted(names))]
    shuffled = sorted(candidates, key=lambda pair: names.index(pair[0]))
    assert set(unique_ids(candidates)) == set(unique_ids(shuffled))
