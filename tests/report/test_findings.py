from __future__ import annotations

import json
from dataclasses import replace

from spaceplan.check import State
from spaceplan.i18n import N_, Message
from spaceplan.model.remedy import Answer
from spaceplan.report import findings_dict, findings_text, run_text
from tests.report.cases import book, check, finding, hostile_report, report, told

KEYS = [
    "rule",
    "state",
    "severity",
    "grade",
    "subject",
    "department",
    "measured",
    "limit",
    "excess",
    "unit",
    "clause",
    "verified",
    "file",
    "line",
    "message",
    "remedy",
    "fingerprint",
    "change",
    "related",
    "evidence",
    "waiver",
]


def test_findings_for_programs_have_every_field() -> None:
    content = findings_dict(told(check(finding())))
    assert list(content)[:6] == [
        *("schema_version", "rule_sets", "unverified_figures", "as_of", "counts", "findings"),
    ]
    assert content["as_of"] == "2026-11-01"
    assert content["counts"]["pass"] == 4
    assert [entry["name"] for entry in content["rule_sets"]] == ["cn-2014", "cn-management-2017"]
    (entry,) = content["findings"]
    assert list(entry) == KEYS
    assert entry["subject"] == {"kind": "room", "id": "hq-103"}
    assert set(entry["message"]) == {"zh", "en"}
    assert entry["message"]["en"] == "room hq-103: 9 m² too many"
    assert entry["clause"] == "发改投资〔2014〕2674号, 第十一条 表3"
    assert entry["remedy"]["allowed"] == ["swap", "share"]
    assert json.loads(json.dumps(content)) == content


def test_the_terminal_groups_by_rule_with_places_aligned() -> None:
    result = check(
        finding("physical-minimum"),
        finding(),
        replace(finding(id="hq-102"), line=7, grade=1),
        finding("left-post", state=State.BLOCKED),
    )
    assert findings_text(told(result), "en").splitlines() == [
        "3 findings as of 2026-11-01",
        "Rule sets: cn-2014 1.0 ← common 1.0, cn-management-2017 1.0",
        "",
        "Violation · Office above its occupants' quotas · 2",
        "  room-area, 发改投资〔2014〕2674号, 第十一条 表3",
        "  buildings/hq.yaml:12  01234567  room hq-103: 9 m² too many",
        "  buildings/hq.yaml:7   01234567  room hq-102: 9 m² too many",
        "",
        "Violation · Office kept after retirement or transfer · 0",
        "  left-post, 中办发〔2017〕70号, 第十九条",
        "  buildings/hq.yaml:12  01234567  [not judged, data missing] room hq-103: 9 m² too many",
        "",
        "Warning · Below the physical minimum · 1",
        "  physical-minimum, JGJ/T 67, 办公用房 [clause not verified]",
        "  buildings/hq.yaml:12  01234567  room hq-103: 9 m² too many",
        "",
        "passed 4, failed 3, not applicable 0, waived 0, not judged, data missing 1",
        "",
        *(f"{s.name} {s.version}  sha256 {s.sha256}" for s in book().sets),
        f"1 input files  sha256 {told(result).inputs_sha256}",
    ]


def test_a_running_deadline_is_marked_inside_its_rule() -> None:
    text = findings_text(told(check(replace(finding("left-post"), severity="notice"))), "en")
    assert "  buildings/hq.yaml:12  01234567  [Notice] room" in text


def test_long_groups_can_be_cut() -> None:
    many = [finding(id=f"hq-{i}") for i in range(30)]
    text = findings_text(told(check(*many)), "en", most=5)
    assert text.count("too many") == 5
    assert "... and 25 more" in text


def test_nothing_from_data_steers_the_terminal() -> None:
    attack = Message.of(N_("room {room}: {m2} m² too many"), room="\x1b[2J\u202ex\n", m2=9)
    text = findings_text(told(check(replace(finding(), message=attack, file="\x1b]0;x"))), "en")
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "⟨U+001B⟩[2J⟨U+202E⟩x⟨U+000A⟩: 9 m²" in text


def test_a_run_is_told_in_a_few_lines() -> None:
    lines = run_text(report(), "en").splitlines()
    assert lines[0] == "Tiny · 2026-11-01"
    assert "All 7 people have a seat." in lines
    assert "Excess over entitlement falls from 18 to 9 m²." in lines
    assert any(line.split()[:5] == ["45.0", "=", "9.0", "×", "5"] for line in lines)
    assert "  124.0 points in all; proven: not below 96.8 (gap 22.0%)" in lines
    assert "  2 → 1  Office above its occupants' quotas (Violation)" in lines


def test_a_term_that_is_off_is_named() -> None:
    told = report()
    assert told.after is not None
    objective = replace(told.after.objective, terms_off=("moved",))
    told = replace(told, after=replace(told.after, objective=objective))
    lines = run_text(told, "en").splitlines()
    assert "  not counted, data missing: People who move" in lines


def test_the_run_of_a_hostile_portfolio_steers_no_terminal() -> None:
    assert run_text(hostile_report(), "en").replace("\n", " ").isprintable()


def test_where_remedies_were_looked_for_the_others_name_the_kinds_allowed() -> None:
    answered = replace(finding(), answer=Answer("ab", None))
    other = replace(finding("left-post"), remedies=("vacate",))
    assert "Remedies allowed: vacate" in findings_text(told(check(answered, other)), "en")
    assert "Remedies allowed" not in findings_text(told(check(finding(), other)), "en")
