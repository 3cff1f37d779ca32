// The page of a release never changes; its forms show and edit the latest plan, and say what is otherwise there.
(() => {
  const parts = window.erpsiteEditParts;
  const values = window.erpsiteEditValues;
  const tables = window.erpsiteEditTables;
  const { el, say } = parts;

  const MOST = 12; // differences shown at once; more on a press

  // From here on the plan that the forms edit is the latest one, where it is the same plan and can be read.
  async function turnToLatest() {
    const own = parts.general;
    if (!own.base.release) return;
    const root = new URL("../latest/", parts.home).href;
    const latest = await parts.read("assets/forms/forms.js", "", root).catch(() => null);
    if (latest && latest.store === own.store && latest.base.release !== own.base.release) parts.turnTo(root, latest);
  }

  // The items of a list with their steps, and what people call them.
  function itemsOf(list, held) {
    const steps = list.keyed ? Object.keys(held || {}).filter((one) => !one.startsWith("@")) : (held || []).map((_, at) => values.stepTo(list, held, at));
    return steps.map((step) => ({ step, key: JSON.stringify(step), item: values.dig(held, [step]), name: parts.within(list.l, list.keyed ? step : values.nameOf(values.dig(held, [step]), list)) }));
  }

  // What two states of a record say differently: each time the way, in words, and both values.
  function differences(described, before, now, path = [], way = []) {
    const found = [];
    for (const field of described.fields) {
      const [old, fresh] = [before, now].map((one) => values.plain(values.dig(one, field.s)));
      if (!values.same(old, fresh)) found.push({ path: [...path, ...field.s], label: [...way, field.l], old: values.told(old, field), new: values.told(fresh, field) });
    }
    for (const list of described.lists || []) {
      const [old, fresh] = [before, now].map((one) => itemsOf(list, values.dig(one, list.s)));
      for (const { step, key, item, name } of fresh) {
        const was = old.find((one) => one.key === key);
        const at = [...path, ...list.s, step];
        if (!was) found.push({ path: at, label: [...way, name], added: true });
        else if (!values.isMapping(item)) {
          if (!values.same(was.item, item)) found.push({ path: at, label: [...way, list.l], old: values.told(was.item), new: values.told(item) });
        } else found.push(...differences(list.keyed ? { ...list, fields: list.fields.filter((one) => one.s[0] !== "key") } : list, was.item, item, at, [...way, name]));
      }
      for (const { step, name } of old.filter((one) => !fresh.some((other) => other.key === one.key))) found.push({ path: [...path, ...list.s, step], label: [...way, name], gone: true });
    }
    return found;
  }

  const sentence = (one) => {
    const field = one.label.join(" › ");
    if (one.added) return say("since_added", { field });
    return one.gone ? say("since_gone", { field }) : say("since_set", { field, old: one.old, new: one.new });
  };

  function told(found) {
    const { release } = parts.shown.base;
    if (!found.length) return el("p", { class: "es-edit-note" }, say("since_none", { name: release }));
    return el("details", { class: "es-edit-note es-edit-since", open: found.length <= MOST }, el("summary", {}, say("since_some", { name: release, n: found.length })),
      el("ul", {}, found.map((one) => el("li", {}, sentence(one)))));
  }

  const shownFile = (file) => parts.read(`assets/forms/data/${file}.js`, file, parts.home).catch(() => null);

  // What is to be said above a record, of which `base` is what the latest plan says.
  async function ofRecord({ file, record, path = [] }, kind, base) {
    if (!parts.shown) return null;
    const data = await shownFile(file);
    const before = data && window.erpsiteEditor.recordIn(data, record);
    if (!before) return el("p", { class: "es-edit-note" }, say("since_new", { name: parts.shown.base.release }));
    if (!base) return null;
    const described = data.rows ? { ...kind, fields: tables.columnsOf(kind, data) } : kind;
    return told(differences(described, before, base).filter((one) => values.startsWith(one.path, path)));
  }

  // The same of the rows of one group of a table.
  async function ofGroup(file, kind, data, group) {
    if (!parts.shown) return null;
    const shown = await shownFile(file);
    if (!shown) return null;
    const rowsOf = (held) => new Map(held.rows.map((_, at) => tables.rowObject(held, at)).filter((row) => tables.groupOf(kind, row) === group).map((row) => [row.month, row]));
    const [before, now] = [rowsOf(shown), rowsOf(data)];
    const described = { ...kind, fields: tables.columnsOf(kind, data) };
    return told([...new Set([...before.keys(), ...now.keys()])].sort().flatMap((month) => {
      if (!before.has(month)) return [{ path: [], label: [month], added: true }];
      return now.has(month) ? differences(described, before.get(month), now.get(month), [], [month]) : [{ path: [], label: [month], gone: true }];
    }));
  }

  // What is said above every form of a release.
  function general() {
    if (parts.shown) return el("p", { class: "es-edit-note" }, say("since_latest", { name: parts.shown.base.release, latest: parts.general.base.release || parts.general.base.month }));
    const { release } = parts.general.base;
    return release ? el("p", { class: "es-edit-note" }, say("release", { name: release })) : null;
  }

  window.erpsiteEditSince = { turnToLatest, ofRecord, ofGroup, general, shownFile };
})();
