"""What Python and the browser tell each other, with the browser's part played by the test."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from spaceplan.dashboard.plan_view import Drop, component
from spaceplan.dashboard.plan_view.payload import Payload

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def app() -> None:
    import streamlit as st

    from spaceplan.dashboard.plan_view.component import plan_view, take_drops
    from spaceplan.dashboard.plan_view.payload import Payload

    take_drops("plan", st.session_state.setdefault("dropped", []).append)

    told = st.session_state.setdefault("told", [])
    if st.button("clear"):
        st.session_state["chosen"] = ()
    events = plan_view(
        Payload.of({}),
        key="plan",
        selected=st.session_state.get("chosen", ()),
        on_select=told.append,
    )
    st.session_state["chosen"] = events.selected
    st.session_state["opened"] = events.opened


def run_app() -> AppTest:
    test = AppTest.from_function(app, default_timeout=30).run()
    assert not test.exception
    return test


def act(
    test: AppTest, number: int, selected: Any, opened: str | None = None, drops: Any = ()
) -> AppTest:
    """Let the browser report an act, and the script run."""
    report = {"number": number, "selected": selected, "opened": opened, "drops": list(drops)}
    test.session_state["plan"] = {"act": report}
    test.run()
    assert not test.exception
    return test


def test_nothing_is_selected_at_first() -> None:
    test = run_app()
    assert test.session_state["chosen"] == ()
    assert test.session_state["opened"] is None


def test_what_the_user_selects_is_answered() -> None:
    test = act(run_app(), 1, ["a", "b"])
    assert test.session_state["chosen"] == ("a", "b")


def test_what_was_opened_is_answered_once() -> None:
    test = act(run_app(), 1, ["a"], "a")
    assert test.session_state["opened"] == "a"
    test.run()
    assert test.session_state["opened"] is None
    assert test.session_state["chosen"] == ("a",)


def test_python_can_take_a_selection_back() -> None:
    test = act(run_app(), 1, ["a"])
    test.button[0].click().run()
    assert test.session_state["chosen"] == ()
    test.run()
    assert test.session_state["chosen"] == ()


def test_a_later_act_counts_after_python_has_selected() -> None:
    test = act(run_app(), 1, ["a"])
    test.button[0].click().run()
    assert act(test, 2, ["b"]).session_state["chosen"] == ("b",)


@pytest.mark.parametrize("report", [None, [], {"act": 7}, {"act": {"number": "1"}}])
def test_what_is_no_report_counts_as_none(report: Any) -> None:
    test = run_app()
    test.session_state["plan"] = report
    test.run()
    assert not test.exception
    assert test.session_state["chosen"] == ()


def drop(number: int, room: str) -> dict[str, Any]:
    return {"number": number, "act": "give", "rooms": [room], "department": "d"}


def test_what_was_dropped_is_handed_out_once_however_often_it_is_reported() -> None:
    test = act(run_app(), 1, ["a"], drops=[drop(1, "a")])
    test.run()
    act(test, 3, ["c"], drops=[drop(1, "a"), drop(2, "b"), drop(3, "c")])
    assert test.session_state["dropped"] == [Drop("give", (r,), "d") for r in "abc"]


def test_drops_of_another_form_count_as_none() -> None:
    wrong = [7, {"number": "1"}, {"number": 1, "act": "give", "rooms": "a"}, {"number": 2}]
    test = act(run_app(), 5, ["a"], drops=wrong)
    assert test.session_state["dropped"] == []
    assert test.session_state["chosen"] == ("a",)


def test_every_script_and_the_style_are_packaged() -> None:
    for kind in component._SCRIPTS:
        script, style = component.assets_of(kind)
        assert script.count("export default") == 1
        assert ".stage" in style
        assert "innerHTML" not in script
        assert "http" not in script.replace("http://www.w3.org/2000/svg", "")


def test_what_is_sent_is_looked_through_without_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: dict[str, Any] = {}
    monkeypatch.setattr(component, "_renderer", lambda _kind: lambda **given: sent.update(given))
    component.plan_view(Payload.of({}), key="plan", selected=["hq-101"])
    kinds = {name: type(value) for name, value in sent["data"].items()}
    assert set(kinds.values()) <= {str, int, tuple}, kinds  # of others Streamlit asks pandas
