// What part of the sheet is seen: zoom by wheel, buttons, keys and two fingers; pan by dragging.

const MOST_ZOOM = 12;
const STEP = 1.4;
const DRAG_PX = 5;
// Kept free below the whole plan for scale, north and buttons.
const FOOT_PX = 40;

class View {
  // `changed` is called after every change; `scale` is pixels a unit of the sheet.
  constructor(element, width, height, changed) {
    Object.assign(this, { element, width, height, changed, scale: 1, x: 0, y: 0, pointers: new Map() });
    this.wide = 1;
    this.tall = 1;
    this.dragged = false;
    this.listen();
  }

  resize(wide, tall) {
    const wasFitted = this.isFitted();
    const middle = [this.x + this.wide / this.scale / 2, this.y + this.tall / this.scale / 2];
    this.wide = Math.max(wide, 1);
    this.tall = Math.max(tall, 1);
    if (wasFitted) this.fit();
    else this.place(middle[0] - this.wide / this.scale / 2, middle[1] - this.tall / this.scale / 2, this.scale);
  }

  get least() {
    return Math.min(this.wide / this.width, Math.max(this.tall - FOOT_PX, 1) / this.height);
  }

  isFitted() {
    return !this.fitted || Math.abs(this.scale / this.fitted - 1) < 0.01;
  }

  fit() {
    this.fitted = this.least;
    this.place(0, 0, this.fitted);
  }

  place(x, y, scale) {
    const seen = [this.wide / scale, this.tall / scale];
    this.scale = scale;
    this.x = keepIn(x, seen[0], this.width);
    this.y = keepIn(y, seen[1], this.height + FOOT_PX / scale);
    this.element.setAttribute("viewBox", `${this.x} ${this.y} ${seen[0]} ${seen[1]}`);
    // Where the plan is seen from top to bottom, a finger that moves up or down scrolls the page.
    this.element.style.touchAction = this.height * scale <= this.tall ? "pan-y" : "none";
    this.changed();
  }

  // Zooms about a place on the screen, pixels from the upper left corner of the element.
  zoomAt(px, py, factor) {
    const scale = Math.min(Math.max(this.scale * factor, this.least), this.least * MOST_ZOOM);
    const ratio = 1 / this.scale - 1 / scale;
    this.place(this.x + px * ratio, this.y + py * ratio, scale);
  }

  zoom(factor) {
    this.zoomAt(this.wide / 2, this.tall / 2, factor);
  }

  // Moves as little as needed to bring a box (x, y, width, height in units) into sight.
  show(box, free = 24) {
    const edge = free / this.scale;
    const x = nearest(this.x, box.x - edge, box.x + box.width + edge, this.wide / this.scale);
    const y = nearest(this.y, box.y - edge, box.y + box.height + edge, this.tall / this.scale);
    if (x !== this.x || y !== this.y) this.place(x, y, this.scale);
  }

  onScreen(x, y) {
    return [(x - this.x) * this.scale, (y - this.y) * this.scale];
  }

  listen() {
    const on = (name, act, options) => this.element.addEventListener(name, act, options);
    on("wheel", (event) => this.wheel(event), { passive: false });
    on("pointerdown", (event) => this.press(event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", (event) => this.release(event));
    on("pointercancel", (event) => this.release(event));
    // A drag that ends on a room is no click on it.
    on("click", (event) => this.dragged && event.stopImmediatePropagation(), true);
    on("dblclick", (event) => this.dragged && event.stopImmediatePropagation(), true);
  }

  wheel(event) {
    // The whole plan is seen: scrolling on goes to the page.
    if (event.deltaY > 0 && this.isFitted() && !event.ctrlKey) return;
    event.preventDefault();
    const corner = this.element.getBoundingClientRect();
    const lines = event.deltaMode === 1 ? 24 : 1;
    const factor = Math.exp(-Math.max(-240, Math.min(240, event.deltaY * lines)) / 400);
    this.zoomAt(event.clientX - corner.left, event.clientY - corner.top, factor);
  }

  press(event) {
    if (event.button !== 0) return;
    if (this.pointers.size === 0) this.dragged = false;
    this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
    this.start = [event.clientX, event.clientY];
  }

  move(event) {
    const last = this.pointers.get(event.pointerId);
    if (!last) return;
    const now = [event.clientX, event.clientY];
    if (this.pointers.size === 1) {
      if (!this.dragged && Math.hypot(now[0] - this.start[0], now[1] - this.start[1]) < DRAG_PX) return;
      this.hold(event.pointerId);
      this.place(this.x - (now[0] - last[0]) / this.scale, this.y - (now[1] - last[1]) / this.scale, this.scale);
    } else {
      this.hold(event.pointerId);
      this.pinch(event.pointerId, last, now);
    }
    this.pointers.set(event.pointerId, now);
  }

  hold(pointer) {
    this.dragged = true;
    this.element.classList.add("held");
    if (!this.element.hasPointerCapture(pointer)) this.element.setPointerCapture(pointer);
  }

  pinch(pointer, last, now) {
    const [, other] = [...this.pointers].find(([id]) => id !== pointer);
    const corner = this.element.getBoundingClientRect();
    const factor = distance(now, other) / Math.max(distance(last, other), 1);
    this.zoomAt((now[0] + other[0]) / 2 - corner.left, (now[1] + other[1]) / 2 - corner.top, factor);
    this.place(this.x - (now[0] - last[0]) / 2 / this.scale, this.y - (now[1] - last[1]) / 2 / this.scale, this.scale);
  }

  release(event) {
    this.pointers.delete(event.pointerId);
    if (this.pointers.size === 0) this.element.classList.remove("held");
  }
}

function distance(a, b) {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

// Keeps a stretch that is seen on the whole: in the middle where all of it is seen.
function keepIn(start, seen, whole) {
  if (seen >= whole) return (whole - seen) / 2;
  return Math.min(Math.max(start, 0), whole - seen);
}

function nearest(start, low, high, seen) {
  if (high - low > seen) return (low + high - seen) / 2;
  return Math.min(Math.max(start, high - seen), low);
}
