"""办公用房管理使用情况登记表: its headings, what a unit has and may have, levels apart."""

from __future__ import annotations

from dataclasses import replace

from spaceplan.model import Counts
from spaceplan.report.forms.county import county_form
from spaceplan.report.forms.sheet import RowKind
from tests.check.builders import with_department
from tests.report.forms.cases import data_of, rows_of, sheet_of, small_town

#: RULES §5.3, word for word and in order; headings of groups stand before their columns.
COUNTY = [
    "序号",
    "单位名称",
    "定编人数",
    "实有人数",
    "正县",
    "副县",
    "正科",
    "副科",
    "科级以下",
    "借聘用人员",
    "面积总计",
    "间数总计",
    "办公用房面积",
    "间数",
    "公共服务用房面积",
    "间数",
    "应享有办公用房面积",
    "超出面积",
    "应享有公共服务用房",
    "超出面积",
    "超出面积总计",
    "闲置房面积",
    "出租、出借等情况",
    "备注",
]


def test_the_county_form_has_the_prescribed_headings_in_order() -> None:
    sheet = sheet_of(county_form(data_of(small_town())), "县级机关·按单位")
    assert [column.heading.zh for column in sheet.columns] == COUNTY


def test_a_unit_has_its_rooms_entitlement_and_excess() -> None:
    sheet = sheet_of(county_form(data_of(small_town())), "市级机关·按单位")
    finance = rows_of(sheet)[0]
    # 24 + 4 × 9 = 60 m² entitled, 3 × 18 = 54 m² held; service 5 × 8 = 40 m²
    assert (finance["office"], finance["office_rooms"]) == (5400, 3)
    assert (finance["office_entitled"], finance["office_above"]) == (6000, 0)
    assert finance["service_entitled"] == 4000
    assert (finance["posts"], finance["present"], finance["n_city_bureau_head"]) == (5, 5, 1)


def test_area_above_the_entitlement_is_counted() -> None:
    portfolio = with_department(
        small_town(), "finance", establishment=Counts.of({"city_bureau_head": 1, "city_staff": 2})
    )
    finance = rows_of(sheet_of(county_form(data_of(portfolio)), "市级机关·按单位"))[0]
    assert finance["office_above"] == 5400 - (2400 + 2 * 900)


def test_units_of_another_level_stand_in_sheets_of_their_own() -> None:
    form = county_form(data_of(small_town()))
    assert [r["unit"] for r in rows_of(sheet_of(form, "县级机关·按单位"))] == ["街道办"]
    city = [r["unit"] for r in rows_of(sheet_of(form, "市级机关·按单位"))]
    assert city == ["财政局", "档案局", "空置（未分配）"]


def test_an_empty_rented_office_is_idle_and_rented() -> None:
    town = rows_of(sheet_of(county_form(data_of(small_town())), "县级机关·按单位"))[0]
    assert (town["idle"], town["lent"]) == (1800, "租用1间18.00㎡")


def test_without_a_ledger_nobody_knows_what_is_idle() -> None:
    portfolio = replace(small_town(), ledger=None)
    town = rows_of(sheet_of(county_form(data_of(portfolio)), "县级机关·按单位"))[0]
    assert "idle" not in town


def test_a_shared_office_is_split_among_divisions_by_quota() -> None:
    sheet = sheet_of(county_form(data_of(small_town())), "市级机关·按处室")
    finance = [row for row in rows_of(sheet) if row["unit"] == "财政局"]
    # 102 and 103 are half the budget division's: f2 and f4 of two staff each
    assert {row["division"]: row["office"] for row in finance} == {
        "单位领导及未分处室": 1800 + 900 + 900,
        "预算处": 900 + 900,
    }
    subtotal = rows_of(sheet, RowKind.SUBTOTAL)[0]
    assert (subtotal["office"], subtotal["posts"], subtotal["office_rooms"]) == (5400, 5, 3)


def test_a_unit_without_posts_is_not_judged() -> None:
    portfolio = with_department(small_town(), "finance", establishment=Counts())
    finance = rows_of(sheet_of(county_form(data_of(portfolio)), "市级机关·按单位"))[0]
    assert "office_above" not in finance
    assert "remark" in finance
