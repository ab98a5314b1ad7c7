"""Findings as SARIF 2.1.0: the run, the rules with their help, the inputs with their hashes."""

from __future__ import annotations

import json
from typing import Any

from spaceplan.check import Verdict, must_be_judged
from spaceplan.i18n import N_, translator
from spaceplan.report import labels
from spaceplan.report.found.report import FindingsReport
from spaceplan.report.found.sarif_parts import LEVELS, PORTFOLIO, ROOT, file_uri, plain
from spaceplan.report.found.sarif_results import sarif_results
from spaceplan.report.found.why import clause_text
from spaceplan.rules import Rule

#: As the standard names its own schema (OASIS, errata 01).
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


def findings_sarif(report: FindingsReport, language: str) -> str:
    """Return the findings as SARIF, at most one result a department and rule."""
    content = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, language)]}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _run(report: FindingsReport, language: str) -> dict[str, Any]:
    check = report.check
    checked = "allocation" if report.planned else "status-quo"
    return {
        "tool": {
            "driver": {
                "name": "spaceplan",
                "version": report.version,
                "language": _LANGUAGES.get(language, "en"),
                "rules": [_rule(rule, language) for rule in report.rules],
            },
            "extensions": [
                {
                    "name": s.name,
                    "version": s.version,
                    "fullName": plain(s.title.text(language) or s.name),
                    "properties": {"document": plain(s.document), "sha256": s.sha256},
                }
                for s in report.rulebook.sets
            ],
        },
        "automationDetails": {"id": f"spaceplan/{plain(report.portfolio.id)}/{checked}/"},
        "language": _LANGUAGES.get(language, "en"),
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": _bases(report, language),
        "invocations": [_invocation(report, language)],
        "artifacts": _artifacts(report),
        "results": sarif_results(report, language),
        "properties": {
            "as_of": check.as_of.isoformat(),
            "checked": checked,
            "fail_on": report.fail_on,
            "counts": check.by_state(),
            "rules_sha256": report.rules_sha256,
            "inputs_sha256": report.inputs_sha256,
        },
    }


def _rule(rule: Rule, language: str) -> dict[str, Any]:
    """Return a rule with its help: what it asks for, its clause, its remedies."""
    title = rule.title.text(language) or rule.id
    lines = _help_lines(rule, language)
    return {
        "id": rule.id,
        "shortDescription": {"text": plain(title)},
        "fullDescription": {"text": plain(". ".join([title, *lines]))},
        "help": {
            "text": plain("\n".join([title, *lines])),
            "markdown": "\n".join([f"# {_markdown(title)}", "", *map(_item, lines)]),
        },
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "clause": plain(rule.citation),
            "verified": rule.verified,
            "rule_set": plain(rule.rule_set),
            "required": rule.required,
            "remedies": [str(remedy) for remedy in rule.remedies],
            "tags": ["office-space", f"kind/{rule.kind.kind}"],
        },
    }


def _help_lines(rule: Rule, language: str) -> list[str]:
    _ = translator(language)
    lines = [clause_text(rule.citation, rule.verified, language)]
    if note := rule.note.text(language):
        lines.append(note)
    if rule.remedies:
        words = (labels.word(labels.REMEDIES, str(r), language) for r in rule.remedies)
        lines.append(_(N_("Remedies allowed: {remedies}")).format(remedies=", ".join(words)))
    return lines


def _item(line: str) -> str:
    return f"- {_markdown(line)}"


def _markdown(text: str) -> str:
    """Return a text in which Markdown finds nothing to render."""
    shown = plain(text)
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#|!" else c for c in shown)


def _bases(report: FindingsReport, language: str) -> dict[str, Any]:
    """Return what file names are relative to: the portfolio's folder, inside a root where known."""
    _ = translator(language)
    folder: dict[str, Any] = {"description": {"text": _(N_("the portfolio's folder"))}}
    if not report.folder:
        return {PORTFOLIO: folder}
    root = {"description": {"text": _(N_("the folder in which spaceplan was called"))}}
    uri = file_uri(report.folder.rstrip("/") + "/")
    return {PORTFOLIO: {"uri": uri, "uriBaseId": ROOT, **folder}, ROOT: root}


def _invocation(report: FindingsReport, language: str) -> dict[str, Any]:
    _ = translator(language)
    verdict = report.verdict
    described = {
        Verdict.CLEAN: N_("no finding counts"),
        Verdict.FINDINGS: N_("findings remain that count"),
        Verdict.NOT_JUDGED: N_("a rule that must be judged could not be"),
    }
    blocked = must_be_judged(report.check, report.rulebook, report.only)
    text = _(N_("rule {rule} could not be judged; subjects: {n:,}"))
    return {
        "executionSuccessful": verdict is not Verdict.NOT_JUDGED,
        "exitCode": int(verdict),
        "exitCodeDescription": _(described[verdict]),
        "toolConfigurationNotifications": [
            {
                "level": "error",
                "message": {"text": text.format(rule=rule, n=number)},
                "associatedRule": {"id": rule},
            }
            for rule, number in blocked
        ],
    }


def _artifacts(report: FindingsReport) -> list[dict[str, Any]]:
    """Return the input files in the order of their hashes, then the rule sets."""
    inputs = [
        {
            "location": {"uri": file_uri(file), "uriBaseId": PORTFOLIO},
            "roles": ["analysisTarget"],
            "hashes": {"sha-256": sha256},
        }
        for file, sha256 in report.hashes
    ]
    return inputs + [
        {
            "location": {"uri": file_uri(rule_set.file)},
            "roles": ["userSpecifiedConfiguration"],
            "hashes": {"sha-256": rule_set.sha256},
        }
        for rule_set in report.rulebook.sets
    ]
