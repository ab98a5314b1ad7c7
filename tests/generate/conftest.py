from __future__ import annotations

import pytest

from spaceplan.generate import Generated, GenerateOptions, generate_portfolio


@pytest.fixture(scope="session")
def wuxi() -> Generated:
    """The city of scale 1 and seed 0, made once for all tests of this folder."""
    return generate_portfolio(GenerateOptions(seed=0))
