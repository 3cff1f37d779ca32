// Change files of others, laid beside one's own changes: a review day by several people becomes one file.
(() => {
  const parts = window.erpsiteEditParts;
  const values = window.erpsiteEditValues;
  const store = window.erpsiteEditStore;
  const { say } = parts;

  const MOST = 2_000_000; // characters of a change file

  function checked(text) {
    if (text.length > MOST) throw new Error("size");
    const found = JSON.parse(text);
    const whole = found && found.format === "erpsite-change/1" && found.kind === "edit" && Array.isArray(found.changes)
      && found.changes.every((one) => one && typeof one.file === "string" && Array.isArray(one.path) && ["set", "add", "remove"].includes(one.action) && parts.kind(one.kind));
    if (!whole) throw new Error("form");
    if (found.plan && parts.general.plan && found.plan !== parts.general.plan) throw new Error("plan");
    return found;
  }

  // Words for a change that came without any.
  function labelOf(change) {
    const kind = parts.kind(change.kind);
    const record = typeof change.record === "string" ? change.record : Object.values(change.record).filter(Boolean).join(" · ");
    const names = change.path.map((step) => (typeof step === "object" ? Object.values(step).join(" · ") : String(step)));
    return [record ? parts.within(kind.label, record) : kind.label, ...names];
  }

  // Put what another says into what is said here; where both say different things, `differ` hears of it.
  function join(mine, theirs, path, differ) {
    for (const [name, value] of Object.entries(theirs)) {
      const own = mine[name];
      if (own === undefined) mine[name] = value;
      else if (values.same(own, value)) continue;
      else if (Array.isArray(own) && Array.isArray(value)) joinLists(own, value, [...path, name], differ);
      else if (values.isMapping(own) && values.isMapping(value)) join(own, value, [...path, name], differ);
      else differ([...path, name], own, value, () => { mine[name] = value; });
    }
  }

  const KEYS = ["id", "initiative", "kpi", "action", "risk", "phase", "milestone"];
  function joinLists(mine, theirs, path, differ) {
    for (const value of theirs) {
      const key = values.isMapping(value) && KEYS.find((name) => value[name] !== undefined);
      const own = key ? mine.find((one) => one?.[key] === value[key]) : mine.find((one) => values.same(one, value));
      if (!own) mine.push(value);
      else if (key) join(own, value, [...path, value[key]], differ);
    }
  }

  // Take the changes of a file; returns how many were new, and where the two differ.
  function take(text) {
    const found = checked(text);
    const clashes = [];
    let n = 0;
    const who = found.who?.name || "";
    store.update((held) => {
      for (const one of found.changes) {
        const change = { file: one.file, sha256: one.sha256 || "", kind: one.kind, record: one.record ?? "", path: one.path, action: one.action, old: one.old ?? null, new: one.new ?? null, label: labelOf(one) };
        const here = (other) => other.file === change.file && values.same([other.record, other.path], [change.record, change.path]);
        const added = held.changes.find((other) => here(other) && other.action === "add" && change.action === "add");
        if (change.action === "add") {
          const differ = (path, mine, theirs, put) => clashes.push({ label: [...change.label, ...path], mine, theirs, who, take: () => store.update((now) => {
            put();
            const place = now.changes.find((other) => here(other) && other.uid === added.uid);
            if (place) place.new = added.new;
          }) });
          const same = added && (!change.path.length || (values.isMapping(change.new) && KEYS.some((name) => change.new[name] !== undefined && added.new[name] === change.new[name])));
          const twin = added && held.changes.find((other) => here(other) && other.action === "add" && values.same(other.new, change.new));
          if (twin) continue;
          if (same) join(added.new, change.new, [], differ);
          else held.changes.push({ ...change, uid: `${Date.now().toString(36)}${n}${Math.floor(Math.random() * 1e9).toString(36)}` });
          n += 1;
          continue;
        }
        const own = held.changes.find((other) => here(other) && other.action !== "add");
        if (!own) {
          held.changes.push(change);
          n += 1;
        } else if (!values.same([own.action, own.new], [change.action, change.new])) {
          clashes.push({ label: change.label, mine: own.new, theirs: change.new, who, take: () => store.update((now) => {
            now.changes = now.changes.map((other) => (here(other) && other.action !== "add" ? change : other));
          }) });
        }
      }
      if (found.why && !held.why.includes(found.why)) held.why = [held.why, found.why].filter(Boolean).join("\n");
    });
    return { n, clashes, who };
  }

  // What to tell of a file that is none.
  const refusal = (error) => say({ plan: "other_plan" }[error.message] || "no_change_file");

  window.erpsiteEditMerge = { take, refusal };
})();
