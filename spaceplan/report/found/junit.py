"""Findings as JUnit XML: a suite a rule, red where and only where the exit code says so."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from spaceplan.check import Finding, State
from spaceplan.i18n import NN_, Message, in_language, translator
from spaceplan.report import labels
from spaceplan.report.found.remedies import remedy_line, remedy_text
from spaceplan.report.found.report import FindingsReport
from spaceplan.report.found.text import place_text
from spaceplan.report.safe import visible
from spaceplan.rules import Rule

_FAILURE, _ERROR, _SKIPPED = "failure", "error", "skipped"


def findings_junit(report: FindingsReport, language: str) -> str:
    """Return the findings as JUnit XML, a test case a finding.

    A finding that counts is a failure; a required rule that could not be judged is an error; what
    is waived, blocked, below ``fail_on`` or unchanged against the baseline is skipped, with the
    reason. All subjects that meet a rule are one passed test case.
    """
    suites = [_origin(report)]
    by_rule: dict[str, list[Finding]] = {}
    for finding in report.check.findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    suites += [_suite(report, rule, by_rule.get(rule.id, []), language) for rule in report.rules]
    root = Element("testsuites", {"name": f"spaceplan {visible(report.portfolio.id)}"})
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in suites)))
    root.extend(suites)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _origin(report: FindingsReport) -> Element:
    """Return a suite without tests that says what the findings were made from."""
    suite = _counted(Element("testsuite", {"name": "spaceplan"}))
    properties = SubElement(suite, "properties")
    entries = [
        ("version", report.version),
        ("portfolio", report.portfolio.id),
        ("checked", "allocation" if report.planned else "status-quo"),
        ("as_of", report.check.as_of.isoformat()),
        ("fail_on", report.fail_on),
        ("exit_code", str(int(report.verdict))),
        *((f"rules {s.name} {s.version} sha256", s.sha256) for s in report.rulebook.sets),
        *((f"input {file} sha256", sha256) for file, sha256 in report.hashes),
    ]
    for name, value in entries:
        SubElement(properties, "property", {"name": visible(name), "value": visible(value)})
    return suite


def _suite(report: FindingsReport, rule: Rule, findings: list[Finding], language: str) -> Element:
    suite = Element("testsuite", {"name": rule.id, "package": rule.rule_set})
    properties = SubElement(suite, "properties")
    for name, value in (
        ("title", rule.title.text(language)),
        ("clause", rule.citation),
        ("verified", "yes" if rule.verified else "no"),
        ("severity", rule.severity),
    ):
        SubElement(properties, "property", {"name": name, "value": visible(value)})
    passed = report.check.count(State.PASS, rule.id)
    if passed or not findings:
        templates = NN_("{n:,} subject meets the rule", "{n:,} subjects meet the rule")
        met = in_language(Message.counted(templates, "n", n=passed), language)
        SubElement(suite, "testcase", {"classname": rule.id, "name": met})
    for finding in findings:
        suite.append(_case(report, rule, finding, language))
    return _counted(suite)


def _case(report: FindingsReport, rule: Rule, finding: Finding, language: str) -> Element:
    kind = labels.word(labels.SUBJECTS, finding.subject_kind, language)
    name = f"{kind} {visible(finding.subject)}"
    case = Element("testcase", {"classname": f"{rule.id}", "name": name})
    element, reason = _outcome(report, rule, finding, language)
    message = visible(finding.text(language))
    attributes = {"message": f"{reason}{message}", "type": finding.severity}
    SubElement(case, element, attributes).text = "\n".join(
        line for line in (message, *_details(finding, language)) if line
    )
    return case


def _outcome(
    report: FindingsReport, rule: Rule, finding: Finding, language: str
) -> tuple[str, str]:
    """Return the element of a finding, and why it is not a failure."""
    if report.counts(finding):
        return _FAILURE, ""
    if finding.state == State.BLOCKED and report.is_demanded(rule):
        return _ERROR, ""
    if finding.state != State.FAIL:
        return _SKIPPED, f"{labels.word(labels.STATES, finding.state, language)}: "
    if report.comparison is not None and report.change(finding) == "unchanged":
        return _SKIPPED, f"{labels.word(labels.CHANGES, 'unchanged', language)}: "
    return _SKIPPED, f"{labels.word(labels.SEVERITIES, finding.severity, language)}: "


def _details(finding: Finding, language: str) -> tuple[str, ...]:
    """Return place, clause, remedy and fingerprint, as far as there are any."""
    _ = translator(language)
    place = place_text(finding.file, finding.line)
    remedy = remedy_text(finding, language)
    return (
        visible(place),
        visible(in_language(finding.clause, language)),
        _(remedy_line(finding)).format(remedies=visible(remedy)) if remedy else "",
        finding.fingerprint,
    )


def _counted(suite: Element) -> Element:
    """Give a suite the numbers of its test cases."""
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    for key, element in (("failures", _FAILURE), ("errors", _ERROR), ("skipped", _SKIPPED)):
        suite.set(key, str(sum(case.find(element) is not None for case in cases)))
    return suite
