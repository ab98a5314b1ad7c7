"""Broken requirements by kind: which kinds, how many of each, the first few in words."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from spaceplan.check import broken_by_kind
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.session import Session
from spaceplan.i18n import in_language

#: So many of a kind are said at once; the others open on a click, up to the second number.
_FIRST, _MOST = 3, 200


def main_kind(session: Session, broken: Sequence[str]) -> str:
    """Say of which kind most of what is broken is; empty where nothing is."""
    _ = session.t
    kinds = broken_by_kind(broken)
    if not kinds:
        return ""
    kind, texts = kinds[0]
    if len(kinds) == 1:
        return _(kind)
    return _("mostly: {kind} ({n:,})").format(kind=_(kind), n=len(texts))


def show_kinds(session: Session, broken: Sequence[str]) -> None:
    """Show what is broken by kind, and what a broken requirement means."""
    _ = session.t
    st.caption(
        _(
            "A requirement is what every plan must keep, whatever it costs: a search never breaks "
            "one. What is there today, or edited by hand, may break some, and can be saved so; "
            "a plan searched for from it mends them."
        )
    )
    for kind, texts in broken_by_kind(broken):
        st.markdown(f"**{plain(_(kind))}** ({len(texts):,})\n\n{_lines(session, texts[:_FIRST])}")
        rest = texts[_FIRST:]
        if rest:
            with st.expander(_("and {n:,} more").format(n=len(rest))):
                st.markdown(_lines(session, rest[:_MOST]))
                if len(rest) > _MOST:
                    st.caption(_("and {n:,} more").format(n=len(rest) - _MOST))


def _lines(session: Session, texts: Sequence[str]) -> str:
    return "\n".join(f"- {plain(in_language(text, session.language))}" for text in texts)
