// Between Python and a picture: built anew only for another drawing, the newer selection counts.

const mounted = new WeakMap();

// `Picture` is made of (parent, drawing, report) and has select(ids), update(height) and remove().
class Mounted {
  constructor(parent, Picture, data) {
    Object.assign(this, { signature: data.signature, act: data.act, selected: [] });
    this.picture = new Picture(parent, JSON.parse(data.drawing), (ids, opened) => this.report(ids, opened));
  }

  // Shows an act of the user at once, and tells Python.
  report(ids, opened) {
    this.act += 1;
    this.select(ids);
    this.tell({ number: this.act, selected: ids, opened });
  }

  select(ids) {
    this.selected = ids;
    this.picture.select(ids);
  }

  // Takes what Python says: its selection counts unless the user has acted since.
  take(data) {
    if (data.act < this.act) return;
    this.act = data.act;
    if (data.selected.join("\n") !== this.selected.join("\n")) this.select(data.selected);
  }
}

function mount({ parentElement, data, setStateValue }, Picture) {
  const before = mounted.get(parentElement);
  let now = before;
  if (before?.signature !== data.signature) {
    before?.picture.remove();
    now = new Mounted(parentElement, Picture, data);
    if (before) {
      now.act = before.act;
      now.select(before.selected);
    }
    mounted.set(parentElement, now);
  }
  now.tell = (act) => setStateValue("act", act);
  now.picture.update(data.height);
  now.take(data);
  return () => {
    mounted.get(parentElement)?.picture.remove();
    mounted.delete(parentElement);
  };
}
