"""The filters above the findings: severity, state, grade, rule, site, department, words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import streamlit as st

from spaceplan.check import Finding
from spaceplan.check.finding import SEVERITIES, State
from spaceplan.dashboard.safe import plain
from spaceplan.dashboard.session import Session
from spaceplan.report import by_site, labels


def choose_findings(session: Session, findings: Sequence[Finding]) -> list[Finding]:
    """Show the filters; return the findings that they leave, the gravest first."""
    found = _by_kind(session, findings)
    found = _by_place(session, found)
    return gravest_first(found)


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings by state, severity and grade; then rule by rule the largest excess first.

    Excesses of different rules are not compared: their units differ.
    """
    listed = list(findings)
    rules = {rule: place for place, rule in enumerate(dict.fromkeys(f.rule for f in listed))}
    return sorted(
        listed,
        key=lambda finding: (
            finding.state != State.FAIL,
            SEVERITIES.index(finding.severity),
            -finding.grade,
            rules[finding.rule],
            -finding.excess,
        ),
    )


def _by_kind(session: Session, findings: Iterable[Finding]) -> list[Finding]:
    """Filter by severity, state and grade, which take a click each."""
    _ = session.t
    found = list(findings)
    failing = [finding for finding in found if finding.state is State.FAIL]
    # as the figures above count: what is waived or not judged is counted by its state alone
    counted = Counter(finding.severity for finding in failing)
    grades = Counter(finding.grade for finding in failing)
    states = Counter(str(finding.state) for finding in found)
    severities = {finding.severity for finding in found}
    with st.container(horizontal=True, gap="medium"):
        severity = st.pills(
            _("Severity"),
            [s for s in SEVERITIES if s in severities],
            selection_mode="multi",
            format_func=lambda s: _with_count(session, labels.SEVERITIES, s, counted[s]),
            key="findings_severity",
        )
        state = st.pills(
            _("State"),
            [str(s) for s in State if states[str(s)]],
            selection_mode="multi",
            format_func=lambda s: _with_count(session, labels.STATES, s, states[s]),
            key="findings_state",
        )
        grade = st.pills(
            _("Grade"),
            sorted({finding.grade for finding in found}),
            selection_mode="multi",
            format_func=lambda g: f"{g} · {grades[g]:,}",
            key="findings_grade",
            help=_("How far above the limit: 1 up to 10 %, 2 up to 30 %, 3 above that."),
        )
    return [
        finding
        for finding in found
        if (not severity or _is_of(finding, severity, state))
        and (not state or str(finding.state) in state)
        and (not grade or finding.grade in grade)
    ]


def _is_of(finding: Finding, severities: Sequence[str], states: Sequence[str]) -> bool:
    """Return whether a finding is of these severities; what fails, where no state is chosen."""
    return finding.severity in severities and (bool(states) or finding.state is State.FAIL)


def _with_count(session: Session, words: dict[str, str], key: str, number: int) -> str:
    return f"{labels.word(words, key, session.language)} · {number:,}"


def _by_place(session: Session, findings: Sequence[Finding]) -> list[Finding]:
    """Filter by rule, site, department and words."""
    _ = session.t
    places = {finding.fingerprint: site_of(session, finding) for finding in findings}
    rules = Counter(finding.rule for finding in findings)
    departments = Counter(finding.department for finding in findings if finding.department)
    with st.container(key="findings_places"):
        text, rule, site, department = st.columns([3, 2, 2, 2])
    words = text.text_input(
        _("Find"), placeholder=_("Words, room, person or clause"), key="findings_text"
    )
    wanted_rules = rule.multiselect(
        _("Rule"),
        [id for id, _number in rules.most_common()],
        format_func=lambda id: f"{_title(session, id)} · {rules[id]:,}",
        placeholder=_("All rules"),
        key=session.key_of("findings_rule"),
    )
    wanted_sites = site.multiselect(
        _("Site"),
        sorted({place for place in places.values() if place}),
        format_func=plain,
        placeholder=_("All sites"),
        key=session.key_of("findings_site"),
    )
    wanted_departments = department.multiselect(
        _("Department"),
        [id for id, _number in departments.most_common()],
        format_func=lambda id: f"{plain(session.department_name(id))} · {departments[id]:,}",
        placeholder=_("All departments"),
        key=session.key_of("findings_department"),
    )
    wanted = words.casefold().split()
    return [
        finding
        for finding in findings
        if (not wanted_rules or finding.rule in wanted_rules)
        and (not wanted_sites or places[finding.fingerprint] in wanted_sites)
        and (not wanted_departments or finding.department in wanted_departments)
        and (not wanted or _has(session, finding, wanted))
    ]


def _title(session: Session, rule: str) -> str:
    return plain(session.prepared.rulebook.rule(rule).title.text(session.language) or rule)


def _has(session: Session, finding: Finding, wanted: Sequence[str]) -> bool:
    """Return whether all words stand somewhere in a finding."""
    department = finding.department
    texts = (
        *(finding.text(session.language), finding.subject, finding.rule, finding.clause),
        *(finding.fingerprint, department or "", *finding.related),
        session.department_name(department) if department else "",
    )
    whole = " ".join(texts).casefold()
    return all(word in whole for word in wanted)


def rooms_of(session: Session, finding: Finding) -> tuple[str, ...]:
    """Return the rooms that a finding is about, its own first."""
    own = (finding.subject,) if finding.subject_kind == "room" else ()
    named = finding.values.get("room")
    also = (str(named),) if isinstance(named, str) else ()
    everywhere = dict.fromkeys((*own, *also, *finding.related))
    return tuple(room for room in everywhere if session.portfolio.has_room(room))


def site_of(session: Session, finding: Finding) -> str | None:
    """Return the name of the site where a finding is: of its rooms, else of its department."""
    id = by_site.site_of(session.portfolio, finding)
    return None if id is None else session.portfolio.site(id).name.text(session.language) or id
