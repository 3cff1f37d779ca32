// The rows of a table: values by month as a grid, other rows one at a time.
(() => {
  const parts = window.erpsiteEditParts;
  const values = window.erpsiteEditValues;
  const store = window.erpsiteEditStore;
  const { cell } = window.erpsiteEditMappings;
  const { el, say, button } = parts;

  // A row as an object by column; an empty cell is not there.
  const rowObject = (data, at) => Object.fromEntries(data.columns.map((name, place) => [name, data.rows[at][place]]).filter(([, text]) => text));
  const keyOf = (kind, data, row) => Object.fromEntries(kind.key.filter((name) => data.columns.includes(name)).map((name) => [name, row[name] || ""]));

  // The field of each column; a text has one for each language.
  function columnsOf(kind, data) {
    return data.columns.map((name) => {
      const field = kind.fields.find((one) => one.s[0] === name || (one.t && name.startsWith(`${one.s[0]}_`)));
      if (!field) return null;
      const language = field.s[0] === name ? "" : name.slice(field.s[0].length + 1);
      const spoken = parts.general.languages[language] || language;
      return { ...field, s: [name], t: 0, r: field.r && !language, l: language ? `${field.l} · ${spoken}` : field.l };
    }).filter(Boolean);
  }

  const isSeries = (kind) => kind.key.includes("month");
  const groupOf = (kind, row) => JSON.stringify(kind.key.filter((name) => name !== "month").map((name) => row[name] || ""));

  function groupName(kind, group) {
    const names = kind.key.filter((name) => name !== "month");
    return JSON.parse(group).map((id, at) => {
      const field = kind.fields.find((one) => one.s[0] === names[at]);
      return (field?.ref && parts.list(field.ref)[id]?.[0]) || id;
    }).filter(Boolean).join(" · ");
  }

  // The groups of a table, such as the KPIs of `kpis.csv`, in its order.
  function groupsOf(kind, data) {
    return [...new Set(data.rows.map((_, at) => groupOf(kind, rowObject(data, at))))];
  }

  // All months of one group, a row a month, a column a value.
  function grid(view) {
    const { kind, data, file, group, announce, redraw, changed } = view;
    const fields = columnsOf(kind, data).filter((one) => !kind.key.includes(one.s[0]));
    const label = [kind.label, groupName(kind, group)];
    const address = (record, more = {}) => ({ file, kind: kind.kind, record, sha256: data.sha256, label: [...label, record.month], ...more });
    const known = data.rows.map((_, at) => rowObject(data, at)).filter((row) => groupOf(kind, row) === group).map((row) => ({ base: row, at: address(keyOf(kind, data, row)) }));
    const fresh = store.changes.filter((one) => one.file === file && one.action === "add" && groupOf(kind, one.record) === group)
      .map((one) => ({ base: undefined, at: address(one.record, { fresh: true }) }));
    const rows = [...known, ...fresh].sort((one, other) => (one.at.record.month < other.at.record.month ? -1 : 1)).map(({ base, at }) => {
      const now = store.laid(at, base);
      const gone = now["@gone"];
      const off = button(gone ? say("restore") : "×", () => {
        if (gone) store.drop(store.at(at, []));
        else store.remove(at, base, [], { label: at.label });
        redraw();
      }, gone ? "es-edit-link" : "es-edit-off", gone ? {} : { "aria-label": say("remove_one", { name: at.record.month }) });
      if (gone) return el("tr", { class: "es-edit-gone" }, el("th", { scope: "row" }, at.record.month), el("td", { colspan: fields.length }, say("removed", { name: at.record.month })), el("td", {}, off));
      return el("tr", { "data-month": at.record.month }, el("th", { scope: "row" }, at.record.month), fields.map((field) => cell({ address: at, base, now, path: field.s, field,
        label: `${at.record.month}, ${field.l}`, words: [...at.label, field.l], announce })), el("td", {}, off));
    });
    const month = el("input", { type: "text", placeholder: "2026-03", "aria-label": say("month"), autocomplete: "off" });
    const error = el("p", { class: "es-edit-error", role: "alert" });
    const add = () => {
      const found = values.meaning(month.value, { f: "month", r: 1, l: say("month") });
      const taken = !found.wrong && [...known, ...fresh].some((one) => one.at.record.month === found.value);
      error.textContent = found.wrong || (taken ? say("bad_taken", { found: found.value }) : "");
      if (error.textContent) return;
      const names = kind.key.filter((name) => data.columns.includes(name));
      const held = JSON.parse(group);
      const others = kind.key.filter((name) => name !== "month");
      const record = Object.fromEntries(names.map((name) => [name, name === "month" ? found.value : held[others.indexOf(name)] || ""]));
      const filled = Object.fromEntries(Object.entries(record).filter(([, text]) => text));
      store.add(address(record, { fresh: true }), [], filled, { label: [...label, found.value] });
      redraw(found.value);
    };
    changed();
    return el("form", { class: "es-edit-form", onsubmit: (event) => event.preventDefault() },
      el("p", { class: "es-edit-help" }, say("paste")),
      el("div", { class: "es-edit-scroll" }, el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, say("month")), fields.map((one) => el("th", { scope: "col" }, one.l)), el("td"))),
        el("tbody", {}, rows))),
      el("div", { class: "es-edit-row" }, month, button(say("new_month"), add)), error);
  }

  window.erpsiteEditTables = { columnsOf, grid, groupName, groupOf, groupsOf, isSeries, keyOf, rowObject };
})();
