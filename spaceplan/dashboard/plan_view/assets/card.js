// The card that says what a room is, beside the pointer or beside the room that has the focus.

class Card {
  constructor(stage) {
    this.stage = stage;
    this.element = html("div", { class: "card", "aria-hidden": "true" });
    stage.append(this.element);
    this.hide();
  }

  fill(thing) {
    const facts = thing.facts.flatMap(([label, value]) => [html("dt", {}, label), html("dd", {}, value)]);
    const findings = thing.findings.map(([severity, text]) => html("li", { class: severity }, text));
    this.element.replaceChildren(
      html("div", { class: "head" }, html("b", {}, thing.number), html("span", {}, thing.use)),
      html("dl", {}, ...facts),
      html("ul", {}, ...findings),
    );
  }

  // Shows a thing beside a place in the stage (pixels), on the side where there is space.
  show(thing, x, y) {
    if (this.thing !== thing) this.fill(thing);
    this.thing = thing;
    this.element.style.display = "block";
    const { offsetWidth: wide, offsetHeight: tall } = this.element;
    const left = x + 16 + wide <= this.stage.clientWidth ? x + 16 : x - 16 - wide;
    const top = y + 16 + tall <= this.stage.clientHeight ? y + 16 : y - 16 - tall;
    this.element.style.left = `${Math.max(4, Math.min(left, this.stage.clientWidth - wide - 4))}px`;
    this.element.style.top = `${Math.max(4, top)}px`;
  }

  hide() {
    this.thing = null;
    this.element.style.display = "none";
  }
}
