// Where to begin: what this page shows first, then the whole plan, kind by kind.
(() => {
  const parts = window.erpsiteEditParts;
  const values = window.erpsiteEditValues;
  const store = window.erpsiteEditStore;
  const tables = window.erpsiteEditTables;
  const { el, say, button } = parts;

  // The page as the plan calls it: its path below the site, without its ending.
  function pagePath() {
    const path = decodeURI(location.href.split(/[?#]/)[0]).slice(decodeURI(parts.root).length);
    return path.replace(/(?:^|\/)index\.html$/, "").replace(/\.html$/, "").replace(/\/$/, "") || "index";
  }

  // The record whose own page this is, if it is one.
  function ownRecord() {
    const path = pagePath();
    for (const kind of parts.general.kinds) {
      if (!kind.own || !path.startsWith(`${kind.page}/`)) continue;
      const id = path.slice(kind.page.length + 1);
      const files = parts.general.files[kind.kind] || [];
      const file = kind.shape === "folder" ? files.find((one) => one.endsWith(`/${id}.yml`)) : files[0];
      if (file && /^[a-z0-9-]+$/.test(id)) return { file, kind: kind.kind, record: id, path: [] };
    }
    return null;
  }

  const pageKinds = () => parts.general.kinds.filter((one) => one.page === pagePath() && parts.general.files[one.kind]);

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
    const line = (kind) => el("li", {}, button(kind.label, () => openKind(kind.kind), "es-edit-open"), el("span", { class: "es-edit-help" }, kind.file));
    const here = pageKinds();
    const reviews = parts.kind("reviews") ? window.erpsiteEditReview.choices() : [];
    return [
      reviews.length ? el("section", { class: "es-edit-list" }, el("h3", {}, say("review")), el("ul", {}, reviews.map((month) => el("li", {}, button(parts.general.files.reviews?.includes(`reviews/${month}.yml`)
        ? say("review_of", { month }) : say("review_begin", { month }), () => view.openReview(month), "es-edit-open"))))) : null,
      here.length ? el("section", { class: "es-edit-list" }, el("h3", {}, say("here")), el("ul", {}, here.map(line))) : null,
      el("section", { class: "es-edit-list" }, el("h3", {}, say("all")), el("ul", {}, parts.general.kinds.filter((one) => one.shape !== "table" || parts.general.files[one.kind]).map(line))),
    ];
  }

  // The records of one kind, to open or to begin.
  async function records(view, kind) {
    const { open, openGrid, redraw } = view;
    const files = parts.general.files[kind.kind] || [];
    const rows = [];
    if (kind.shape === "folder") {
      const names = kind.kind === "initiatives" ? await parts.readList("initiatives").catch(() => ({})) : {};
      const byFile = Object.fromEntries(Object.entries(names).map(([id, [name, file]]) => [file, [id, name]]));
      for (const file of files) {
        const id = byFile[file]?.[0] || file.split("/").at(-1).replace(/\.yml$/, "");
        rows.push([byFile[file]?.[1] || id, () => open({ file, kind: kind.kind, record: id, path: [] })]);
      }
    } else if (files.length) {
      const data = await parts.readFile(files[0]);
      const described = { ...kind };
      if (kind.shape === "table") {
        await Promise.all(kind.fields.filter((one) => one.ref).map((one) => parts.readList(one.ref)));
        if (tables.isSeries(kind)) for (const group of tables.groupsOf(kind, data)) rows.push([tables.groupName(kind, group), () => openGrid(kind, group)]);
        else data.rows.forEach((_, at) => {
          const row = tables.rowObject(data, at);
          const record = tables.keyOf(kind, data, row);
          rows.push([values.nameOf(row, described) || Object.values(record).join(" · "), () => open({ file: files[0], kind: kind.kind, record, path: [] })]);
        });
      } else {
        for (const item of data.records) rows.push([values.nameOf(item, described), () => open({ file: files[0], kind: kind.kind, record: item[kind.key[0]], path: [] })]);
      }
    }
    const fresh = store.changes.filter((one) => one.action === "add" && !one.path.length && one.kind === kind.kind && kind.shape !== "table");
    for (const one of fresh) rows.push([`+ ${values.nameOf(one.new, kind)}`, () => open({ file: one.file, kind: kind.kind, record: one.record, path: [] })]);
    const list = el("ul", {});
    const draw = (words) => {
      const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
      list.replaceChildren(...rows.filter(([name]) => wanted.every((word) => String(name).toLowerCase().includes(word))).map(([name, act]) => el("li", {}, button(name, act, "es-edit-open"))));
    };
    draw("");
    const find = el("input", { type: "search", "aria-label": say("find"), placeholder: say("find"), oninput: () => draw(find.value) });
    return el("section", { class: "es-edit-list" }, rows.length > 8 ? find : null, list, kind.shape === "folder" || kind.shape === "list" ? newRecord(view, kind, redraw) : null);
  }

  // Begin a new record: its id, and perhaps what it is like.
  function newRecord({ open }, kind) {
    const key = kind.key[0];
    const id = el("input", { type: "text", id: parts.uid(), autocomplete: "off" });
    const error = el("p", { class: "es-edit-error", role: "alert" });
    const make = async () => {
      const field = kind.fields.find((one) => one.s[0] === key);
      const meant = values.meaning(id.value, { ...field, r: 1 });
      const files = parts.general.files[kind.kind] || [];
      const file = kind.shape === "folder" ? `${kind.file}/${meant.value}.yml` : kind.file;
      const data = kind.shape !== "folder" && files.length ? await parts.readFile(file).catch(() => null) : null;
      const taken = !meant.wrong && (files.includes(file) && kind.shape === "folder" || data?.records.some((one) => one[key] === meant.value)
        || store.changes.some((one) => one.action === "add" && !one.path.length && one.file === file && one.record === meant.value));
      error.textContent = meant.wrong || (taken ? say("bad_taken", { found: meant.value }) : "");
      if (error.textContent) {
        id.focus();
        return;
      }
      const address = { file, kind: kind.kind, record: meant.value, sha256: data?.sha256 || "" };
      store.add(address, [], { [key]: meant.value }, { label: [kind.label, meant.value] });
      open({ ...address, path: [] });
    };
    return el("form", { class: "es-edit-new es-edit-form", onsubmit: (event) => {
      event.preventDefault();
      make();
    } }, el("h3", {}, say("new_in", { name: kind.label })), el("div", { class: "es-edit-field" }, el("label", { for: id.id }, key === "month" ? say("month") : say("new_id")), id, error), button(say("make"), make, "es-edit-main"));
  }

  // Where in the plan a record is named: every file is read and every reference looked at.
  async function placesNaming(kindName, id) {
    const found = [];
    const refers = (described) => described.fields.some((one) => one.ref === kindName) || (described.lists || []).some(refers);
    const inside = (described, item, name) => {
      if (!values.isMapping(item)) return;
      for (const field of described.fields.filter((one) => one.ref === kindName)) {
        const held = values.dig(item, field.s);
        if (held === id || (Array.isArray(held) && held.includes(id))) found.push(`${name} › ${field.l}`);
      }
      for (const list of described.lists || []) for (const one of Object.values(values.dig(item, list.s) || {})) inside(list, one, `${name} › ${list.l}`);
    };
    for (const kind of parts.general.kinds.filter(refers)) {
      for (const file of parts.general.files[kind.kind] || []) {
        const data = await parts.readFile(file).catch(() => null);
        if (data?.records) for (const one of data.records) inside(kind, one, values.nameOf(one, kind));
        else if (data) data.rows.forEach((_, at) => inside(kind, tables.rowObject(data, at), `${file}:${data.lines[at]}`));
      }
    }
    return [...new Set(found)];
  }

  window.erpsiteEditChoose = { chooser, records, ownRecord, placesOn, placesNaming };
})();
