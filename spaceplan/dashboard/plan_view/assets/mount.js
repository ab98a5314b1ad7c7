// Between Python and a picture: built anew only for another drawing, the newer selection counts.

const mounted = new WeakMap();

// `Picture` is made of (parent, drawing, report, drop) and has select(ids), update(height, pool) and
// remove(); it may have resume(before) and waits(later).
class Mounted {
  constructor(parent, Picture, data) {
    Object.assign(this, { signature: data.signature, act: data.act, selected: [], drops: [] });
    const drawing = JSON.parse(data.drawing);
    this.skip = skipTo(parent, drawing.words);
    this.picture = new Picture(parent, drawing, (ids, opened) => this.report(ids, opened), (drop) => this.drop(drop));
  }

  remove() {
    this.skip?.remove();
    this.picture.remove();
  }

  // Shows an act of the user at once, and tells Python.
  report(ids, opened) {
    this.act += 1;
    this.select(ids);
    if (this.address) writeAddress(this.address, ids.at(-1));
    this.say(opened);
  }

  // Tells Python what was dropped, again with every act until it is known to have heard it.
  drop(drop) {
    this.act += 1;
    this.drops = [...this.drops, { number: this.act, ...drop }];
    this.select(drop.act === "swap" ? drop.rooms.slice(1) : drop.rooms);
    this.say(null);
  }

  say(opened) {
    this.tell({ number: this.act, selected: this.selected, opened, drops: this.drops });
  }

  select(ids) {
    this.selected = ids;
    this.picture.select(ids);
  }

  // Takes what Python says: its selection counts unless the user has acted since.
  take(data) {
    this.drops = this.drops.filter((drop) => drop.number > data.act);
    if (data.act < this.act) return;
    this.act = data.act;
    if (data.selected.join("\n") !== this.selected.join("\n")) this.select(data.selected);
  }
}

// Puts a value, or none, in the page's address in the place of what it was. Streamlit makes each
// address that it hears of from Python a step of the browser's history, but not the one that stands
// there already.
function writeAddress(key, value) {
  const url = new URL(location.href);
  if (value === undefined) url.searchParams.delete(key);
  else url.searchParams.set(key, value);
  history.replaceState(history.state, "", url);
}

// The first thing that Tab comes to on the page leads past navigation and choices to the picture;
// of several pictures to the first one.
function skipTo(parent, words) {
  if (document.querySelector("body > .sp-skip")) return null;
  const host = parent.host ?? parent;
  host.id ||= "picture";
  const link = html("a", { class: "sp-skip", href: `#${host.id}`, accesskey: "p", "aria-keyshortcuts": "Alt+P" }, words.skip);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const place = parent.querySelector("[tabindex='0']");
    place?.scrollIntoView({ block: "nearest" });
    place?.focus();
  });
  document.body.prepend(link);
  return link;
}

function mount(component, Picture) {
  const { parentElement, data, setStateValue } = component;
  const before = mounted.get(parentElement);
  const leave = () => {
    mounted.get(parentElement)?.remove();
    mounted.delete(parentElement);
  };
  // Nothing is taken out of the user's hand: what is new is shown when he lets go.
  if (before?.picture.waits?.(() => mounted.get(parentElement) === before && mount(component, Picture))) return leave;
  let now = before;
  if (before?.signature !== data.signature) {
    before?.remove();
    now = new Mounted(parentElement, Picture, data);
    if (before) {
      now.act = before.act;
      now.drops = before.drops;
      now.select(before.selected);
    }
    mounted.set(parentElement, now);
  }
  now.address = data.address;
  now.tell = (act) => setStateValue("act", act);
  now.picture.update(data.height, data.pool);
  if (before && before !== now) now.picture.resume?.(before.picture);
  now.take(data);
  return leave;
}
