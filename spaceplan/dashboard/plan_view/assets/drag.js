// Drags: rooms onto a room, a department or "free"; a waiting department onto a room.

const LIFT_PX = 6;
// A finger that rests so long lifts what is under it; one that moves earlier scrolls or pans.
const LIFT_MS = 350;
// So near to the window's edge the page scrolls.
const EDGE_PX = 48;
const SCROLL_PX = 12;

class Drag {
  // `drop` is told what is to be done: { act, rooms, department }.
  constructor(plan, drop) {
    Object.assign(this, { plan, drop, from: null, lifted: false, later: null });
    this.ghost = html("div", { class: "ghost", "aria-hidden": "true", hidden: true });
    plan.root.append(this.ghost);
    plan.svg.addEventListener("pointerdown", (event) => this.pressRoom(event), true);
    const on = (name, act, options) => plan.root.addEventListener(name, act, options);
    on("pointermove", (event) => this.move(event), true);
    on("pointerup", (event) => this.release(event), true);
    on("pointercancel", (event) => this.from?.pointer === event.pointerId && this.end(), true);
    on("touchmove", (event) => this.lifted && event.preventDefault(), { passive: false });
    on("contextmenu", (event) => this.from?.slow && event.preventDefault());
    this.onKey = (event) => this.key(event);
  }

  pressRoom(event) {
    const { rooms, drawing, view, pool } = this.plan;
    const i = rooms.roomOf(event);
    const id = i === null ? null : drawing.rooms[i].id;
    if (id === null || !pool.holders(id)) return;
    this.press(event, this.plan.svg, { rooms: rooms.selected.includes(id) ? [...rooms.selected] : [id] });
    if (!this.from || this.from.slow) return;
    view.dragged = false;
    event.stopPropagation(); // else the plan would be moved
  }

  pressDepartment(id, event) {
    this.press(event, event.currentTarget, { department: id });
  }

  press(event, element, what) {
    if (event.button !== 0 || this.lifted) return;
    if (this.from) return this.end();
    const slow = event.pointerType === "touch";
    this.from = { ...what, element, slow, pointer: event.pointerId };
    this.at = this.begin = [event.clientX, event.clientY];
    this.swaps = event.shiftKey;
    if (slow) this.timer = setTimeout(() => this.lift(), LIFT_MS);
  }

  move(event) {
    if (this.from?.pointer !== event.pointerId) return;
    this.at = [event.clientX, event.clientY];
    this.swaps = event.shiftKey;
    if (!this.lifted) {
      const far = distance(this.at, this.begin) >= LIFT_PX;
      if (!(event.buttons & 1) || (far && this.from.slow)) return this.end();
      if (!far) return;
      this.lift();
    }
    event.preventDefault();
    event.stopPropagation();
    this.show();
  }

  lift() {
    const { view, card, svg: picture, root, rooms } = this.plan;
    this.lifted = true;
    view.release({ pointerId: this.from.pointer });
    view.dragged = true; // the click at its end selects nothing
    card.hide();
    this.from.element.setPointerCapture(this.from.pointer);
    picture.classList.add("lifting");
    root.classList.add("dragging");
    rooms.lift(this.from.rooms ?? []);
    window.addEventListener("keydown", this.onKey, true);
    window.addEventListener("keyup", this.onKey, true);
    this.scroller = scrollerOf(root);
    this.show();
    this.scroll();
  }

  key(event) {
    if (event.key === "Escape" && event.type === "keydown") this.end();
    else if (event.key === "Shift") this.swaps = event.type === "keydown";
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (this.lifted) this.show();
  }

  release(event) {
    if (this.from?.pointer !== event.pointerId) return;
    const wanted = this.lifted ? this.aim(...this.at) : null;
    if (this.lifted) event.stopPropagation();
    if (wanted?.does) {
      this.drop(wanted.does);
      this.plan.said.textContent = wanted.text;
    }
    this.end();
  }

  end() {
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
    this.from = null;
    if (!this.lifted) return;
    this.lifted = false;
    this.ghost.hidden = true;
    this.mark(null);
    this.plan.svg.classList.remove("lifting");
    this.plan.root.classList.remove("dragging");
    this.plan.rooms.lift([]);
    window.removeEventListener("keydown", this.onKey, true);
    window.removeEventListener("keyup", this.onKey, true);
    const later = this.later;
    this.later = null;
    later?.();
  }

  // What lies under the pointer, what dropping there would do, and the words for it.
  aim(x, y) {
    const element = this.plan.root.getRootNode().elementFromPoint(x, y);
    const target = element?.closest(".room, [data-department], [data-free]") ?? null;
    const words = this.plan.pool.data.words;
    const does = target && (this.from.department ? this.taken(target) : this.given(target));
    return { target, does, text: does ? this.say(does, words) : words.nowhere };
  }

  // A department is dragged.
  taken(target) {
    const room = target.dataset.id;
    return room && this.plan.pool.holders(room) ? this.giving([room], this.from.department) : null;
  }

  // Rooms are dragged.
  given(target) {
    const { pool } = this.plan;
    const { rooms } = this.from;
    if (target.dataset.free !== undefined) return { act: "free", rooms };
    const { department, id } = target.dataset;
    if (department) return this.giving(rooms, department);
    const holders = pool.holders(id);
    if (!holders || rooms.includes(id)) return null;
    if (this.swaps || holders.length === 0) return rooms.length === 1 ? { act: "swap", rooms: [rooms[0], id] } : null;
    return holders.length === 1 ? this.giving(rooms, holders[0]) : null;
  }

  // Rooms are given to a department that lacks one of them, or has people who could sit there.
  giving(rooms, department) {
    const { pool } = this.plan;
    const entry = pool.entry(department);
    const lacks = rooms.some((room) => pool.holders(room)?.join() !== department);
    return entry && (lacks || entry.waiting) ? { act: "give", rooms, department } : null;
  }

  say({ act, rooms, department }, words) {
    const numbers = rooms.map((id) => this.plan.numberOf(id));
    if (act === "swap") return numbers.join(" ⇄ ");
    return `${numbers.join(", ")} → ${act === "free" ? words.free : this.plan.pool.entry(department).name}`;
  }

  show() {
    const { target, does, text } = this.aim(...this.at);
    this.mark(does ? target : null);
    const corner = this.plan.root.getBoundingClientRect();
    this.ghost.hidden = false;
    this.ghost.textContent = text;
    this.ghost.classList.toggle("nowhere", !does);
    const left = Math.min(this.at[0] - corner.left + 14, corner.width - this.ghost.offsetWidth);
    this.ghost.style.left = `${Math.max(0, left)}px`;
    this.ghost.style.top = `${this.at[1] - corner.top + 18}px`;
  }

  mark(target) {
    if (this.target === target) return;
    this.target?.classList.remove("target");
    target?.classList.add("target");
    this.target = target;
    const i = target?.classList.contains("room") ? Number(target.dataset.i) : null;
    const { marks, rooms } = this.plan;
    marks.draw(marks.target, i === null ? [] : [rooms.pathOf(i)]);
  }

  // Near the edge of the window the page scrolls, but not while a target is under the pointer.
  scroll() {
    const [, y] = this.at;
    const step = y < EDGE_PX ? -SCROLL_PX : y > window.innerHeight - EDGE_PX ? SCROLL_PX : 0;
    if (step && !this.target) {
      this.scroller.scrollBy(0, step);
      this.show();
    }
    this.frame = requestAnimationFrame(() => this.scroll());
  }
}

// What scrolls the page around an element, across the borders of components.
function scrollerOf(element) {
  for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return document.scrollingElement;
}
