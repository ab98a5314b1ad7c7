// The legend: pointing at an entry dims all others, clicking keeps it so; several can be chosen.

const NARROWEST_PX = 290;
const WIDEST_PX = 400;
const GAP_PX = 28;
const LEAST_ROWS = 3;

class Legend {
  // `changed` is called with the entries to be shown, null for all.
  constructor(legend, fills, words, changed) {
    Object.assign(this, { legend, changed, chosen: new Set() });
    this.buttons = legend.entries.map((entry, i) => this.button(entry, i, fills));
    this.all = html("button", { type: "button", class: "all", hidden: true }, words.everything);
    this.all.addEventListener("click", () => this.choose(null));
    this.entries = html("div", { class: "entries" });
    this.element = html(
      "section",
      { class: "legend", "aria-label": words.legend },
      html("div", { class: "legend-head" }, html("span", { class: "what" }, legend.title), this.all),
      this.entries,
    );
  }

  // Sets the entries in as many columns as there is room for, each with its headings.
  arrange() {
    const most = Math.max(1, Math.floor((this.element.clientWidth + GAP_PX) / (NARROWEST_PX + GAP_PX)));
    const rows = Math.max(Math.ceil(this.buttons.length / most), LEAST_ROWS);
    const count = Math.ceil(this.buttons.length / rows);
    if (this.count === count) return;
    this.count = count;
    const columns = Array.from({ length: count }, (_, i) => html("div", { class: "column" }, ...this.heads(),
      ...this.buttons.slice(i * rows, (i + 1) * rows)));
    this.entries.style.gridTemplateColumns = `repeat(${most}, minmax(0, ${WIDEST_PX}px))`;
    this.entries.replaceChildren(...columns);
  }

  heads() {
    const heads = this.legend.headings.map((text) => html("span", { class: "number" }, text));
    return heads.length ? [html("div", { class: "heads", "aria-hidden": "true" }, html("span", { class: "label" }), ...heads)] : [];
  }

  button(entry, i, fills) {
    const swatch = svg("svg", { class: "swatch", viewBox: "0 0 18 11", "aria-hidden": "true" },
      svg("rect", { x: 0.4, y: 0.4, width: 17.2, height: 10.2, fill: paintOf(fills, entry.fill) }));
    const numbers = entry.numbers.map((text) => html("span", { class: "number" }, text));
    const button = html("button", { type: "button", class: "entry", "aria-pressed": "false", title: entry.label,
      "data-department": entry.subject || null },
      swatch, html("span", { class: "label" }, entry.label), ...numbers);
    button.addEventListener("click", () => this.choose(i));
    button.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && this.point(i));
    button.addEventListener("pointerleave", () => this.point(null));
    button.addEventListener("focus", () => button.matches(":focus-visible") && this.point(i));
    button.addEventListener("blur", () => this.point(null));
    return button;
  }

  choose(i) {
    if (i === null) this.chosen.clear();
    else if (!this.chosen.delete(i)) this.chosen.add(i);
    this.buttons.forEach((button, j) => button.setAttribute("aria-pressed", String(this.chosen.has(j))));
    this.element.classList.toggle("filtered", this.chosen.size > 0);
    this.all.hidden = this.chosen.size === 0;
    this.pointed = null;
    this.tell();
  }

  point(i) {
    if (this.pointed === i) return;
    this.pointed = i;
    this.tell();
  }

  tell() {
    const shown = new Set(this.chosen);
    if (this.pointed !== null && this.pointed !== undefined) shown.add(this.pointed);
    const onlyPointed = this.chosen.size === 0 && shown.size > 0;
    this.changed(shown.size ? [...shown].map((i) => this.legend.entries[i]) : null, onlyPointed);
  }
}
