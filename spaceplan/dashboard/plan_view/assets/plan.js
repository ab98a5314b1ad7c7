// One storey: walls, rooms, doors, words, what is marked; controls, scale, north, legend.

// Pixels a unit for which the first words are set: a point is 4/3 of a pixel.
const PIXELS_A_POINT = 4 / 3;
const LEAST_HEIGHT = 220;
const BAR_METRES = [0.5, 1, 2, 5, 10, 20, 50, 100, 200];
const WIDEST_BAR_PX = 120;

class Plan {
  constructor(parent, drawing, report, drop) {
    Object.assign(this, { drawing, words: drawing.words, drop });
    this.rooms = new Rooms(drawing, this.words.rooms, {
      select: (ids) => report(ids, null),
      open: (id) => report([id], id),
      point: (i, event) => this.point(i, event),
      tap: (i, event) => this.showCard(i, event),
      focus: (i) => this.focus(i),
    });
    this.marks = new Marks();
    this.marks.lay(drawing.graph, drawing.marked);
    this.marks.draw(this.marks.changed, drawing.outlined.map((i) => this.rooms.pathOf(i)));
    this.texts = svg("g", { class: "texts", "aria-hidden": "true" });
    this.svg = this.picture(report);
    this.stage = html("div", { class: "stage" }, this.svg, this.controls(), this.furniture());
    this.card = new Card(this.stage);
    this.legend = new Legend(drawing.legend, drawing.fills, this.words, (entries) => this.filter(entries));
    this.said = html("div", { class: "said", "aria-live": "polite" });
    const flat = drawing.width / drawing.height > 1.9;
    this.root = html("div", { class: flat ? "plan flat" : "plan" }, this.head(),
      html("div", { class: "body" }, html("div", { class: "left" }, this.stage, keysOf(drawing.graph, drawing.marked), this.said), this.legend.element));
    parent.append(this.root);
    this.view = new View(this.svg, drawing.width, drawing.height, () => this.seen());
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(this.root);
  }

  picture(report) {
    const { drawing } = this;
    const lines = (name) => svg("path", { d: drawing.lines[name], class: name });
    // Under the rooms lies paper, so that dimmed ones do not show the walls' dark ground.
    const paper = svg("path", { d: drawing.rooms.map((room, i) => this.rooms.pathOf(i)).join(""), class: "paper" });
    const ground = [lines("walls"), paper];
    const over = ["treads", "walks", "cars", "gaps", "swings", "leaves", "guessed"].map(lines);
    const picture = svg("svg", { class: "picture", role: "group", "aria-label": drawing.title },
      patterns(drawing.fills), svg("g", { class: "quiet" }, ...ground), this.rooms.element,
      svg("g", { class: "quiet" }, ...over), this.texts, this.marks.element);
    picture.addEventListener("click", (event) => event.target === picture && report([], null));
    picture.addEventListener("keydown", (event) => this.key(event));
    picture.addEventListener("pointerleave", () => this.card.hide());
    return picture;
  }

  head() {
    const { drawing } = this;
    return html("header", {}, html("h3", {}, drawing.title), html("p", {}, drawing.when), html("p", { class: "numbers" }, drawing.facts));
  }

  controls() {
    const button = (name, sign, act) => {
      const made = html("button", { type: "button", title: this.words[name], "aria-label": this.words[name] }, sign);
      made.addEventListener("click", act);
      return made;
    };
    return html("div", { class: "controls" },
      button("zoom_in", "+", () => this.view.zoom(STEP)),
      button("zoom_out", "−", () => this.view.zoom(1 / STEP)),
      button("fit", "⤢", () => this.view.fit()));
  }

  furniture() {
    this.bar = html("i", {});
    this.metres = html("span", {});
    const needle = svg("svg", { viewBox: "-12 -14 24 28", class: "needle", "aria-hidden": "true" },
      svg("g", { transform: `rotate(${-this.drawing.north})` },
        svg("path", { d: "M0 -9L4 9L0 6Z", class: "full" }), svg("path", { d: "M0 -9L-4 9L0 6Z", class: "hollow" })));
    return html("div", { class: "furniture", "aria-hidden": "true" }, html("span", { class: "bar" }, this.bar, this.metres),
      html("span", { class: "north" }, needle, html("span", {}, this.words.north)));
  }

  resize() {
    const wide = this.stage.clientWidth;
    const wanted = Math.round(wide * this.drawing.height / this.drawing.width) + FOOT_PX;
    const tall = Math.max(LEAST_HEIGHT, Math.min(wanted, this.most));
    this.stage.style.height = `${tall}px`;
    this.root.dataset.theme = isDark(this.root) ? "dark" : "light";
    this.legend.arrange();
    this.view.resize(wide, tall);
  }

  // After zoom or pan: the words for this scale, the scale bar, the outlines stay.
  seen() {
    const scale = this.view.scale;
    const fitting = this.drawing.levels.filter((level) => level.zoom * PIXELS_A_POINT <= scale * 1.06);
    this.write(fitting.at(-1) ?? this.drawing.levels[0], scale);
    const metre = this.drawing.scale * scale;
    const metres = BAR_METRES.filter((m) => m * metre <= WIDEST_BAR_PX).at(-1) ?? BAR_METRES[0];
    this.bar.style.width = `${metres * metre}px`;
    this.metres.textContent = `${metres} m`;
    this.svg.classList.toggle("far", scale < 0.9);
    // Python's answer to a tap changes nothing of what is seen: the card stays.
    const box = this.svg.getAttribute("viewBox");
    if (box !== this.box) this.card.hide();
    this.box = box;
  }

  write(level, scale) {
    if (this.level === level) return;
    this.level = level;
    const rooms = level.rooms.map(([i, x, y, text, size, colour, plate]) => {
      const element = textAt(x, y, text, size, colour, plate);
      element.dataset.room = i;
      return element;
    });
    const zones = level.zones.map(([x, y, text, size, , plate]) => {
      const element = textAt(x, y, text, size, "#22272C", plate);
      element.setAttribute("class", "zone");
      return element;
    });
    this.texts.replaceChildren(...rooms, ...zones);
    this.dim();
  }

  filter(entries) {
    this.shown = entries === null ? null : new Set(entries.flatMap((entry) => entry.rooms));
    this.rooms.keep(this.shown);
    this.dim();
  }

  dim() {
    for (const text of this.texts.children) {
      const i = text.dataset.room;
      const dimmed = this.shown && (i === undefined || !this.shown.has(Number(i)));
      text.classList.toggle("dim", Boolean(dimmed));
    }
  }

  point(i, event) {
    if (i === null || event.pointerType === "touch" || this.view.pointers.size) return this.card.hide();
    this.showCard(i, event);
  }

  // Where there is no pointer to rest on a room, a tap says what it is, as what stands beside the
  // plan on a wide screen stands far below it on a narrow one.
  showCard(i, event) {
    const corner = this.stage.getBoundingClientRect();
    this.card.show(this.drawing.rooms[i], event.clientX - corner.left, event.clientY - corner.top);
  }

  focus(i) {
    const seen = i !== null && this.rooms.elements[i].matches(":focus-visible");
    this.marks.draw(this.marks.focus, seen ? [this.rooms.pathOf(i)] : []);
    if (!seen) return this.card.hide();
    const box = this.rooms.elements[i].getBBox();
    this.view.show(box);
    this.card.show(this.drawing.rooms[i], ...this.view.onScreen(box.x + box.width, box.y + box.height / 2));
  }

  key(event) {
    if (event.key === "+" || event.key === "=") this.view.zoom(STEP);
    else if (event.key === "-") this.view.zoom(1 / STEP);
    else if (event.key === "0") this.view.fit();
    else return;
    event.preventDefault();
  }

  select(ids) {
    const numbers = this.rooms.select(ids);
    this.marks.draw(this.marks.selected, numbers.map((i) => this.rooms.pathOf(i)));
    this.said.textContent = ids.length > 1 ? this.words.selected.replace("{n}", ids.length) : "";
    if (numbers.length && !this.root.contains(this.root.getRootNode().activeElement)) this.rooms.stand(numbers[0]);
  }

  // `pool`: with whom rooms can be dragged about, as text; empty where they stay where they are.
  update(height, pool) {
    this.most = height;
    if (pool && !this.pool) this.letDrag();
    if (pool) this.pool.take(pool);
    this.resize();
  }

  letDrag() {
    this.pool = new Pool((id, event) => this.drag.pressDepartment(id, event));
    this.stage.after(this.pool.element);
    this.root.classList.add("drags");
    this.drag = new Drag(this, this.drop);
  }

  numberOf(id) {
    const i = this.rooms.numbers.get(id);
    return i === undefined ? id : this.drawing.rooms[i].number;
  }

  // Whether something is being dragged; then `later` is called when it is not any more.
  waits(later) {
    if (!this.drag?.lifted) return false;
    this.drag.later = later;
    return true;
  }

  // Goes on where the plan before left off: what was zoomed, typed and scrolled stays.
  resume(before) {
    if (this.pool && before.pool) this.pool.resume(before.pool);
    if (before.drawing.storey !== this.drawing.storey || before.view.isFitted()) return;
    this.view.place(before.view.x, before.view.y, before.view.scale);
  }

  remove() {
    if (this.drag) this.drag.later = null;
    this.drag?.end();
    if (this.pool) this.pool.scrolled = this.pool.chips.scrollTop;
    this.watch.disconnect();
    this.root.remove();
  }
}

export default (component) => mount(component, Plan);
