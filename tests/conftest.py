"""What all tests share: the same random examples every time, unless somebody wants to explore.

``HYPOTHESIS_PROFILE=explore make test`` draws new examples on every run.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
