"""What all tests share: the same random examples every time, unless somebody wants to explore.

``HYPOTHESIS_PROFILE=explore make test`` draws new examples on every run.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

#: Tests that take longest: they begin first, so that none is left alone at the end.
_LONGEST = ("tests/test_wheel.py", "tests/allocate/named/", "tests/allocate/explain/test_wuxi.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have the longest tests begin first; all others keep their order."""
    items.sort(key=lambda item: not item.nodeid.startswith(_LONGEST))
