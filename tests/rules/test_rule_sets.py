from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from spaceplan.model import Settings
from spaceplan.model.people import LEVELS, RANKS, RANKS_BY_LEVEL
from spaceplan.rules import Category, RuleBook, load_rules, load_set
from spaceplan.rules.kinds import DepartmentArea, LeftPost

FOLDER = Path(__file__).parents[2] / "rules"

#: 发改投资〔2014〕2674号, 第十一条 表3, in the order of the ranks;
#: section units: DB2308/T 149-2023 表2.
QUOTAS_M2 = {
    "central": (54, 42, 24, 18, 12, 9),
    "province": (54, 42, 30, 24, 18, 12, 9),
    "city": (42, 30, 24, 18, 9),
    "city_section_unit": (18, 12, 9),
    "county": (30, 24, 18, 12, 9),
    "township": (24, 18, 9),
}


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rules(["cn-2014", "cn-management-2017"])


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_file_in_rules_loads_under_its_own_name(path: Path) -> None:
    assert load_set(path.stem).content.rule_set == path.stem


@pytest.mark.parametrize("level", LEVELS)
def test_quotas_of_a_level_are_those_of_the_standard(book: RuleBook, level: str) -> None:
    quotas = tuple(book.quota_dm2(rank) for rank in RANKS_BY_LEVEL[level])
    assert quotas == tuple(100 * m2 for m2 in QUOTAS_M2[level])


def test_ranks_are_those_of_the_model_in_its_order(book: RuleBook) -> None:
    assert book.ranks == RANKS
    assert book.levels == LEVELS


def test_everybody_above_the_plain_staff_of_a_level_sits_alone(book: RuleBook) -> None:
    together = {rank for rank in (*RANKS, "seconded", "contract") if not book.own_room(rank)}
    assert together == {ranks[-1] for ranks in RANKS_BY_LEVEL.values()} | {"seconded", "contract"}


@pytest.mark.parametrize(
    ("area_dm2", "seats"),
    [(0, 0), (999, 0), (1000, 1), (1199, 1), (1200, 2), (1799, 2), (1800, 3), (6000, 10)],
)
def test_one_needs_ten_square_metres_and_several_six_each(
    book: RuleBook, area_dm2: int, seats: int
) -> None:
    assert book.seats(area_dm2) == seats


def test_staff_without_a_post_justify_the_minimum_or_nothing(book: RuleBook) -> None:
    minimum, none = Settings(), Settings(allowance_without_quota="none")
    assert book.allowance_dm2("seconded", minimum) == 600
    assert book.allowance_dm2("contract", none) == 0
    assert book.allowance_dm2("city_staff", none) == 900


@pytest.mark.parametrize(
    ("use", "category"),
    [
        ("office", Category.OFFICE),
        ("meeting", Category.SERVICE),
        ("toilet", Category.SERVICE),
        ("service_hall", Category.SERVICE),
        ("lift_machine", Category.EQUIPMENT),
        ("guard", Category.ANCILLARY),
        ("courtroom", Category.TECHNICAL),
        ("lobby", Category.CIRCULATION),
    ],
)
def test_uses_have_their_category(book: RuleBook, use: str, category: Category) -> None:
    assert book.category(use) is category
    assert book.use_name(use).zh


def test_rules_carry_document_and_article_and_their_options(book: RuleBook) -> None:
    left = book.rule("left-post")
    assert left.citation == "中办发〔2017〕70号, 第十九条"
    assert left.kind == LeftPost(statuses=("retired", "transferred"), months=1)
    service = book.rule("department-service-area").kind
    assert isinstance(service, DepartmentArea)
    assert service.category == "service"


def test_all_rules_of_both_sets_are_there(book: RuleBook) -> None:
    assert [rule.id for rule in book.rules] == [
        "room-area",
        "department-office-area",
        "department-service-area",
        "department-equipment-area",
        "site-service-area",
        "site-equipment-area",
        "private-toilet",
        "private-rooms",
        "physical-minimum",
        "seat-for-everyone",
        "hard-requirements",
        "one-office",
        "left-post",
        "concurrent-ended",
        "technical-room-as-office",
        "service-room-as-office",
        "equipment-room-as-office",
        "approved-use",
        "barred-holder",
        "rented-or-borrowed",
        "lent-out",
        "hotel-room-as-office",
        "use-certificate",
        "yearly-publication",
        "yearly-filing",
        "ledger-area",
        "certificate-area",
        "plan-area",
        "headcount",
        "unknown-occupants",
        "person-without-room",
        "foreign-room",
        "vacancy",
        "utilisation",
        "hidden-suite",
        "contractor-beside-classified",
        "no-way-out",
        "through-department",
        "second-stair",
        "waiver-expired",
    ]


def test_figures_that_were_not_checked_against_the_text_say_so(book: RuleBook) -> None:
    unverified = {figure.id for figure in book.figures if not figure.verified}
    assert unverified == {
        "own_room",
        "minimum",
        "service.central",
        "service.province",
        "service.county",
        "service.township",
        "bicycle",
        "ebike_motorcycle",
        "guard",
    }


def test_no_rule_or_figure_cites_a_web_page(book: RuleBook) -> None:
    cited = [r.citation for r in book.rules] + [f.citation for f in book.figures]
    assert all(cited)
    assert not [text for text in cited if "http" in text or ".com" in text or ".cn" in text]


def test_walling_off_is_forbidden_and_no_rule_proposes_it(book: RuleBook) -> None:
    assert book.remedy_order == ("swap", "share", "simple_works")
    assert book.forbidden_remedies == ("wall_off",)
    assert all("wall_off" not in rule.remedies for rule in book.rules)


def test_a_rule_book_survives_pickling(book: RuleBook) -> None:
    assert pickle.loads(pickle.dumps(book)) == book


def test_sets_say_version_document_and_hash(book: RuleBook) -> None:
    first = book.sets[0]
    assert (first.name, first.document) == ("cn-2014", "发改投资〔2014〕2674号")
    assert first.version
    assert len(first.sha256) == 64
