// Begin a new record: from what its kind needs, or like one that there is; its id is proposed.
(() => {
  const parts = window.erpsiteEditParts;
  const values = window.erpsiteEditValues;
  const store = window.erpsiteEditStore;
  const tables = window.erpsiteEditTables;
  const { el, say } = parts;

  const OWN = ["formerly", "source_status"]; // belong to one record alone
  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  };

  // An id made of a name; a name without letters of the alphabet gives the kind's own with a number.
  function proposed(name, kind, taken) {
    const slug = name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40).replace(/-+$/, "");
    const stem = slug.length > 1 ? slug : kind.kind.replace(/ies$/, "y").replace(/s$/, "").replaceAll("_", "-");
    if (slug.length > 1 && !taken(stem)) return stem;
    let n = slug.length > 1 ? 2 : 1;
    while (taken(`${stem}-${n}`)) n += 1;
    return `${stem}-${n}`;
  }

  const nameField = (kind) => kind.fields.find((one) => one.t && one.s.length === 1 && ["name", "title"].includes(one.s[0]));
  // A text in the reader's language, as the forms write it.
  const inOwn = (text) => {
    const { languages } = parts.general;
    const own = document.documentElement.lang.slice(0, 2);
    return Object.keys(languages).length > 1 ? { [own in languages ? own : Object.keys(languages)[0]]: text } : text;
  };

  // The texts of a template are in one language.
  const spoken = (value) => {
    if (Array.isArray(value)) return value.map(spoken);
    if (!values.isMapping(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, name === "name" ? inOwn(held) : spoken(held)]));
  };

  // What a record of a kind needs, as far as it can be known: days are today's, and people whoever reads.
  function needed(kind) {
    const me = window.erpsiteMine?.remembered().person?.id || "";
    const made = spoken(values.copy(kind.new) || {});
    for (const field of kind.fields.filter((one) => one.r && one.s.length === 1 && !(one.s[0] in made))) {
      if (field.f === "day") [made[field.s[0]]] = [today()];
      else if (field.ref === "people" && !field.m && me in parts.list("people")) made[field.s[0]] = me;
    }
    return made;
  }

  const alike = (record, kind) => Object.fromEntries(Object.entries(values.plain(record))
    .filter(([name]) => name !== kind.key[0] && name !== nameField(kind)?.s[0] && !OWN.includes(name)));

  // Under which ids there is something: in the plan, or begun here.
  function known(kind, data) {
    const files = parts.general.files[kind.kind] || [];
    const begun = store.changes.filter((one) => one.action === "add" && !one.path.length && one.kind === kind.kind).map((one) => one.new[kind.key[0]]);
    const held = kind.shape === "folder" ? [...Object.keys(parts.list(kind.kind)), ...files.map((file) => file.split("/").at(-1).replace(/\.yml$/, ""))]
      : data?.rows ? data.rows.map((_, at) => tables.rowObject(data, at)[kind.key[0]]) : (data?.records || []).map((one) => one[kind.key[0]]);
    return new Set([...held, ...begun]);
  }

  // Of a table only its own columns can be filled in.
  const fitting = (record, data) => (data?.rows ? Object.fromEntries(Object.entries(record).filter(([name]) => data.columns.includes(name))) : record);

  // Those that a new one can be like, by id: their names and how to read them.
  function examples(kind, data) {
    if (kind.shape === "folder") {
      return Object.entries(parts.list(kind.kind)).map(([id, [name, file]]) => [id, name || id, async () => (await parts.readFile(file)).records[0]]);
    }
    return (data?.records || []).map((one) => [one[kind.key[0]], values.nameOf(one, kind), async () => one]);
  }

  function newRecord({ open, announce }, kind, data) {
    const key = kind.key[0];
    const byMonth = key === "month";
    const ids = known(kind, data);
    const title = byMonth || data?.rows ? null : nameField(kind);
    const others = byMonth ? [] : examples(kind, data);
    const id = el("input", { type: "text", id: parts.uid(), autocomplete: "off" });
    const name = el("input", { type: "text", id: parts.uid(), autocomplete: "off" });
    const like = el("select", { id: parts.uid() }, el("option", { value: "" }, say("like_needed")), others.map(([one, called]) => el("option", { value: one }, say("like", { name: called }))));
    const error = el("p", { class: "es-edit-error", id: parts.uid(), role: "alert" });
    id.setAttribute("aria-describedby", error.id);
    let own = false;
    id.addEventListener("input", () => { own = Boolean(id.value); });
    name.addEventListener("input", () => {
      if (!own) id.value = name.value.trim() ? proposed(name.value, kind, (one) => ids.has(one)) : "";
    });
    const make = async () => {
      const field = kind.fields.find((one) => one.s[0] === key);
      const meant = values.meaning(id.value, { ...field, r: 1 });
      error.textContent = meant.wrong || (ids.has(meant.value) ? say("bad_taken", { found: meant.value }) : "");
      if (error.textContent) {
        id.focus();
        return;
      }
      const model = others.find(([one]) => one === like.value);
      const filled = model ? alike(await model[2](), kind) : fitting(needed(kind), data);
      const file = kind.shape === "folder" ? `${kind.file}/${meant.value}.yml` : kind.file;
      const record = data?.rows ? tables.keyOf(kind, data, { [key]: meant.value }) : meant.value;
      const address = { file, kind: kind.kind, record, sha256: data?.sha256 || "" };
      const named = title && name.value.trim() ? { [title.s[0]]: inOwn(name.value.trim()) } : {};
      store.add(address, [], { [key]: meant.value, ...named, ...filled }, { label: [kind.label, values.inLanguage(name.value.trim() || meant.value)] });
      open({ ...address, path: [] });
      if (model) announce(say("like_look", { name: model[1] }), true);
    };
    const box = (words, input, more = null) => el("div", { class: "es-edit-field" }, el("label", { for: input.id }, words), input, more);
    return el("form", { class: "es-edit-new es-edit-form", onsubmit: (event) => {
      event.preventDefault();
      make();
    } }, el("h3", {}, say("new_in", { name: kind.label })), others.length ? box(say("like_what"), like) : null, title ? box(title.l, name) : null,
    box(byMonth ? say("month") : say("new_id"), id, error), el("button", { type: "submit", class: "es-edit-button es-edit-main" }, say("make")));
  }

  window.erpsiteEditBegin = { newRecord };
})();
