"""Errors in words: what was found, where, and what was expected instead."""

from __future__ import annotations

import streamlit as st

from spaceplan.dashboard.safe import plain
from spaceplan.errors import Fault, InputError, SpaceplanError
from spaceplan.i18n import N_, NN_, Message, in_language, translator


def show_faults(error: SpaceplanError, language: str, said: str = "") -> None:
    """Show an error raised on purpose: every fault of a file, with its place.

    Parameters
    ----------
    said
        What is said above the faults of files; empty: that the portfolio's have some.
    """
    if not isinstance(error, InputError):
        st.error("\n\n".join(plain(in_language(part, language)) for part in error.args))
        return
    count = len(error.faults)
    usual = NN_(
        "The files have a fault. Mend it and reload this page.",
        "The files have {n:,} faults. Mend them and reload this page.",
    )
    st.error(said or in_language(Message.counted(usual, "n", n=count), language))
    st.dataframe([_row(fault, language) for fault in error.faults], hide_index=True, placeholder="")


def _row(fault: Fault, language: str) -> dict[str, object]:
    _ = translator(language)
    return {
        _(N_("File")): fault.file,
        _(N_("Line")): fault.line,
        _(N_("Found")): in_language(fault.found, language),
        _(N_("Expected")): in_language(fault.expected, language),
    }
