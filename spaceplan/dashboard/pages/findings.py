"""Findings: which rules are not met, why, where, what would cure it, and what is left for now."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from spaceplan.check import Finding, State
from spaceplan.dashboard import address
from spaceplan.dashboard.downloads import download
from spaceplan.dashboard.empty import show_what_is_missing
from spaceplan.dashboard.figures import Figure, show_figures
from spaceplan.dashboard.finding_card import show_finding
from spaceplan.dashboard.finding_cure import show_saved
from spaceplan.dashboard.finding_filter import choose_findings, site_of
from spaceplan.dashboard.printed import show_printed
from spaceplan.dashboard.session import Session
from spaceplan.dashboard.tables import WHOLE, choose_row
from spaceplan.judging import findings_report
from spaceplan.report import FILE_NAMES, FORMATS, labels, render_findings
from spaceplan.report.measures import failures_by_severity
from spaceplan.report.safe import visible
from spaceplan.things import FINDINGS

#: Of the pills in the table: vermilion above the limit, amber near it, slate for the rest.
_COLOURS = {"error": "#C8401B", "warning": "#E0A100", "notice": "#5B7083"}
_QUIET = "#9AA3AB"
#: So many are printed; a longer list is not read on paper, and the downloads have all.
_MOST_PRINTED = 500


def show(session: Session) -> None:
    """Show the page."""
    _ = session.t
    st.title(_("Findings"))
    show_saved(session)
    show_figures(_figures(session))
    everything = session.shown.check.findings
    if not everything:
        _show_nothing_found(session)
        return
    found = choose_findings(session, everything)
    # on the left: over the right end of the table stand its own buttons
    with st.container(horizontal=True, vertical_alignment="center"):
        _show_downloads(session)
        st.caption(_counted(session, found))
    chosen = _chosen(everything)
    if found:
        _print(session, found)
        _show_table(session, found, chosen)
    else:
        st.info(
            _("No finding matches. Clear the filters to see all {n:,}.").format(n=len(everything))
        )
    if chosen is not None:
        show_finding(session, chosen)
    elif found:
        st.caption(
            _("Select a row to see its clause, its arithmetic, its place and what would cure it.")
        )


def _show_nothing_found(session: Session) -> None:
    _ = session.t
    if show_what_is_missing(session, people=True):
        return
    st.success(_("Every rule that could be judged is met. There is nothing to mend."))


def _counted(session: Session, found: list[Finding]) -> str:
    """Say how many are listed; the command line counts those not judged or waived apart."""
    _ = session.t
    failing = sum(finding.state is State.FAIL for finding in found)
    if failing == len(found):
        return session.number_of(FINDINGS, failing)
    return _("{findings}, and {others:,} waived or not judged").format(
        findings=session.number_of(FINDINGS, failing), others=len(found) - failing
    )


def _chosen(findings: tuple[Finding, ...]) -> Finding | None:
    wanted = address.get("finding")
    return next((f for f in findings if f.fingerprint == wanted), None)


def _figures(session: Session) -> list[Figure]:
    _ = session.t
    now, states = failures_by_severity(session.shown.check), session.shown.check.by_state()
    before = failures_by_severity(session.today.check) if session.is_plan else None
    old = session.today.check.by_state() if session.is_plan else None
    figures = [
        Figure(title, now[severity], before=before[severity] if before else None)
        for severity, title in (
            ("error", _("Violations")),
            ("warning", _("Warnings")),
            ("notice", _("Notices")),
        )
    ]
    waived = old["waived"] if old else None
    blocked = old["blocked"] if old else None
    return [
        *figures,
        Figure(_("Waived"), states["waived"], before=waived, lower_is_better=None),
        Figure(_("Not judged"), states["blocked"], before=blocked, note=_("data is missing")),
    ]


def _show_table(session: Session, found: list[Finding], chosen: Finding | None) -> None:
    _ = session.t
    severities = {
        severity: labels.word(labels.SEVERITIES, severity, session.language)
        for severity in _COLOURS
    }
    quiet = [_judged(session, state) for state in State if state is not State.FAIL]
    choose_row(
        [_row(session, finding) for finding in found],
        [finding.fingerprint for finding in found],
        lambda id: address.put("finding", id),
        key="findings",
        chosen=chosen.fingerprint if chosen else None,
        formats={_("Grade"): WHOLE, _("Excess"): "%,.2f"},
        pinned=(_("Severity"),),
        widths={_("Grade"): "small", _("Excess"): "small", _("Unit"): "small"},
        columns={
            _("Severity"): st.column_config.MultiselectColumn(
                _("Severity"),
                options=[*severities.values(), *quiet],
                color=[*_COLOURS.values(), *[_QUIET] * len(quiet)],
                width=112,
                pinned=True,
            ),
            _("Finding"): st.column_config.TextColumn(_("Finding"), width=560),
        },
        height=420,
    )


def _print(session: Session, found: list[Finding]) -> None:
    """Put on paper what the filters leave, in the columns that a sheet has room for."""
    _ = session.t
    rows: list[dict[str, Any]] = [
        {
            _("Severity"): _judged(session, finding.state, finding.severity),
            _("Finding"): visible(finding.text(session.language)),
            _("Grade"): finding.grade,
            _("Department"): _department(session, finding),
            _("Clause"): visible(finding.clause),
        }
        for finding in found[:_MOST_PRINTED]
    ]
    if len(found) > _MOST_PRINTED:
        more = _("and {n:,} more: the downloads have all").format(n=len(found) - _MOST_PRINTED)
        rows.append(dict.fromkeys(rows[0]) | {_("Finding"): more})
    texts = (_("Finding"), _("Department"), _("Clause"))
    show_printed(rows, {_("Grade"): WHOLE}, texts)


def _department(session: Session, finding: Finding) -> str:
    name = session.department_name(finding.department) if finding.department else ""
    return visible(name)


def _judged(session: Session, state: State, severity: str = "") -> str:
    """Return how grave a finding is; of what is waived or not judged, that it is."""
    _ = session.t
    if state is State.FAIL:
        return labels.word(labels.SEVERITIES, severity, session.language)
    return _("Waived") if state is State.WAIVED else _("Not judged")


def _row(session: Session, finding: Finding) -> dict[str, Any]:
    _ = session.t
    return {
        _("Severity"): [_judged(session, finding.state, finding.severity)],
        _("Finding"): visible(finding.text(session.language)),
        _("Excess"): finding.excess if finding.unit else None,
        _("Unit"): labels.word(labels.UNITS, finding.unit, session.language),
        _("Grade"): finding.grade,
        _("State"): labels.word(labels.STATES, finding.state, session.language),
        _("About"): visible(finding.subject),
        _("Department"): _department(session, finding),
        _("Site"): visible(site_of(session, finding) or ""),
        _("Rule"): _rule_name(session, finding),
        _("Clause"): visible(finding.clause),
    }


def _rule_name(session: Session, finding: Finding) -> str:
    rule = session.prepared.rulebook.rule(finding.rule)
    return visible(rule.title.text(session.language) or rule.id)


def _show_downloads(session: Session) -> None:
    """Offer all findings, whatever the filters, in every format of the command line."""
    _ = session.t

    def make(form: str) -> bytes:
        report = findings_report(session.prepared, session.shown.check)
        return render_findings(replace(report, planned=session.is_plan), form, session.language)

    with st.popover(_("Download all findings"), icon=":material/download:"):
        for form in FORMATS:
            name = FILE_NAMES[form]
            download(name, name, partial(make, form), key=f"findings_as_{form}")
