// Where to begin: what this page shows first, then the whole plan, kind by kind.
(() => {
  const parts = window.erpsiteEditParts;
  const values = window.erpsiteEditValues;
  const store = window.erpsiteEditStore;
  const tables = window.erpsiteEditTables;
  const rows = window.erpsiteEditRows;
  const { el, say, button } = parts;

  // The record whose own page this is, if it is one.
  const ownRecord = () => rows.recordOf(rows.pathOf(location.href));

  const pageKinds = () => parts.general.kinds.filter((one) => one.page === rows.pathOf(location.href) && parts.general.files[one.kind]);

  // The places of the data that the page names, once each.
  function placesOn(page) {
    const found = new Map();
    for (const code of page.querySelectorAll(".es-place")) {
      const place = /^data\/([^:]+?)(?::(\d+))?(?::\d+)?$/.exec(code.textContent.trim());
      if (place) found.set(code, { file: place[1], line: Number(place[2]) || 0 });
    }
    return found;
  }

  // What of the plan can be opened: one entry a kind.
  function chooser(view) {
    const { openKind } = view;
    const shown = el("div", {});
    view.rows.then((one) => one.length && shown.replaceChildren(rows.rowList(one)));
    const line = (kind) => el("li", {}, button(kind.label, () => openKind(kind.kind), "es-edit-open"), el("span", { class: "es-edit-help" }, kind.file));
    const here = pageKinds();
    const reviews = parts.kind("reviews") ? window.erpsiteEditReview.choices() : [];
    return [
      reviews.length ? el("section", { class: "es-edit-list" }, el("h3", {}, say("review")), el("ul", {}, reviews.map((month) => el("li", {}, button(parts.general.files.reviews?.includes(`reviews/${month}.yml`)
        ? say("review_of", { month }) : say("review_begin", { month }), () => view.openReview(month), "es-edit-open"))))) : null,
      shown,
      here.length ? el("section", { class: "es-edit-list" }, el("h3", {}, say("here")), el("ul", {}, here.map(line))) : null,
      el("section", { class: "es-edit-list" }, el("h3", {}, say("all")), el("ul", {}, parts.general.kinds.filter((one) => one.shape !== "table" || parts.general.files[one.kind]).map(line))),
    ];
  }

  // The records of one kind, to open or to begin.
  async function records(view, kind) {
    const { open, openGrid } = view;
    const files = parts.general.files[kind.kind] || [];
    const found = [];
    let held = null;
    if (kind.shape === "folder") {
      const names = kind.kind === "initiatives" ? await parts.readList("initiatives").catch(() => ({})) : {};
      const byFile = Object.fromEntries(Object.entries(names).map(([id, [name, file]]) => [file, [id, name]]));
      for (const file of files) {
        const id = byFile[file]?.[0] || file.split("/").at(-1).replace(/\.yml$/, "");
        found.push([byFile[file]?.[1] || id, () => open({ file, kind: kind.kind, record: id, path: [] })]);
      }
    } else if (files.length) {
      const data = await parts.readFile(files[0]);
      held = data;
      const described = { ...kind };
      if (kind.shape === "table") {
        await Promise.all(kind.fields.filter((one) => one.ref).map((one) => parts.readList(one.ref)));
        if (tables.isSeries(kind)) for (const group of tables.groupsOf(kind, data)) found.push([tables.groupName(kind, group), () => openGrid(kind, group)]);
        else data.rows.forEach((_, at) => {
          const row = tables.rowObject(data, at);
          const record = tables.keyOf(kind, data, row);
          found.push([values.nameOf(row, described) || Object.values(record).join(" · "), () => open({ file: files[0], kind: kind.kind, record, path: [] })]);
        });
      } else {
        for (const item of data.records) found.push([values.nameOf(item, described), () => open({ file: files[0], kind: kind.kind, record: item[kind.key[0]], path: [] })]);
      }
    }
    const fresh = store.changes.filter((one) => one.action === "add" && !one.path.length && one.kind === kind.kind && !(kind.shape === "table" && tables.isSeries(kind)));
    for (const one of fresh) found.push([`+ ${values.nameOf(one.new, kind)}`, () => open({ file: one.file, kind: kind.kind, record: one.record, path: [] })]);
    const list = el("ul", {});
    const draw = (words) => {
      const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
      list.replaceChildren(...found.filter(([name]) => wanted.every((word) => String(name).toLowerCase().includes(word))).map(([name, act]) => el("li", {}, button(name, act, "es-edit-open"))));
    };
    draw("");
    const find = el("input", { type: "search", "aria-label": say("find"), placeholder: say("find"), oninput: () => draw(find.value) });
    // A row that no single key tells from the others is begun in the file itself.
    const can = kind.shape === "folder" || kind.shape === "list" || (held && kind.key.length === 1);
    return el("section", { class: "es-edit-list" }, found.length > 8 ? find : null, list, can ? window.erpsiteEditBegin.newRecord(view, kind, held) : null);
  }

  window.erpsiteEditChoose = { chooser, records, ownRecord, placesOn };
})();
