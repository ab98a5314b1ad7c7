"""Rules: by which the portfolio is judged, who says so, what is verified, what others would say."""

from __future__ import annotations

from typing import Any

import streamlit as st

from spaceplan.check import State
from spaceplan.dashboard.figures import Figure as KeyFigure
from spaceplan.dashboard.figures import show_figures
from spaceplan.dashboard.in_sight import bring_into_sight
from spaceplan.dashboard.navigate import go_to
from spaceplan.dashboard.rule_switch import show_switch
from spaceplan.dashboard.session import Session
from spaceplan.dashboard.tables import M2, WHOLE, choose_row, show_table
from spaceplan.report import labels
from spaceplan.report.safe import visible
from spaceplan.rules import Figure, Rule
from spaceplan.units import to_m2


def show(session: Session) -> None:
    """Show the page."""
    _ = session.t
    st.title(_("Rules"))
    show_figures(_figures(session))
    rules, figures, sets, others = st.tabs(
        [_("Rules"), _("Quotas and other figures"), _("Rule sets"), _("By other rules")]
    )
    with rules:
        _show_rules(session)
    with figures:
        _show_unverified(session)
        _show_quotas(session)
        _show_other_figures(session)
    with sets:
        _show_sets(session)
    with others:
        show_switch(session)


def _figures(session: Session) -> list[KeyFigure]:
    _ = session.t
    book, check = session.prepared.rulebook, session.shown.check
    return [
        KeyFigure(_("Rules"), len(book.rules), note=" · ".join(visible(s.name) for s in book.sets)),
        KeyFigure(
            _("Rules not met"), len({f.rule for f in check.failures()}), lower_is_better=None
        ),
        KeyFigure(_("Rules nobody has verified"), sum(not rule.verified for rule in book.rules)),
        KeyFigure(
            _("Unverified figures that matter here"),
            len(check.unverified),
            note=_("of all figures: {n:,}").format(n=len(book.figures)),
        ),
    ]


def _show_rules(session: Session) -> None:
    """Show every rule with what comes of it here; a row leads to its clause and its findings."""
    _ = session.t
    book = session.prepared.rulebook
    choose_row(
        [_rule_row(session, rule) for rule in book.rules],
        [rule.id for rule in book.rules],
        _choose,
        key="rules",
        chosen=st.session_state.get(_CHOSEN),
        formats=dict.fromkeys((_("Failed"), _("Waived"), _("Not judged"), _("Passed")), WHOLE),
        pinned=(_("Rule"),),
        height=460,
    )
    chosen = st.session_state.get(_CHOSEN)
    if chosen is not None and any(rule.id == chosen for rule in book.rules):
        _show_rule(session, book.rule(chosen))
    else:
        st.caption(_("Select a rule to read what it asks for."))


_CHOSEN, _CARD = "rule_chosen", "rule_card"


def _choose(id: str | None) -> None:
    st.session_state[_CHOSEN] = id


def _rule_row(session: Session, rule: Rule) -> dict[str, Any]:
    _ = session.t
    check = session.shown.check
    return {
        _("Rule"): visible(rule.title.text(session.language) or rule.id),
        _("Severity"): labels.word(labels.SEVERITIES, rule.severity, session.language),
        _("Failed"): check.count(State.FAIL, rule.id),
        _("Waived"): check.count(State.WAIVED, rule.id),
        _("Not judged"): check.count(State.BLOCKED, rule.id),
        _("Passed"): check.count(State.PASS, rule.id),
        _("Clause"): visible(rule.citation),
        _("Verified"): rule.verified,
        _("Set"): visible(rule.rule_set),
    }


def _show_rule(session: Session, rule: Rule) -> None:
    _ = session.t
    with st.container(border=True, key=_CARD):
        options = rule.kind.model_dump(mode="json")
        remedies = [labels.word(labels.REMEDIES, str(r), session.language) for r in rule.remedies]
        rows = [
            (_("Id"), rule.id),
            (_("Clause"), rule.citation),
            (_("Verified"), _("yes") if rule.verified else _("no")),
            (_("Note"), rule.note.text(session.language)),
            (_("Remedies allowed"), " → ".join(remedies)),
            (_("Options"), ", ".join(f"{key}: {value}" for key, value in options.items())),
        ]
        show_table(
            [{_("What"): name, _("Says"): visible(text)} for name, text in rows if text],
            key=f"rule_{rule.id}",
            select="none",
        )
        if st.button(_("Show its findings"), icon=":material/rule:", key="rule_to_findings"):
            st.session_state["findings_rule"] = [rule.id]
            go_to("findings")
    bring_into_sight(_CARD, rule.id)


def _show_unverified(session: Session) -> None:
    _ = session.t
    mattered = session.shown.check.unverified
    st.subheader(_("Unverified figures that matter here"))
    if not mattered:
        st.success(_("Every figure that mattered was checked against the official text."))
        return
    st.caption(_("Findings rest on these, and nobody has checked them in the official text."))
    show_table([_figure_row(session, figure) for figure in mattered], key="mattered", select="none")


def _figure_row(session: Session, figure: Figure) -> dict[str, Any]:
    _ = session.t
    note = figure.note.text(session.language)
    return {
        _("Figure"): visible(figure.name.text(session.language) + (f" ({note})" if note else "")),
        _("Value"): visible(figure.value),
        _("Clause"): visible(figure.citation),
        _("Verified"): figure.verified,
        _("Set"): visible(figure.rule_set),
        _("Id"): visible(figure.id),
    }


def _show_quotas(session: Session) -> None:
    _ = session.t
    book = session.prepared.rulebook
    if not book.ranks:
        return
    st.subheader(_("Office a person"))
    rows = [
        {
            _("Level"): visible(book.level_name(book.level_of_rank(rank)).text(session.language)),
            _("Rank"): visible(session.rank_name(rank)),
            _("Quota (m²)"): to_m2(book.quota_dm2(rank)),
            _("Sits alone"): book.own_room(rank),
            _("Id"): visible(rank),
        }
        for rank in book.ranks
    ]
    show_table(rows, key="quotas", formats={_("Quota (m²)"): M2}, select="none")


def _show_other_figures(session: Session) -> None:
    _ = session.t
    st.subheader(_("All figures"))
    figures = session.prepared.rulebook.figures
    show_table([_figure_row(session, f) for f in figures], key="all_figures", select="none")


def _show_sets(session: Session) -> None:
    _ = session.t
    rows = [
        {
            _("Set"): visible(layer.name),
            _("Lies on"): ""
            if layer is not applied
            else visible(" ← ".join(one.name for one in applied.extends)),
            _("Title"): visible(layer.title.text(session.language)),
            _("Document"): visible(layer.document_title.text(session.language)),
            _("Number"): visible(layer.document),
            _("Version"): visible(layer.version),
            _("File"): visible(layer.file),
            "SHA-256": layer.sha256,
        }
        for applied in session.prepared.rulebook.sets
        for layer in (applied, *applied.extends)
    ]
    show_table(rows, key="rule_sets", select="none")
    st.caption(_("Where two sets state the same, the later one counts."))
    stated = session.prepared.rulebook.stated
    if stated:
        st.subheader(_("Stated there, and not checked by the program"))
        show_table(
            [
                {
                    _("Rule"): visible(entry.title.text(session.language)),
                    _("Value"): visible(entry.value),
                    _("Clause"): visible(entry.citation),
                    _("Verified"): entry.verified,
                    _("Why not"): visible(entry.why.text(session.language)),
                }
                for entry in stated
            ],
            key="stated",
            select="none",
        )
