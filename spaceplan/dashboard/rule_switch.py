"""What other rule sets would find in the same portfolio; the portfolio itself stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from spaceplan.check import Finding
from spaceplan.check.between import CheckDifference, difference_between
from spaceplan.dashboard import cached
from spaceplan.dashboard.faults import show_faults
from spaceplan.dashboard.session import Session
from spaceplan.dashboard.tables import WHOLE, show_table
from spaceplan.errors import SpaceplanError
from spaceplan.files.lookup import rule_set_files
from spaceplan.report import Stage, labels
from spaceplan.report.safe import visible
from spaceplan.rules import RuleBook

_ASKED = "rules_asked"


def show_switch(session: Session) -> None:
    """Let other rule sets be chosen, and show what they change."""
    _ = session.t
    st.caption(_("The same rooms and people, judged by other rules. Nothing is changed."))
    names = list(rule_set_files(session.prepared.folder))
    today = list(session.portfolio.rule_sets)
    with st.form("rule_switch", border=False):
        chosen = st.multiselect(
            _("Rule sets, the later ones over the earlier"),
            [*dict.fromkeys((*today, *names))],
            default=today,
            format_func=visible,
            key="rule_switch_sets",
        )
        pressed = st.form_submit_button(_("See what changes"), icon=":material/compare_arrows:")
    if pressed:
        st.session_state[_ASKED] = tuple(chosen)
    asked: tuple[str, ...] = st.session_state.get(_ASKED, ())
    if not asked:
        return
    if asked == tuple(today):
        st.info(_("These are the portfolio's own rule sets. Choose others."))
        return
    try:
        with st.spinner(_("Judging by the other rules")):
            book, stage = _judged(session, asked)
    except SpaceplanError as error:
        show_faults(error, session.language)
        return
    _show_difference(session, book, difference_between(session.shown.check, stage.check))


def _judged(session: Session, rule_sets: tuple[str, ...]) -> tuple[RuleBook, Stage]:
    """Return the rules chosen, and what they say of the scenario shown."""
    base = cached.load(session.prepared.folder, rule_sets)
    if session.kept is None:
        return base.prepared.rulebook, cached.stage(base)
    loaded = cached.changed(base, session.changes)
    return base.prepared.rulebook, cached.scenario_stage(loaded, session.store, session.kept)


def _show_difference(session: Session, other: RuleBook, difference: CheckDifference) -> None:
    _ = session.t
    st.markdown(
        _("**{new:,}** findings would be new, **{gone:,}** would be gone.").format(
            new=len(difference.new), gone=len(difference.gone)
        )
    )
    own = session.prepared.rulebook
    titles = {rule.id: rule.title for book in (other, own) for rule in book.rules}
    rows = [
        {
            _("Rule"): visible(titles[one.rule].text(session.language) or one.rule),
            _("Failed now"): one.before,
            _("Failed by the others"): one.after,
            _("Id"): visible(one.rule),
        }
        for one in difference.rules
    ]
    if rows:
        formats = {_("Failed now"): WHOLE, _("Failed by the others"): WHOLE}
        show_table(rows, key="switch_rules", formats=formats, select="none")
        st.caption(_("An empty cell: these rules do not have it."))
    for title, findings, key in (
        (_("New findings"), difference.new, "switch_new"),
        (_("Findings that would be gone"), difference.gone, "switch_gone"),
    ):
        if findings:
            st.subheader(f"{title} · {len(findings):,}")
            show_table(_rows(session, findings), key=key, select="none", height=280)


def _rows(session: Session, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    _ = session.t
    return [
        {
            _("Severity"): labels.word(labels.SEVERITIES, finding.severity, session.language),
            _("Finding"): visible(finding.text(session.language)),
            _("Department"): visible(session.department_name(finding.department))
            if finding.department
            else "",
            _("Clause"): visible(finding.clause),
        }
        for finding in findings
    ]
