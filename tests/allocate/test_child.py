"""A Python process of our own: what it says on the side does not hold it up."""

from __future__ import annotations

import pytest

from spaceplan.allocate.child import Child

#: Writes more to stderr than any pipe holds.
MUCH = "import sys; sys.stderr.write('word\\n' * 200_000); sys.stderr.flush()"


def test_a_process_with_many_words_on_the_side_comes_to_its_end() -> None:
    child = Child(MUCH)
    try:
        assert child.process.wait(timeout=60.0) == 0
        child.check()
    finally:
        child.close()


def test_of_many_words_the_last_ones_are_told() -> None:
    child = Child(MUCH + "; sys.exit('the disk is full')")
    try:
        child.process.wait(timeout=60.0)
        with pytest.raises(ChildProcessError, match="the disk is full"):
            child.check()
    finally:
        child.close()
