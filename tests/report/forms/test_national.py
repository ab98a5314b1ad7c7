"""The national tables: headings, one block a site, built area through K only, nothing invented."""

from __future__ import annotations

from dataclasses import replace

from spaceplan.model import Name, Portfolio, Project, ReportingUnit
from spaceplan.report.forms.national import national_forms
from spaceplan.report.forms.sheet import RowKind
from tests.report.forms.cases import data_of, rows_of, small_town

#: RULES §5.1, word for word and in order.
TABLE_1 = ["行政区划名称", "行政区划级别", "行政区划代码", "填表人单位", "填表人姓名", "联系电话"]
TABLE_2 = [
    "序号",
    "地址坐落",
    "用地面积(m²)",
    "总建筑面积(m²)",
    "办公用房建筑面积(m²)",
    "技术业务用房建筑面积(m²)",
    "单位名称",
    "类别",
    "市级正职",
    "市级副职",
    "正局(处)级",
    "副局(处)级",
    "局(处)级以下",
    "办公室",
    "服务用房",
    "设备用房",
    "合计",
    "附属用房建筑面积",
    "权属登记情况",
    "建设年代",
    "是否为租(借)用",
    "备注",
]
TABLE_4 = [
    "序号",
    "项目名称",
    "审批部门",
    "建设单位",
    "主要使用单位",
    "地址坐落",
    "建设规模(m²)",
    "估算投资(万元)",
    "备注",
]
REPORTING = ReportingUnit(("江苏省", "无锡市"), "320200000000", "机关事务管理局", "张三", "0510")


def stated() -> Portfolio:
    """Return the small town with all that the papers say."""
    portfolio = small_town()
    site = replace(portfolio.sites[0], address="观山路1号", site_area=1234.5)
    building = replace(
        portfolio.buildings[0], gross_area=900.0, built_year=1998, title_status="已登记"
    )
    return replace(portfolio, sites=(site,), buildings=(building,), reporting=REPORTING)


def test_the_tables_have_the_prescribed_headings_in_order() -> None:
    one, two, _three, four = national_forms(data_of(small_town()))[0].sheets
    for sheet, headings in ((one, TABLE_1), (two, TABLE_2), (four, TABLE_4)):
        assert [column.heading.zh for column in sheet.columns] == headings


def test_the_file_is_named_after_the_division_and_its_code() -> None:
    own, county = national_forms(data_of(stated()))
    assert own.file == "江苏省-无锡市-320200000000"
    assert county.file == "江苏省-无锡市-县级机关"


def test_built_area_is_usable_area_over_k() -> None:
    table = national_forms(data_of(stated()))[0].sheets[1]
    # city units and the vacant office: 5 × 18 = 90 m² of offices, K = 0.65 → 138.46 m²
    first = rows_of(table)[0]
    assert first["office_gross_area"] == 13846
    assert "office_gross_area" in table.derived
    assert (first["site_area"], first["gross_area"], first["address"]) == (
        123450,
        90000,
        "观山路1号",
    )
    assert (first["built_year"], first["title_status"]) == ("1998", "已登记")


def test_what_the_portfolio_does_not_say_is_left_empty_and_listed() -> None:
    form = national_forms(data_of(small_town()))[0]
    first = rows_of(form.sheets[1])[0]
    assert not {"site_area", "gross_area", "title_status", "built_year"} & set(first)
    missing = [name.zh for name in form.not_filled]
    assert missing == [*TABLE_1[:1], *TABLE_1[2:], *TABLE_2[1:4], "权属登记情况", "建设年代"]


def test_a_site_is_one_block_of_its_units() -> None:
    table = national_forms(data_of(stated()))[0].sheets[1]
    assert table.merged == tuple((0, 2, column) for column in range(6))
    assert rows_of(table, RowKind.TOTAL)[0]["office_use"] == 5 * 1800


def test_a_rented_room_is_said_to_be_rented() -> None:
    county = national_forms(data_of(small_town()))[1].sheets[1]
    assert rows_of(county)[0]["is_rented"] == "是"


PROJECT = Project(
    Name("业务用房改造", "Alteration"),
    approved_by="市发展改革委",
    builder="机关事务管理局",
    users=("finance", "某中心"),
    address="观山路1号",
    size_m2=1200.5,
    cost=350.25,
    remark="改造两层",
)


def test_projects_stand_in_table_4_of_the_portfolios_own_level() -> None:
    own, county = national_forms(data_of(replace(stated(), projects=(PROJECT,))))
    assert rows_of(own.sheets[3]) == [
        {
            "seq": 1,
            "project": "业务用房改造",
            "approved_by": "市发展改革委",
            "builder": "机关事务管理局",
            "main_unit": "财政局、某中心",
            "address": "观山路1号",
            "size": 120050,
            "cost": 350.25,
            "remark": "改造两层",
        }
    ]
    assert (own.sheets[3].notes, county.sheets[3].rows) == ((), ())


def test_a_portfolio_without_projects_says_so() -> None:
    four = national_forms(data_of(stated()))[0].sheets[3]
    assert four.rows == ()
    assert "projects: in portfolio.yaml" in four.notes[0]
