// The editor: a dialog over the page, opened by the button of the page or of a source.
(() => {
  const parts = window.erpsiteEditParts;
  const values = window.erpsiteEditValues;
  const store = window.erpsiteEditStore;
  const tables = window.erpsiteEditTables;
  const choose = window.erpsiteEditChoose;
  const { describedAt, readLists, recordForm } = window.erpsiteEditRecord;
  const { el, say, button } = parts;

  parts.home = new URL("../../", document.querySelector("script[src*='assets/erpsite/erpsite.js']").src).href;
  parts.root = parts.home;
  let frame = null;
  let current = null; // draws the present view again

  // The record of a file that a key names; of a table its row, as an object by column.
  function recordIn(data, record) {
    const kind = parts.kind(data.kind);
    if (data.rows) {
      const at = data.rows.findIndex((_, place) => values.same(tables.keyOf(kind, data, tables.rowObject(data, place)), record));
      return at < 0 ? undefined : tables.rowObject(data, at);
    }
    if (kind.shape === "list") return data.records.find((one) => one[kind.key[0]] === record);
    return data.records[0];
  }

  function build() {
    const title = el("h2", { tabindex: "-1", id: "es-edit-title" });
    const crumbs = el("nav", { class: "es-edit-crumbs", "aria-label": say("title") });
    const body = el("div", { class: "es-edit-body" });
    const said = el("p", { class: "es-edit-said", role: "status" });
    const changes = button("", () => openTray(), "es-edit-main");
    const dialog = el("dialog", { class: "es-edit md-typeset", "aria-labelledby": "es-edit-title" },
      el("div", { class: "es-edit-head" }, crumbs, title, button("×", () => dialog.close(), "es-edit-close", { "aria-label": say("close") })), body, el("div", { class: "es-edit-foot" }, said, changes));
    document.body.append(dialog);
    frame = { dialog, title, crumbs, body, said, changes };
    const count = (why) => {
      const { length } = store.changes.filter((one) => one.raw !== "");
      changes.textContent = say("tray", { n: length });
      if (!store.kept) announce(say("not_kept"), true);
      if (why === "elsewhere") {
        announce(say("elsewhere"));
        if (asked === shown) current?.(); // a view that is still being read will have it by itself
      }
    };
    store.listeners.add(count);
    count();
    // Keys that the page's own shortcuts know must not reach it.
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
  }

  let asked = 0; // of several that are being read, the one asked for last is shown
  let shown = 0;
  let silent = 0;

  // Begin to read another view: what is shown until then takes no press. Tells whether it is still wanted.
  function begin() {
    const turn = (asked += 1);
    frame.body.inert = true;
    return () => turn === asked;
  }

  function announce(text, stays = false) {
    frame.said.textContent = text;
    clearTimeout(silent);
    if (!stays) silent = setTimeout(() => { frame.said.textContent = ""; }, 8000);
  }

  function show(title, crumbs, children, again, focus = true) {
    current = again;
    shown = asked;
    frame.body.inert = false;
    frame.title.textContent = title;
    frame.crumbs.replaceChildren(...crumbs.map(([name, act]) => button(`‹ ${name}`, act, "es-edit-link")));
    frame.body.replaceChildren(...[children].flat(Infinity).filter(Boolean));
    if (!frame.dialog.open) frame.dialog.showModal();
    if (focus) {
      frame.body.scrollTop = 0;
      frame.title.focus();
    }
  }

  const home = () => [say("title"), () => openChooser()];
  const view = (more) => ({ announce, open: openRecord, openGrid, openKind, openChange, openReview, changed: () => {}, ...more });

  const since = window.erpsiteEditSince;
  const notes = () => since.general();

  const failed = (again, wanted) => wanted() && show(say("title"), [home()], [el("p", { class: "es-edit-error", role: "alert" }, say("failed")), button(say("open", { name: "" }), again)], again);

  // A record of a release that the latest plan has no longer, or under another id.
  const missing = (where, wanted) => wanted() && show(String(where.record || where.file), [home()], [notes(), el("p", { class: "es-edit-note" }, say("since_missing"))], () => openRecord(where));

  function openChooser(focus = true) {
    asked += 1;
    show(say("choose"), [], [notes(), choose.chooser(view({ rows: markPlaces() }))], () => openChooser(false), focus);
  }

  async function openKind(name, focus = true) {
    const kind = parts.kind(name);
    if (kind.shape === "one" && parts.general.files[name]) {
      await openRecord({ file: kind.file, kind: name, record: "", path: [] });
      return;
    }
    const wanted = begin();
    const list = await choose.records(view({}), kind).catch(() => el("p", {}, say("offline_only")));
    if (wanted()) show(kind.label, [home()], list, () => openKind(name, false), focus);
  }

  async function openGrid(kind, group, focus = true, month = "") {
    const wanted = begin();
    const file = kind.file;
    let data;
    try {
      data = await parts.readFile(file);
      await Promise.all(kind.fields.filter((one) => one.ref).map((one) => parts.readList(one.ref)));
    } catch {
      failed(() => openGrid(kind, group, focus, month), wanted);
      return;
    }
    const otherwise = await since.ofGroup(file, kind, data, group);
    if (!wanted()) return;
    const redraw = (added) => openGrid(kind, group, false, added);
    const made = tables.grid(view({ kind, data, file, group, redraw }));
    show(tables.groupName(kind, group) || kind.label, [home(), [kind.label, () => openKind(kind.kind)]], [notes(), otherwise, made], redraw, focus);
    if (month) frame.body.querySelector(`tr[data-month="${month}"] input`)?.focus();
  }

  async function openRecord(where, focus = true) {
    const wanted = begin();
    const fresh = store.changes.some((one) => one.action === "add" && !one.path.length && one.file === where.file && values.same(one.record, where.record));
    let data = null;
    let kind;
    const meant = parts.kind(where.kind);
    if (parts.shown && !fresh && meant.shape === "folder" && !parts.general.files[where.kind]?.includes(where.file)) {
      missing(where, wanted);
      return;
    }
    try {
      readLists(meant).catch(() => []); // while the file is on its way; asked for again below
      if (!fresh || meant.shape !== "folder") data = await parts.readFile(where.file);
      kind = parts.kind(data?.kind || where.kind);
      await readLists(kind);
    } catch {
      failed(() => openRecord(where), wanted);
      return;
    }
    const base = data ? recordIn(data, where.record) : undefined;
    const otherwise = fresh ? null : await since.ofRecord(where, kind, base);
    if (!wanted()) return;
    if (parts.shown && !fresh && base === undefined) {
      missing(where, wanted);
      return;
    }
    const address = { file: where.file, kind: kind.kind, record: where.record, sha256: data?.sha256 || "", fresh: fresh && base === undefined };
    const now = store.laid(address, base);
    const described = kind.shape === "table" ? { ...kind, fields: tables.columnsOf(kind, data) } : kind;
    const name = kind.shape === "one" ? kind.label : values.nameOf(now, kind);
    address.label = [name];
    const { crumbs } = describedAt(described, where.path, now);
    const here = crumbs.at(-1);
    if (where.path.length && (!here || values.dig(now, where.path) === undefined)) {
      openRecord({ ...where, path: [] });
      return;
    }
    address.label.push(...crumbs.map((one) => one.name));
    const redraw = () => openRecord(where, false);
    const line = values.dig(base, where.path)?.["@"];
    const back = [home(), [kind.label, () => openKind(kind.kind)], ...(where.path.length ? [[name, () => openRecord({ ...where, path: [] })]] : []),
      ...crumbs.slice(0, -1).map((one) => [one.name, () => openRecord({ ...where, path: one.path })])];
    show(here?.name || name, kind.shape === "one" ? back.filter((_, at) => at !== 1) : back, [notes(), otherwise, line ? el("p", { class: "es-edit-help" }, say("source", { file: `data/${where.file}`, line })) : null,
      now["@gone"] ? gone(address, name, redraw) : [recordForm(view({ address, base, now, path: where.path, kind: described, redraw })),
        where.path.length ? null : [series(kind, where.record), window.erpsiteEditRename.renaming(view({ address, base, now, redraw }), kind), deletion(address, base, kind, name, redraw)]]], redraw, focus);
  }

  // The monthly review of a month: that of the plan, or one that begins here.
  async function openReview(month, focus = true, opened = "") {
    const wanted = begin();
    const kind = parts.kind("reviews");
    const file = `reviews/${month}.yml`;
    const inPlan = parts.general.files.reviews?.includes(file);
    let data = null;
    try {
      if (inPlan) data = await parts.readFile(file);
      await Promise.all([readLists(kind), parts.readList("initiatives"), parts.readList("people")]);
    } catch {
      failed(() => openReview(month), wanted);
      return;
    }
    if (!wanted()) return;
    const address = { file, kind: "reviews", record: month, sha256: data?.sha256 || "", fresh: !inPlan, label: [say("review_of", { month })] };
    const begun = store.of(address).some((one) => one.action === "add" && !one.path.length);
    if (!inPlan && !begun) store.add(address, [], { month }, { label: address.label });
    const base = data?.records[0];
    const redraw = (card = "") => {
      const at = frame.body.scrollTop;
      return openReview(month, false, typeof card === "string" ? card : "").then(() => {
        frame.body.scrollTop = at;
        if (card) frame.body.querySelector(`[data-card="${CSS.escape(card)}"] :is(input, select, textarea)`)?.focus();
      });
    };
    let page;
    let otherwise;
    try {
      otherwise = inPlan ? await since.ofRecord({ file, record: month }, kind, base) : null;
      page = await window.erpsiteEditReview.reviewPage(view({ address, base, now: store.laid(address, base), redraw, opened }), kind, month);
    } catch {
      failed(() => openReview(month), wanted);
      return;
    }
    if (!wanted()) return;
    show(say("review_of", { month }), [home()], [notes(), otherwise, page], redraw, focus);
  }

  const gone = (address, name, redraw) => [el("p", {}, say("deleted", { name })), button(say("restore"), () => {
    store.drop(store.at(address, []));
    redraw();
  })];

  // The values by month that belong to a record, such as those of a KPI.
  function series(kind, record) {
    return parts.general.kinds.filter((one) => one.shape === "table" && parts.general.files[one.kind] && tables.isSeries(one)
      && one.fields.find((field) => field.s[0] === one.key[0])?.ref === kind.kind).map((one) => button(say("open", { name: one.label }), async () => {
      const wanted = begin();
      const data = await parts.readFile(one.file).catch(() => null);
      if (!wanted()) return;
      const groups = (data ? tables.groupsOf(one, data) : []).filter((group) => JSON.parse(group)[0] === record);
      const first = JSON.stringify(one.key.filter((key) => key !== "month").map((_, at) => (at ? "" : record)));
      openGrid(one, groups[0] || first);
    }));
  }

  function deletion(address, base, kind, name, redraw) {
    if (kind.shape === "one") return null;
    const box = el("div", { class: "es-edit-delete" });
    box.append(button(say("delete_record"), async () => {
      const found = kind.shape === "table" || address.fresh ? [] : await window.erpsiteEditNaming.named(kind.kind, store.laid(address, base)[kind.key[0]]);
      if (!box.isConnected) return; // another view has been opened meanwhile
      const sure = found.length ? say("delete_sure", { name, n: found.length, where: `\n${found.slice(0, 12).join("\n")}` }) : say("delete_free", { name });
      if (!window.confirm(sure)) return;
      store.remove(address, base, [], { label: [kind.label, name] });
      if (address.fresh) openKind(kind.kind);
      else redraw();
    }, "es-edit-link"));
    return box;
  }

  async function openTray(focus = true) {
    const wanted = begin();
    await parts.readList("people").catch(() => ({}));
    await Promise.all([...new Set(store.changes.map((one) => one.kind))].map((one) => parts.kind(one)).filter(Boolean).map((one) => readLists(one).catch(() => [])));
    if (!wanted()) return;
    show(say("tray", { n: store.changes.filter((one) => one.raw !== "").length }), [home()], [notes(), window.erpsiteEditTray.tray(view({ redraw: () => openTray(false) }))], () => openTray(false), focus);
  }

  async function openChange(change) {
    const kind = parts.kind(change.kind);
    if (change.kind === "reviews" && change.action === "add" && !change.path.length) {
      openReview(change.record);
      return;
    }
    if (kind.shape === "table" && tables.isSeries(kind)) {
      openGrid(kind, tables.groupOf(kind, change.record));
      return;
    }
    // The record inside which the value stands.
    let path = [];
    const { crumbs } = describedAt(kind, change.path, {});
    if (crumbs.length) path = crumbs.at(-1).path;
    if (change.action === "remove" && values.same(path, change.path)) path = crumbs.at(-2)?.path || [];
    openRecord({ file: change.file, kind: change.kind, record: change.record, path });
  }

  // The innermost record that begins at a line or above it.
  function pathAt(data, line) {
    let best = null;
    const walk = (value, record, path) => {
      if (Array.isArray(value)) value.forEach((item, at) => walk(item, record, [...path, at]));
      else if (values.isMapping(value)) {
        if (value["@"] && value["@"] <= line && (!best || value["@"] >= best.line)) best = { line: value["@"], record, path };
        for (const [name, inner] of Object.entries(value)) walk(inner, record, [...path, name]);
      }
    };
    for (const record of data.records) walk(record, record, []);
    return best;
  }

  // The path with keys in place of the numbers of the walk; what is a record and no list item opens with it.
  function asSteps(kind, record, path) {
    let described = kind;
    const steps = [];
    let rest = path;
    for (;;) {
      const list = (described.lists || []).find((one) => values.startsWith(rest, one.s) && rest.length > one.s.length);
      if (!list) return steps;
      const own = [...steps, ...list.s];
      const step = rest[list.s.length];
      steps.push(...list.s, typeof step === "number" ? values.stepTo(list, values.dig(record, own), step) : step);
      rest = rest.slice(list.s.length + 1);
      described = list;
    }
  }

  async function openAt(file, line) {
    await ready();
    const folder = parts.general.kinds.find((one) => one.file === file);
    if (folder && (folder.shape === "folder" || !line)) {
      await openKind(folder.kind);
      return;
    }
    const wanted = begin();
    let data;
    try {
      // A line on the page of a release is one of that release's file; what stands there is found by its keys.
      data = (parts.shown && await since.shownFile(file)) || await parts.readFile(file);
    } catch {
      failed(() => openAt(file, line), wanted);
      return;
    }
    if (!wanted()) return;
    const kind = parts.kind(data.kind);
    if (data.rows) {
      const row = tables.rowObject(data, Math.max(0, data.lines.findLastIndex((one) => one <= line)));
      if (tables.isSeries(kind)) await openGrid(kind, tables.groupOf(kind, row), true, row.month);
      else await openRecord({ file, kind: kind.kind, record: tables.keyOf(kind, data, row), path: [] });
      return;
    }
    const found = pathAt(data, line) || { record: data.records[0], path: [] };
    await openRecord({ file, kind: kind.kind, record: kind.shape === "one" ? "" : found.record[kind.key[0]], path: asSteps(kind, found.record, found.path) });
  }

  // Beside each source on the page, and each row that shows a record, a button that opens what stands there.
  function markPlaces() {
    for (const [code, place] of choose.placesOn(document)) {
      if (code.dataset.esEditable) continue;
      code.dataset.esEditable = "1";
      const name = place.line ? `data/${place.file}:${place.line}` : `data/${place.file}`;
      code.after(" ", button("✎", () => openAt(place.file, place.line), "es-edit-place", { "aria-label": say("open", { name }), title: say("open", { name }) }));
    }
    return window.erpsiteEditRows.mark(document.querySelector("article") || document.body, { openAt, openRecord });
  }

  let begun = null;
  function ready() {
    begun ||= parts.readGeneral().then(async () => {
      await since.turnToLatest();
      store.open(parts.general.store);
      build();
      return parts.general;
    }).catch((error) => {
      begun = null;
      throw error;
    });
    return begun;
  }

  // What the button of the page does: the record whose page it is, else the choice.
  async function start() {
    await ready();
    const own = await choose.ownRecord();
    if (own) markPlaces();
    if (own?.kind === "reviews") await openReview(own.record);
    else if (own) await openRecord(own);
    else openChooser();
  }

  window.erpsiteEditor = { start, openAt, openRecord, openReview, openTray, recordIn };
})();
