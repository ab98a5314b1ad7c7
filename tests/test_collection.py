"""The search for cycles of garbage is paused, and goes on as it was before."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from spaceplan.collection import without_collection


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    enabled = gc.isenabled()
    yield
    (gc.enable if enabled else gc.disable)()


def test_it_is_paused_inside_and_goes_on_afterwards() -> None:
    gc.enable()
    with without_collection():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_a_mistake() -> None:
    gc.enable()
    with pytest.raises(KeyError), without_collection():
        raise KeyError
    assert gc.isenabled()


def test_who_paused_it_before_is_left_alone() -> None:
    gc.disable()
    with without_collection():
        pass
    assert not gc.isenabled()
