// Values by quarter, month or id as a small table, into which cells of a spreadsheet can be pasted.
(() => {
  const parts = window.erpsiteEditParts;
  const values = window.erpsiteEditValues;
  const store = window.erpsiteEditStore;
  const { el, say, button, uid } = parts;

  // Cells of a spreadsheet as the clipboard holds them: rows of texts.
  function cellsOf(text) {
    return text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
  }

  // One cell of a grid: an input that keeps what is typed as a change at its own place.
  function cell({ address, base, now, path, field, label, words, announce, after = () => {} }) {
    const id = uid();
    const error = el("span", { class: "es-edit-error", id, role: "alert" });
    const draft = store.at(address, path);
    const made = el("input", { type: "text", inputmode: field.f === "number" ? "decimal" : null, "aria-label": label, "aria-describedby": id,
      autocomplete: "off", value: draft?.raw ?? values.shown(values.dig(now, path), field) });
    const old = values.dig(base, path);
    const start = values.shown(old, field);
    const tell = () => {
      const change = store.at(address, path);
      const bad = change?.raw !== undefined ? values.meaning(change.raw, field).wrong : "";
      error.textContent = bad || "";
      made.setAttribute("aria-invalid", String(Boolean(bad)));
      made.classList.toggle("es-edit-changed", Boolean(change));
    };
    made.keep = () => {
      const typed = made.value;
      if (typed === start && old !== undefined) store.set(address, base, path, values.plain(old));
      else {
        const meant = values.meaning(typed, field);
        if ("wrong" in meant) store.set(address, base, path, null, { raw: typed, label: words });
        else store.set(address, base, path, meant.value, { label: words });
      }
      tell();
      after();
    };
    made.addEventListener("input", made.keep);
    made.addEventListener("paste", (event) => paste(event, made, announce));
    tell();
    return el("td", {}, made, error);
  }

  // Several cells that are pasted go into the cells to the right and below.
  function paste(event, first, announce) {
    const text = event.clipboardData?.getData("text/plain") || "";
    const rows = cellsOf(text);
    if (rows.length < 2 && rows[0].length < 2) return;
    event.preventDefault();
    const body = first.closest("tbody");
    const grid = [...body.rows].map((row) => [...row.querySelectorAll("input")]);
    const top = grid.findIndex((row) => row.includes(first));
    const left = grid[top].indexOf(first);
    let n = 0;
    rows.forEach((row, down) => row.forEach((value, right) => {
      const target = grid[top + down]?.[left + right];
      if (!target) return;
      target.value = value.trim();
      target.keep();
      n += 1;
    }));
    announce(say("pasted", { n }));
  }

  const LIKE = { quarter: "2026-Q1", month: "2026-03", id: "…" };

  // The table of one mapping.
  function mappingElement({ address, base, now, path, field, label, announce, redraw, after }) {
    const held = values.dig(now, path) || {};
    const own = values.dig(base, path) || {};
    const drafts = store.of(address).filter((one) => values.startsWith(one.path, path) && one.path.length > path.length).map((one) => one.path[path.length]);
    const keys = [...new Set([...(field.k === "quarter" ? parts.general.quarters : []), ...Object.keys(own), ...Object.keys(held), ...drafts])]
      .filter((one) => !one.startsWith("@")).sort();
    const one = { ...field, k: "", r: 0 };
    const rows = keys.map((key) => el("tr", {}, el("th", { scope: "row" }, key),
      cell({ address, base, now, path: [...path, key], field: one, label: `${label}, ${key}`, words: [...(address.label || []), label, key], announce, after })));
    const fresh = el("input", { type: "text", "aria-label": `${say("add_to", { name: label })}: ${LIKE[field.k] || ""}`, placeholder: LIKE[field.k] || "", autocomplete: "off" });
    const error = el("span", { class: "es-edit-error", role: "alert" });
    const add = () => {
      const found = values.meaning(fresh.value, { f: field.k, r: 1, l: label });
      error.textContent = found.wrong || "";
      if (found.wrong) return;
      store.set(address, base, [...path, found.value], null, { raw: "", label: [...(address.label || []), label, found.value] });
      redraw();
    };
    return el("fieldset", { class: "es-edit-map" }, el("legend", {}, label), field.h ? el("p", { class: "es-edit-help" }, field.h) : null,
      el("div", { class: "es-edit-scroll" }, el("table", {}, el("tbody", {}, rows))),
      el("p", { class: "es-edit-help" }, say("paste")),
      el("div", { class: "es-edit-row" }, fresh, button(say("add"), add)), error);
  }

  window.erpsiteEditMappings = { cell, mappingElement };
})();
