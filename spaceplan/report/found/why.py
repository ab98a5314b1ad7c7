"""Why a finding is one: rule, clause, inputs with their places, and the arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from rich.cells import cell_len

from spaceplan.check import GRADE_STEPS, Evidence, Finding, Side, State
from spaceplan.errors import SpaceplanError
from spaceplan.i18n import N_, Message, in_language, translator
from spaceplan.report import labels
from spaceplan.report.found.remedies import remedy_line, remedy_text
from spaceplan.report.found.report import FindingsReport
from spaceplan.report.found.text import place_text
from spaceplan.report.safe import visible

_SHORTEST = 4
_SIDES = {
    Side.MEASURED: N_("Measured"),
    Side.LIMIT: N_("Allowed"),
    Side.GIVEN: N_("Looked at"),
}


def find_finding(report: FindingsReport, fingerprint: str) -> Finding:
    """Return the finding of a fingerprint, or of its beginning where that is the only one.

    Raises
    ------
    SpaceplanError
        Where no finding has it, or several begin alike.
    """
    wanted = fingerprint.strip().lower()
    found = [f for f in report.check.findings if f.fingerprint.startswith(wanted)]
    if len(found) == 1 and len(wanted) >= _SHORTEST:
        return found[0]
    if not found:
        text = N_(
            "no finding as of {day} has the fingerprint '{fingerprint}'; expected one that "
            "spaceplan check prints"
        )
        values = {"day": report.check.as_of, "fingerprint": visible(fingerprint)}
        raise SpaceplanError(Message.of(text, **values))
    text = N_("'{fingerprint}' begins {n:,} fingerprints; expected more of its digits")
    raise SpaceplanError(Message.of(text, fingerprint=visible(fingerprint), n=len(found)))


def why_text(report: FindingsReport, finding: Finding, language: str) -> str:
    """Return everything that a finding's figures are made of, for a terminal."""
    blocks = [
        _heading(report, finding, language),
        _rule(report, finding, language),
        *(_side(finding, side, language) for side in Side),
        arithmetic(finding, language),
        *_rest(report, finding, language),
    ]
    return "\n\n".join(filter(None, blocks))


def arithmetic(finding: Finding, language: str) -> str:
    """Return measured − limit = excess, and how the grade follows; empty without a measure."""
    if not finding.unit or finding.state == State.BLOCKED:
        return ""
    _ = translator(language)
    unit = labels.word(labels.UNITS, finding.unit, language)
    line = f"{amount(finding.measured)} − {amount(finding.limit)} = {amount(finding.excess)} {unit}"
    if finding.measured < finding.limit:
        line = f"{amount(finding.measured)} < {amount(finding.limit)} {unit}"
    said = _(N_("Arithmetic: {line}")).format(line=line)
    return f"{said}\n  {_grade(finding, language)}"


def _grade(finding: Finding, language: str) -> str:
    _ = translator(language)
    base = finding.limit if finding.grade_base is None else finding.grade_base
    if base <= 0:
        text = _(N_("grade {grade}: nothing is allowed"))
        return text.format(grade=finding.grade)
    text = _(N_("grade {grade}: {share:.1%} of {base}; 2 above {low:.0%}, 3 above {high:.0%}"))
    low, high = GRADE_STEPS
    share = finding.excess / base
    return text.format(grade=finding.grade, share=share, base=amount(base), low=low, high=high)


def amount(number: float) -> str:
    """Return a figure: whole numbers as such, others with two decimals, thousands apart.

    Examples
    --------
    >>> amount(3.0), amount(1234.5)
    ('3', '1,234.50')
    """
    return f"{number:,.0f}" if number == round(number) else f"{number:,.2f}"


def _heading(report: FindingsReport, finding: Finding, language: str) -> str:
    _ = translator(language)
    rule = report.rulebook.rule(finding.rule)
    severity = labels.word(labels.SEVERITIES, finding.severity, language)
    state = labels.word(labels.STATES, finding.state, language)
    change = labels.word(labels.CHANGES, report.change(finding), language)
    kind = labels.word(labels.SUBJECTS, finding.subject_kind, language)
    name = report.department_name(finding.department).text(language)
    about = [f"{kind} {finding.subject}", name, place_text(finding.file, finding.line)]
    title = rule.title.text(language) or rule.id
    lines = [
        " · ".join(filter(None, [title, severity, state, change])),
        f"{finding.fingerprint}  " + " · ".join(filter(None, about)),
        finding.text(language),
    ]
    return "\n".join(map(visible, lines))


def _rule(report: FindingsReport, finding: Finding, language: str) -> str:
    _ = translator(language)
    rule = report.rulebook.rule(finding.rule)
    applied = next((s for s in report.rulebook.sets if s.name == rule.rule_set), None)
    lines = [
        _(N_("Rule: {rule}")).format(rule=rule.id),
        f"  {clause_text(rule.citation, rule.verified, language)}",
    ]
    if note := rule.note.text(language):
        lines.append(f"  {note}")
    if applied is not None:
        lines.append(f"  {applied.name} {applied.version}, {applied.file}, sha256 {applied.sha256}")
    return "\n".join(map(visible, lines))


def clause_text(citation: str, verified: bool, language: str) -> str:
    """Return a citation with whether somebody checked it there."""
    _ = translator(language)
    said = _(N_("{clause} (verified)")) if verified else _(N_("{clause} (not verified)"))
    return said.format(clause=citation)


def _side(finding: Finding, side: Side, language: str) -> str:
    """Return one side of the comparison: each input, and what they come to."""
    items = [item for item in finding.evidence if item.side is side]
    if not items:
        return ""
    lines = [f"{translator(language)(_SIDES[side])}:"]
    wide = max(cell_len(_value(item, language)) for item in items)
    for item in items:
        value = _value(item, language)
        lines.append(
            f"  {' ' * (wide - cell_len(value))}{value}  {_label(item, language)}".rstrip()
        )
        if item.citation:
            cited = clause_text(visible(item.citation), item.verified, language)
            lines.append(f"  {' ' * wide}  {cited}")
    if len(items) > 1 and side is not Side.GIVEN:
        whole = fsum(item.value or 0.0 for item in items)
        unit = labels.word(labels.UNITS, finding.unit, language)
        lines.append(f"  = {amount(whole)} {unit}")
    return "\n".join(lines)


def _value(item: Evidence, language: str) -> str:
    if item.value is None:
        return ""
    return f"{amount(item.value)} {labels.word(labels.UNITS, item.unit, language)}"


def _label(item: Evidence, language: str) -> str:
    label = visible(in_language(item.label, language))
    if item.source is None:
        return label
    return f"{label}  ({visible(place_text(item.source.file, item.source.line))})"


def _rest(report: FindingsReport, finding: Finding, language: str) -> Iterator[str]:
    _ = translator(language)
    if finding.waiver is not None:
        waiver = finding.waiver
        text = _(N_("Waiver: by {approver} until {until}: {reason}"))
        said = text.format(approver=waiver.approver, until=waiver.until, reason=waiver.reason)
        source = waiver.source
        yield visible(f"{said}  ({place_text(source.file, source.line)})" if source else said)
    if remedy := remedy_text(finding, language):
        yield visible(_(remedy_line(finding)).format(remedies=remedy))
    inputs = _(N_("{n:,} input files")).format(n=len(report.hashes))
    yield f"{inputs}, sha256 {report.inputs_sha256}"
