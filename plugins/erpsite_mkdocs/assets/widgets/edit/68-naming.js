// Where in the plan a record is named, with the changes so far laid over: every file is read that may refer to it.
(() => {
  const parts = window.erpsiteEditParts;
  const values = window.erpsiteEditValues;
  const store = window.erpsiteEditStore;
  const tables = window.erpsiteEditTables;

  const TASKS = ["phases", "milestones"]; // a bare name in a link is one of these first
  const leads = (field, kind) => field.task && kind === "initiatives";
  const refers = (described, kind) => described.fields.some((one) => one.ref === kind || leads(one, kind)) || (described.lists || []).some((one) => refers(one, kind));
  const tasksOf = (record) => new Set(TASKS.flatMap((name) => (record[name] || []).map((one) => one?.id)));

  function isNamed(field, kind, id, held, own) {
    if (leads(field, kind)) return typeof held === "string" && (held === id ? !own.has(id) : held.startsWith(`${id}/`));
    return field.ref === kind && (Array.isArray(held) ? held.includes(id) : held === id);
  }

  // The records of a file as they would be, each with its address and what the build says of it.
  function recordsIn(kind, file, data) {
    const rows = data.rows ? data.rows.map((_, at) => [tables.rowObject(data, at), `${file}:${data.lines[at]}`]) : data.records.map((one) => [one, ""]);
    return rows.map(([base, name]) => {
      const record = data.rows ? tables.keyOf(kind, data, base) : kind.shape === "one" ? "" : base[kind.key[0]];
      return { base, address: { file, kind: kind.kind, record, sha256: data.sha256, label: [name || (kind.shape === "one" ? kind.label : values.nameOf(base, kind))] } };
    });
  }
  const begunIn = (kind) => store.changes.filter((one) => one.kind === kind.kind && one.action === "add" && !one.path.length)
    .map((one) => ({ base: undefined, address: { file: one.file, kind: kind.kind, record: one.record, sha256: one.sha256, fresh: true, label: [values.nameOf(one.new, kind)] } }));

  async function allOf(kind) {
    const read = await Promise.all((parts.general.files[kind.kind] || []).map((file) => parts.readFile(file).then((data) => recordsIn(kind, file, data), () => [])));
    return [...read.flat(), ...begunIn(kind)];
  }

  // Each value that names a record: where it stands, in words, and what it holds.
  async function places(kindName, id) {
    const found = [];
    for (const kind of parts.general.kinds.filter((one) => refers(one, kindName))) {
      await window.erpsiteEditRecord.readLists(kind).catch(() => []);
      for (const { base, address } of await allOf(kind)) {
        const now = store.laid(address, base);
        if (!now["@gone"]) inside(kind, now, { base, address, own: tasksOf(now), kindName, id, found }, [], address.label);
      }
    }
    return found;
  }

  // `place` is the way to the item by its number, for a value that is the item's key itself.
  function inside(described, item, about, path, way, place = path) {
    if (!values.isMapping(item) || item["@gone"]) return;
    const { base, address, own, kindName, id, found } = about;
    for (const field of described.fields) {
      const value = values.dig(item, field.s);
      if (isNamed(field, kindName, id, value, own)) found.push({ base, address, field, path: [...(described.key?.includes(field.s.join(".")) ? place : path), ...field.s], label: [...way, field.l], value });
    }
    for (const list of described.lists || []) {
      const held = values.dig(item, list.s);
      const steps = list.keyed ? Object.keys(held || {}).filter((one) => !one.startsWith("@")) : (held || []).map((_, at) => values.stepTo(list, held, at));
      for (const [at, step] of steps.entries()) {
        const one = values.dig(held, [step]);
        inside(list, one, about, [...path, ...list.s, step], [...way, parts.within(list.l, list.keyed ? step : values.nameOf(one, list))],
          [...path, ...list.s, list.keyed || one?.["@add"] ? step : at]);
      }
    }
  }

  // The same in words, once each.
  const named = async (kindName, id) => [...new Set((await places(kindName, id)).map((one) => one.label.join(" › ")))];

  window.erpsiteEditNaming = { places, named };
})();
