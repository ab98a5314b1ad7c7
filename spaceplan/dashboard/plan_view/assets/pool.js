// Beside a plan on which rooms are dragged: "free", and the departments with who waits.

class Pool {
  // `pressed` is called with the id of a department and the event that may become a drag of it.
  constructor(pressed) {
    Object.assign(this, { pressed, data: null, text: "" });
    this.count = html("span", { class: "what" });
    this.find = html("input", { type: "search", autocomplete: "off" });
    this.find.addEventListener("input", () => this.list());
    // Keys typed here are no shortcuts of the page.
    this.find.addEventListener("keydown", (event) => event.stopPropagation());
    this.free = html("div", { class: "chip free", "data-free": true });
    this.chips = html("div", { class: "chips", role: "list", tabindex: "0" });
    this.element = html("section", { class: "pool" }, html("div", { class: "pool-head" }, this.free, this.count, this.find), this.chips);
  }

  take(text) {
    if (this.text === text) return;
    this.text = text;
    this.data = JSON.parse(text);
    const { words, waiting } = this.data;
    this.element.setAttribute("aria-label", words.pool);
    this.find.setAttribute("placeholder", words.find);
    this.find.setAttribute("aria-label", words.find);
    this.free.textContent = words.free;
    this.count.textContent = words.waiting.replace("{n}", waiting);
    this.list();
  }

  // Who waits; and of all departments those whose name has the words typed.
  list() {
    const wanted = this.find.value.trim().toLowerCase();
    const shown = this.data.departments.filter(({ id, name, waiting }) =>
      wanted ? `${name} ${id}`.toLowerCase().includes(wanted) : waiting > 0);
    this.chips.replaceChildren(...shown.map((department) => this.chip(department)));
  }

  chip({ id, name, waiting, who }) {
    const number = waiting ? [html("b", {}, waiting)] : [];
    const chip = html("div", { class: "chip", role: "listitem", "data-department": id, title: who || name },
      html("span", {}, name), ...number);
    chip.addEventListener("pointerdown", (event) => this.pressed(id, event));
    return chip;
  }

  // Whether a room can change hands, and who holds it.
  holders(room) {
    return this.data?.rooms[room];
  }

  entry(id) {
    return this.data.departments.find((department) => department.id === id);
  }

  // What the planner has typed and how far he has scrolled stays.
  resume(before) {
    this.find.value = before.find.value;
    if (this.data) this.list();
    this.chips.scrollTop = before.scrolled;
  }
}
