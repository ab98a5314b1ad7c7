"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  const speak = (language) => {
    root.dataset.language = language;
    root.lang = language === "zh" ? "zh-CN" : "en";
    for (const button of all(".switch button")) {
      button.setAttribute("aria-pressed", String(button.dataset.to === language));
    }
    for (const input of all("input[data-zh]")) input.placeholder = input.dataset[language];
    for (const option of all("option[data-zh]")) option.textContent = option.dataset[language];
  };
  for (const button of all(".switch button")) {
    button.addEventListener("click", () => speak(button.dataset.to));
  }
  const wanted = (navigator.language || "").toLowerCase();
  speak(wanted ? (wanted.startsWith("zh") ? "zh" : "en") : root.dataset.language);

  const key = (row, column) => {
    const cell = row.cells[column];
    if ("v" in cell.dataset) return Number(cell.dataset.v);
    const shown = cell.querySelector(`[lang="${root.dataset.language}"]`) || cell;
    return shown.textContent.trim();
  };
  const compare = (a, b) =>
    typeof a === "number" ? a - b : a.localeCompare(b, root.lang, { numeric: true });
  const sort = (table, head) => {
    const column = head.cellIndex;
    const down = head.getAttribute("aria-sort") === "descending"
      || (!head.hasAttribute("aria-sort") && !head.classList.contains("n"));
    const sign = down ? 1 : -1;
    for (const other of all("thead [aria-sort]", table)) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "ascending" : "descending");
    const body = table.tBodies[0];
    const keyed = [...body.rows].map((row) => [key(row, column), row]);
    keyed.sort((a, b) => sign * compare(a[0], b[0]));
    body.append(...keyed.map(([, row]) => row));
  };
  for (const table of all("table.sortable")) {
    for (const head of all("thead tr:last-child th", table)) {
      head.firstElementChild.addEventListener("click", () => sort(table, head));
    }
  }

  const filter = (table) => {
    const controls = all(`[data-for="${table.id}"]`);
    const words = controls.find((c) => c.type === "search").value.toLowerCase().split(/\s+/);
    const severity = (controls.find((c) => c.tagName === "SELECT") || { value: "" }).value;
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      const text = row.textContent.toLowerCase();
      const fits = words.every((word) => text.includes(word))
        && (!severity || row.dataset.severity === severity);
      row.hidden = !fits;
      shown += fits;
    }
    table.parentElement.querySelector(".empty").hidden = shown > 0;
  };
  for (const control of all("[data-for]")) {
    control.addEventListener("input", () => filter(document.getElementById(control.dataset.for)));
  }

  for (const sheet of all(".zoom")) {
    const turn = () => sheet.classList.toggle("wide");
    sheet.addEventListener("click", turn);
    sheet.addEventListener("keydown", (event) => { if (event.key === "Enter") turn(); });
  }

  const unpack = async (image) => {
    const packed = image.dataset.svgz;
    delete image.dataset.svgz;
    const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const svg = await new Response(stream).arrayBuffer();
    image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  };
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) {
        seen.unobserve(entry.target);
        unpack(entry.target);
      }
    }
  }, { rootMargin: "400px" });
  for (const image of all("img[data-svgz]")) seen.observe(image);
})();
