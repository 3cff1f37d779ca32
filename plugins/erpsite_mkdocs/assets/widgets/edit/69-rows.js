// The records that the rows of a page show: each can be opened from its row, and stands first in the choice.
(() => {
  const parts = window.erpsiteEditParts;
  const values = window.erpsiteEditValues;
  const { el, say, button } = parts;

  const MOST = 300; // rows of one page

  // The page as the plan calls it: its path below the site, without its ending.
  function pathOf(address) {
    const path = decodeURI(address.split(/[?#]/)[0]).slice(decodeURI(parts.home).length);
    return path.replace(/(?:^|\/)index\.html$/, "").replace(/\.html$/, "").replace(/\/$/, "") || "index";
  }

  // The record whose own page has that path, if there is one.
  async function recordOf(path) {
    for (const kind of parts.general.kinds) {
      if (!kind.own || !path.startsWith(`${kind.page}/`)) continue;
      const id = path.slice(kind.page.length + 1);
      const files = parts.general.files[kind.kind] || [];
      let file = kind.shape === "folder" ? files.find((one) => one.endsWith(`/${id}.yml`)) : files[0];
      // After a rename the file may keep its name.
      if (!file && kind.kind === "initiatives" && files.length) file = (await parts.readList("initiatives").catch(() => ({})))[id]?.[1];
      if (file && /^[a-z0-9-]+$/.test(id)) return { file, kind: kind.kind, record: id, path: [] };
    }
    return null;
  }

  // Where each id of a file's records begins, those inside others included.
  function linesOf(data) {
    const found = new Map();
    const walk = (value) => {
      if (Array.isArray(value)) value.forEach(walk);
      else if (values.isMapping(value)) {
        if (typeof value.id === "string" && value["@"] && !found.has(value.id)) found.set(value.id, { line: value["@"], name: values.inLanguage(value.name ?? value.title ?? value.text) });
        Object.values(value).forEach(walk);
      }
    };
    walk(data.records || []);
    return found;
  }

  // Places of the plan by the anchors of this page: of kinds that have their rows here, and of files that it shows.
  async function anchors() {
    const path = pathOf(location.href);
    const found = new Map();
    for (const name of parts.general.anchors?.[path] || []) {
      const held = await parts.readList(name).catch(() => ({}));
      for (const [id, [called, file, line]] of Object.entries(held)) found.set(id, { file, line, name: called });
    }
    for (const kind of parts.general.kinds.filter((one) => one.page === path && ["one", "list"].includes(one.shape) && parts.general.files[one.kind])) {
      const data = await parts.readFile(kind.file).catch(() => null);
      if (data) for (const [id, place] of linesOf(data)) if (!found.has(id)) found.set(id, { file: kind.file, ...place });
    }
    return found;
  }

  const wordsOf = (head) => [...head.childNodes].filter((one) => !one.classList?.contains("es-edit-place")).map((one) => one.textContent).join("").trim();

  const linked = async (link) => (link?.href && link.origin === location.origin ? recordOf(pathOf(link.href)) : null);

  // The record of a folder, such as an initiative, to which a cell of a row leads: what the row shows is inside it.
  async function holder(row) {
    for (const link of row.querySelectorAll("td a[href]")) {
      const record = await linked(link);
      if (record && parts.kind(record.kind).shape === "folder") return record;
    }
    return null;
  }
  async function openInside(record, id, { openAt, openRecord }) {
    const data = await parts.readFile(record.file).catch(() => null);
    const place = data && linesOf(data).get(id);
    await (place ? openAt(record.file, place.line) : openRecord(record));
  }

  // Each row of the page that shows a record: its head, what it is called, and how it opens.
  async function rowsOn(article, { openRecord, openAt }) {
    const found = [];
    const places = await anchors();
    for (const row of [...article.querySelectorAll("tbody > tr, h3[id]")].slice(0, MOST * 4)) {
      const head = row.matches("tr") ? row.querySelector("th[scope=row]") : row;
      if (!head || found.length >= MOST) continue;
      const place = places.get(row.id);
      const record = place ? null : await linked(head.querySelector("a[href]"));
      const around = place || record || !row.id ? null : await holder(row);
      if (place) found.push({ head, name: place.name || wordsOf(head), open: () => openAt(place.file, place.line) });
      else if (record) found.push({ head, name: wordsOf(head), open: () => openRecord(record) });
      else if (around) found.push({ head, name: wordsOf(head), open: () => openInside(around, row.id, { openAt, openRecord }) });
    }
    return found;
  }

  // Mark the rows, and return those that are told apart, for the choice.
  async function mark(article, doors) {
    const rows = await rowsOn(article, doors);
    for (const { head, name, open } of rows) {
      if (head.dataset.esEditable) continue;
      head.dataset.esEditable = "1";
      head.append(" ", button("✎", open, "es-edit-place", { "aria-label": say("open", { name }), title: say("open", { name }) }));
    }
    const names = new Set();
    return rows.filter(({ name }) => name && !names.has(name) && names.add(name));
  }

  // The rows of this page in the choice; with a filter where they are many.
  function rowList(rows) {
    const list = el("ul", {});
    const draw = (words) => list.replaceChildren(...rows.filter(({ name }) => name.toLowerCase().includes(words.trim().toLowerCase()))
      .map(({ name, open }) => el("li", {}, button(name, open, "es-edit-open"))));
    draw("");
    const find = rows.length > 8 ? el("input", { type: "search", "aria-label": say("find"), placeholder: say("find"), oninput: (event) => draw(event.target.value) }) : null;
    return el("section", { class: "es-edit-list es-edit-rows" }, el("h3", {}, say("rows_here")), find, list);
  }

  window.erpsiteEditRows = { mark, pathOf, recordOf, rowList };
})();
