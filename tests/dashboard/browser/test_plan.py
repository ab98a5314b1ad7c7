"""A room is clicked on its polygon, exactly; keys walk through the graph; edits are undone."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Page, expect

from tests.dashboard.browser.conftest import OpenPage, settle, shoot
from tests.dashboard.town import L_SHAPED

#: Points of the screen by what they are: just inside the outline all along it, and places in the
#: bounding box that are not in the room.
_POINTS = """(path) => {
  const matrix = path.getScreenCTM();
  const box = path.getBBox();
  const step = 1.5 / matrix.a;
  const place = (p) => {
    const q = new DOMPoint(p.x, p.y).matrixTransform(matrix);
    return [q.x, q.y];
  };
  const around = (p, by) => [[by, 0], [-by, 0], [0, by], [0, -by]].map(
    ([x, y]) => new DOMPoint(p.x + x, p.y + y));
  const edge = [];
  const length = path.getTotalLength();
  for (let i = 0; i < 12; i++) {
    const on = path.getPointAtLength(length * (i + 0.5) / 12);
    for (const near of around(on, step)) {
      if (around(near, step / 3).every((p) => path.isPointInFill(p))) {
        edge.push(place(near));
        break;
      }
    }
  }
  const outside = [];
  for (const s of [0.1, 0.3, 0.5, 0.7, 0.9]) for (const t of [0.1, 0.3, 0.5, 0.7, 0.9]) {
    const p = new DOMPoint(box.x + s * box.width, box.y + t * box.height);
    if (!path.isPointInFill(p)) outside.push(place(p));
  }
  return { edge, outside };
}"""


def selected(page: Page) -> list[str]:
    chosen = page.locator(".room[aria-selected=true]")
    return [chosen.nth(i).get_attribute("data-id") or "" for i in range(chosen.count())]


def points(page: Page, room: str) -> dict[str, Sequence[tuple[float, float]]]:
    path = page.locator(f'.room[data-id="{room}"] path').first
    found: dict[str, Sequence[tuple[float, float]]] = path.evaluate(_POINTS)
    return found


def test_a_click_on_any_edge_selects_just_that_room(town_server: str, open_page: OpenPage) -> None:
    page = open_page(f"{town_server}/plan?storey=hq-L01")
    for room in ("hq-103", L_SHAPED, "hq-1c"):
        for x, y in points(page, room)["edge"]:
            page.mouse.click(x, y)
            assert selected(page) == [room]
    expect(page.get_by_text("hq-1c", exact=True).first).to_be_visible(timeout=30_000)


def test_the_missing_corner_of_an_l_is_not_the_room(town_server: str, open_page: OpenPage) -> None:
    page = open_page(f"{town_server}/plan?storey=hq-L01")
    outside = points(page, L_SHAPED)["outside"]
    assert outside
    for x, y in outside:
        page.mouse.click(x, y)
        assert L_SHAPED not in selected(page)


def test_the_selection_and_the_storey_stand_in_the_address(
    town_server: str, open_page: OpenPage
) -> None:
    page = open_page(f"{town_server}/plan?storey=hq-L02")
    steps = page.evaluate("history.length")
    for room in ("hq-201", "hq-202"):
        page.mouse.click(*points(page, room)["edge"][0])
        page.get_by_text(room, exact=True).first.wait_for()
        settle(page)
    assert page.url.endswith("/plan?storey=hq-L02&room=hq-202")
    assert page.evaluate("history.length") == steps  # going back leaves the page
    page.emulate_media(media="print")
    expect(page.locator(".sp-skip")).to_be_hidden()
    expect(page.get_by_text("Town · Status quo · 2026-06-30", exact=True)).to_be_visible()
    page.reload()
    settle(page)
    page.locator('.room[data-id="hq-202"][aria-selected=true]').wait_for()
    shoot(page, "town-plan-selected")


def test_keys_lead_to_the_plan_at_once_and_walk_to_the_neighbour_and_select(
    town_server: str, open_page: OpenPage
) -> None:
    page = open_page(f"{town_server}/plan?storey=hq-L01&lang=zh")
    skip = page.get_by_role("link", name="跳到平面图")
    skip.wait_for(state="attached")  # it comes with the drawing
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    assert page.locator(".room:focus").get_attribute("data-id") == "hq-101"
    page.keyboard.press("ArrowRight")
    assert page.locator(".room:focus").get_attribute("data-id") == "hq-102"
    page.keyboard.press("Space")
    assert selected(page) == ["hq-102"]
    page.get_by_role("link", name="规则", exact=True).click()
    page.wait_for_url("**/rules?**")
    settle(page)
    assert page.locator(".sp-skip").count() == 0


def middle(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def lift(page: Page, start: str, onto: str) -> None:
    """Drag one thing over another, and hold it there."""
    page.mouse.move(*middle(page, start))
    page.mouse.down()
    page.mouse.move(*middle(page, onto), steps=6)


def room(id: str) -> str:
    return f'.room[data-id="{id}"]'


def test_rooms_are_given_and_dragged_by_hand_and_undone(
    town_server: str, open_page: OpenPage
) -> None:
    page = open_page(f"{town_server}/edit?storey=hq-L02", size=(1366, 1200))
    x, y = points(page, "hq-203")["edge"][0]
    page.mouse.click(x, y)
    page.get_by_text("hq-203 · 18.0 m²").wait_for()
    x, y = points(page, "hq-204")["edge"][0]
    page.keyboard.down("Shift")
    page.mouse.click(x, y)
    page.keyboard.up("Shift")
    page.get_by_text("hq-203, hq-204 · 36.0 m²").wait_for()
    settle(page)
    page.get_by_role("combobox", name="Department").click()
    page.get_by_role("option", name="waiting").click()
    settle(page)
    page.get_by_role("button", name="Give").click()
    page.get_by_role("tab", name="Waiting (0)").wait_for()
    shoot(page, "town-edit-given")
    settle(page)
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("tab", name="Waiting (1)").wait_for()
    settle(page)
    # The one who waits is dragged from the pool onto a room, which is then moved and freed.
    waits = ".chip[data-department=archives]"
    lift(page, waits, room("hq-205"))
    expect(page.locator(".ghost")).to_contain_text("205 → ")
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".ghost")).to_be_hidden()
    lift(page, waits, room("hq-205"))
    page.mouse.up()
    page.get_by_role("tab", name="Waiting (0)").wait_for()
    settle(page)
    lift(page, room("hq-205"), room("hq-206"))
    expect(page.locator(".ghost")).to_have_text("205 ⇄ 206")
    shoot(page, "town-edit-dragged")
    page.mouse.up()
    page.get_by_text("Last: hq-205 and hq-206 swapped").wait_for()
    settle(page)
    lift(page, room("hq-201"), ".chip.free")
    page.mouse.up()
    page.get_by_role("tab", name="Waiting (1)").wait_for()
    for last in ("hq-205 and hq-206 swapped", "hq-205 given to"):
        settle(page)
        page.get_by_role("button", name="Undo").click()
        page.get_by_text(f"Last: {last}").wait_for()
