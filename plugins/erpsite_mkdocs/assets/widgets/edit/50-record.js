// The form of one record, or of one record inside it: its fields, and the lists of what stands in it.
(() => {
  const parts = window.erpsiteEditParts;
  const values = window.erpsiteEditValues;
  const store = window.erpsiteEditStore;
  const { fieldElement, textElements, leaveNothing } = window.erpsiteEditFields;
  const { mappingElement } = window.erpsiteEditMappings;
  const { el, say, button } = parts;

  // The description of what stands at a path of a record, and the names of what lies on the way.
  function describedAt(kind, path, record) {
    let described = kind;
    let at = 0;
    const way = [];
    while (at < path.length) {
      const list = (described.lists || []).find((one) => values.startsWith(path.slice(at), one.s));
      if (!list) break;
      at += list.s.length + 1;
      way.push({ list, path: path.slice(0, at) });
      described = list;
    }
    const crumbs = way.map((one) => ({ path: one.path, name: parts.within(one.list.l, values.nameOf(values.dig(record, one.path), one.list)) }));
    return { described, crumbs, list: way.at(-1)?.list };
  }

  const refsIn = (described) => [...described.fields.map((one) => one.ref), ...(described.lists || []).flatMap((one) => [...one.fields.map((field) => field.ref)])].filter(Boolean);
  const readLists = (described) => Promise.all([...new Set(refsIn(described))].map(parts.readList));

  // What the rules of the plan find in the record as it would be, in words; the rest is checked when it is applied.
  function warnings(kind, now, base) {
    const { rules, days, envelope } = parts.general;
    if (!rules) return []; // the latest plan was built before forms had them
    const initiatives = Object.keys(parts.list("initiatives"));
    const facts = { rules, days, envelope, initiatives: initiatives.length ? new Set([...initiatives, now.id]) : null };
    return window.erpsiteEditRules.judge(kind.kind, now, base, facts).map(({ message, path, values: told }) => {
      const { described, crumbs } = describedAt(kind, path, now);
      const called = (name) => described.fields.find((one) => one.s.join(".") === name)?.l || name;
      const words = { ...told, where: called(told.where), start: called(told.start) };
      return [...crumbs.map((one) => one.name), parts.fill(message, words)].join(say("place_mark"));
    });
  }

  // What a field may name inside the record itself, such as its phases, by the rule that asks for it; null for any other.
  function namedInside(kind, now, path, field) {
    const rule = kind.kind === "initiatives" && Object.values(parts.general.rules || {})
      .find((one) => one.compare === "named" && path.length === 2 && one.over[0] === path[0] && one.fields[0] === field.s.join("."));
    const items = rule ? (now[rule.target] || []).filter((one) => values.isMapping(one) && one.id && !one["@gone"]) : [];
    return items.length ? Object.fromEntries(items.map((one) => [one.id, values.nameOf(one)])) : null;
  }

  function fieldsOf(view) {
    const { address, base, path, described, announce, redraw, after } = view;
    const now = view.now;
    const item = values.dig(now, path);
    const added = values.isMapping(item) && item["@add"];
    const shown = [];
    const spare = [];
    const groups = new Map();
    for (const each of described.fields) {
      const inside = namedInside(view.kind, now, path, each);
      const field = inside ? { ...each, c: inside } : each;
      const own = [...path, ...field.s];
      const value = values.dig(now, own);
      const earlier = own.join(".") === "formerly"; // comes of a rename, and of nothing else
      if (earlier && value === undefined) continue;
      const group = field.s.slice(0, -1);
      const begun = !group.length || values.dig(now, [...path, ...group]) !== undefined;
      const given = { address, base, now, path: own, field: { ...field, r: field.r && begun }, label: field.l || view.list?.l || "", announce, redraw,
        after: () => {
          for (let depth = group.length; depth > 0; depth -= 1) leaveNothing(address, base, [...path, ...field.s.slice(0, depth)]);
          after();
        } };
      const isKey = described.key?.includes(field.s.join(".")) && (!path.length || typeof path.at(-1) !== "number") && value !== undefined;
      const made = field.k ? [mappingElement(given)] : field.t && !field.m ? textElements(given) : [fieldElement({ ...given, locked: isKey || earlier })];
      const name = (field.g || []).join(" · ");
      const changed = store.of(address).some((one) => values.startsWith(one.path, own));
      const target = value === undefined && !field.r && !changed && !added ? spare : shown;
      if (!name) target.push(...made);
      else {
        const where = begun || changed ? shown : spare;
        if (!groups.has(name)) {
          groups.set(name, el("fieldset", { class: "es-edit-group" }, el("legend", {}, name)));
          where.push(groups.get(name));
        }
        groups.get(name).append(...made);
      }
    }
    const more = spare.length ? el("details", { class: "es-edit-more" }, el("summary", {}, say("more_fields")), spare) : null;
    if (more && !shown.length) more.open = true;
    return [...shown, more];
  }

  // One list inside a record: its items, each to be opened or removed, and the way to add one.
  function listElement(view, list) {
    const { address, base, path, now, redraw, open } = view;
    const own = [...path, ...list.s];
    const held = values.dig(now, own);
    const items = list.keyed ? Object.entries(held || {}).filter(([key]) => !key.startsWith("@")) : (held || []).map((item, at) => [values.stepTo(list, held, at), item]);
    const label = [...(address.label || []), list.l];
    const rows = items.map(([step, item]) => {
      const place = [...own, step];
      const gone = values.isMapping(item) && item["@gone"];
      const name = gone && item["@was"] !== undefined ? values.nameOf(item["@was"], list) : list.keyed ? step : values.nameOf(item, list);
      if (gone) {
        return el("li", { class: "es-edit-gone" }, el("span", {}, say("removed", { name })), button(say("restore"), () => {
          store.drop(store.at(address, place));
          redraw();
        }, "es-edit-link"));
      }
      const changed = values.isMapping(item) && (item["@add"] || store.of(address).some((one) => values.startsWith(one.path, place)));
      return el("li", { class: changed ? "es-edit-changed" : "" }, button(name, () => open({ ...address, path: place }), "es-edit-open"),
        button("×", async ({ target }) => {
          // What has an id may be named elsewhere; who removes it sees where.
          const named = list.kind && values.isMapping(item) && !item["@add"] ? await window.erpsiteEditNaming.named(list.kind, item.id) : [];
          if (!target.isConnected) return;
          if (named.length && !window.confirm(say("delete_sure", { name, n: named.length, where: `\n${named.slice(0, 12).join("\n")}` }))) return;
          store.remove(address, base, place, { label: [...label, name] });
          redraw();
        }, "es-edit-off", { "aria-label": say("remove_one", { name }) }));
    });
    return el("section", { class: "es-edit-list" }, el("h3", {}, list.l), rows.length ? el("ul", {}, rows) : null, newItem(view, list, own, label));
  }

  // What begins a new item: the fields that tell it from the others.
  function newItem(view, list, own, label) {
    const { address, base, now, open, redraw } = view;
    const box = el("div", { class: "es-edit-new" });
    const begin = () => {
      const keys = (list.keyed ? ["key"] : list.key || []).map((name) => list.fields.find((one) => one.s.join(".") === name)).filter(Boolean);
      const inputs = keys.map((field) => [field, field.ref || field.c
        ? el("select", { "aria-label": field.l }, el("option", { value: "" }, field.l), field.c ? Object.entries(field.c).map(([id, name]) => el("option", { value: id }, name))
          : Object.entries(parts.list(field.ref)).map(([id, [name]]) => el("option", { value: id }, name || id)))
        : el("input", { type: "text", "aria-label": field.l, placeholder: field.l, autocomplete: "off" })]);
      const error = el("p", { class: "es-edit-error", role: "alert" });
      const make = () => {
        const item = {};
        for (const [field, input] of inputs) {
          const meant = values.meaning(input.value, { ...field, r: 1, f: field.f === "label" && list.keyed ? "label" : field.f });
          error.textContent = meant.wrong || "";
          if (meant.wrong) {
            input.focus();
            return;
          }
          item[field.s.join(".")] = meant.value;
        }
        const held = values.dig(now, own);
        const taken = Array.isArray(held) && inputs.length && held.some((one) => !one?.["@gone"] && Object.entries(item).every(([name, value]) => one?.[name] === value));
        if (taken && list.key?.[0] === "id") {
          error.textContent = say("bad_taken", { found: item.id });
          return;
        }
        if (list.keyed) {
          store.set(address, base, [...own, item.key], {}, { label: [...label, item.key] });
          open({ ...address, path: [...own, item.key] });
          return;
        }
        const uid = store.add(address, own, list.text ? "" : item, { label: [...label, values.nameOf(item, list)] });
        const after = values.dig(store.laid(address, base), own);
        const at = after.findIndex((one) => one?.["@add"] === uid);
        if (list.text) redraw();
        else open({ ...address, path: [...own, values.stepTo(list, after, at < 0 ? after.length - 1 : at)] });
      };
      if (!inputs.length) {
        make();
        return;
      }
      box.replaceChildren(el("div", { class: "es-edit-row" }, inputs.map(([, input]) => input), button(say("make"), make, "es-edit-main")), error);
      inputs[0][1].focus();
    };
    if (list.text) {
      // A text of a list is written at once, because it is nothing but its words.
      const languages = Object.keys(parts.general.languages);
      const inputs = languages.map((one) => el("textarea", { rows: 1, "aria-label": `${list.l} · ${parts.general.languages[one]}`, placeholder: parts.general.languages[one] }));
      box.append(el("div", { class: "es-edit-row" }, inputs, button(`+ ${say("add_to", { name: list.l })}`, () => {
        const found = Object.fromEntries(languages.map((one, at) => [one, inputs[at].value.trim()]).filter(([, text]) => text));
        if (!Object.keys(found).length) {
          inputs[0].focus();
          return;
        }
        store.add(address, own, languages.length < 2 ? Object.values(found)[0] : found, { label: [...label, Object.values(found)[0]] });
        redraw();
      })));
    } else box.append(button(`+ ${say("add_to", { name: list.l })}`, begin));
    return box;
  }

  // Draw the form of what stands at a path of a record.
  function recordForm(view) {
    const { described, list } = describedAt(view.kind, view.path, view.now);
    const notes = el("div", { class: "es-edit-warnings", role: "status" });
    const after = () => {
      const found = warnings(view.kind, store.laid(view.address, view.base), view.base);
      notes.replaceChildren(...found.map((text) => el("p", {}, text)));
      view.changed();
    };
    const whole = { ...view, described, list, after };
    const form = el("form", { class: "es-edit-form", onsubmit: (event) => event.preventDefault() }, fieldsOf(whole), (described.lists || []).map((one) => listElement(whole, one)));
    after();
    return [notes, form];
  }

  window.erpsiteEditRecord = { describedAt, readLists, recordForm };
})();
