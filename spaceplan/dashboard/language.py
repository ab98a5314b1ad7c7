"""The language of a planner, known before anything is read."""

from __future__ import annotations

import os

import streamlit as st

from spaceplan.dashboard import address
from spaceplan.i18n import LANGUAGES, language_of


def chosen_language() -> str:
    """Return the language: the planner's choice, else the browser's, else that of ``LANG``."""
    asked = address.get("lang")
    if asked in LANGUAGES:
        return asked
    return language_of(st.context.locale or os.environ.get("LANG"))
