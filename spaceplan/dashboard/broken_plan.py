"""A plan that breaks what must be kept: what that is, how it can come about, what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from spaceplan.dashboard import cached
from spaceplan.dashboard.navigate import page_button
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.session import Session
from spaceplan.i18n import NN_, Message, in_language

#: So many are said at the head of a page; the page of edits lists all.
_MOST = 3
_BREAKS = NN_(
    "This plan breaks a requirement that must be kept:",
    "This plan breaks {n:,} requirements that must be kept:",
)


def show_broken_plan(session: Session) -> None:
    """Say what the plan shown breaks, and where that is mended; nothing where it keeps all."""
    if not session.is_plan:
        return
    broken = cached.broken(session.loaded, session.plan)
    if not broken:
        return
    _ = session.t
    mend = _(
        "Mend it by hand, or have a plan searched for that starts from this one: a search keeps "
        "every requirement."
    )
    say_broken(session, broken, mend)
    with st.container(horizontal=True):
        page_button(_("Edit by hand"), "edit", key="broken_to_edit", icon=":material/edit_square:")
        page_button(
            _("Allocate"), "allocate", key="broken_to_allocate", icon=":material/play_circle:"
        )


def say_broken(session: Session, broken: Sequence[str], mend: str = "") -> None:
    """Say which requirements are broken, how that can come about, and what to do."""
    _ = session.t
    heading = in_language(Message.counted(_BREAKS, "n", n=len(broken)), session.language)
    old = broken_today(session, broken)
    fresh = list((Counter(broken) - Counter(old)).elements())
    first = [*fresh, *old][:_MOST]
    said = [f"- {plain(in_language(text, session.language))}" for text in first]
    if len(broken) > _MOST:
        said.append("- " + _("and {n:,} more").format(n=len(broken) - _MOST))
    between = "" if session.language == "zh" else " "  # a Chinese full stop brings its own space
    last = between.join(filter(None, (_why(session, len(old), len(fresh)), mend)))
    st.warning("\n".join([heading, "", *said, "", last]))


def broken_today(session: Session, broken: Sequence[str]) -> list[str]:
    """Return those requirements of some that are broken that the status quo breaks as well."""
    today = cached.broken(session.base, cached.today(session.base)) if broken else ()
    return list((Counter(broken) & Counter(today)).elements())


def _why(session: Session, old: int, fresh: int) -> str:
    """Say how it comes that requirements are broken: as today, or new in the plan."""
    _ = session.t
    if not fresh:
        return _("All of it is broken today as well: the status quo is not judged by it.")
    words = [
        _("It was changed by hand, or kept when the files or the program asked for less than now.")
    ]
    if old:
        words.append(_("Broken today as well: {n:,} of them.").format(n=old))
    return ("" if session.language == "zh" else " ").join(words)
