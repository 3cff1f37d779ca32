// The changes so far: kept in this browser under the plan's own key, each under its own name, so that two tabs
// add to one another; and the records of the build with these changes laid over them.
(() => {
  const parts = window.erpsiteEditParts;
  const { copy, same, dig, put, startsWith, plain, isMapping } = window.erpsiteEditValues;
  const store = { kept: true, changes: [], who: { person: "", name: "" }, why: "", listeners: new Set() };
  let key = "";

  const nameOf = (one) => JSON.stringify([one.file, one.record, one.path, one.action === "add" ? one.uid : ""]);

  function parsed(text) {
    const found = JSON.parse(text);
    if (!found || !Array.isArray(found.changes) || !found.changes.every((one) => one && typeof one.file === "string" && Array.isArray(one.path))) throw new Error("form");
    return found;
  }

  function take() {
    let text = null;
    try {
      text = localStorage.getItem(key);
    } catch {
      store.kept = false;
      return;
    }
    if (text === null) {
      if (store.kept) store.changes = [];
      return;
    }
    try {
      const found = parsed(text);
      store.changes = found.changes;
      store.who = { person: "", name: "", ...found.who };
      store.why = found.why || "";
    } catch {
      try {
        localStorage.setItem(`${key}/set-aside/${Date.now()}`, text);
        localStorage.removeItem(key);
      } catch {
        store.kept = false;
      }
    }
  }

  function write() {
    const { changes, who, why } = store;
    try {
      if (changes.length || who.name || who.person || why) localStorage.setItem(key, JSON.stringify({ changes, who, why }));
      else localStorage.removeItem(key);
      store.kept = true;
    } catch {
      store.kept = false;
    }
    for (const tell of store.listeners) tell();
  }

  // Change what is kept: what another tab wrote meanwhile is read first.
  store.update = (work) => {
    if (store.kept) take();
    work(store);
    write();
  };

  store.asides = () => {
    try {
      return Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at))
        .filter((name) => name.startsWith(`${key}/set-aside/`)).map((name) => ({ name, text: localStorage.getItem(name) }));
    } catch {
      return [];
    }
  };

  store.open = (name) => {
    key = `erpsite-edit/${name}`;
    take();
    window.addEventListener("storage", (event) => {
      if (event.key !== key) return;
      take();
      for (const tell of store.listeners) tell("elsewhere");
    });
    window.addEventListener("beforeunload", (event) => {
      if (!store.kept && store.changes.length) event.preventDefault();
    });
  };

  store.of = (address) => store.changes.filter((one) => one.file === address.file && same(one.record, address.record));
  store.at = (address, path) => store.of(address).find((one) => one.action !== "add" && same(one.path, path));

  // A record as it would be with the changes: what is removed stays, marked, so that places do not move.
  store.laid = (address, record) => {
    const made = copy(record) || {};
    for (const one of store.of(address)) {
      if (one.raw !== undefined) continue;
      if (one.action === "add") {
        if (!one.path.length) Object.assign(made, copy(one.new), { "@add": one.uid });
        else {
          if (!Array.isArray(dig(made, one.path))) put(made, one.path, []);
          const item = copy(one.new);
          if (isMapping(item)) item["@add"] = one.uid;
          dig(made, one.path).push(item);
        }
      } else if (one.action === "remove") {
        if (!one.path.length) made["@gone"] = true;
        else {
          const held = dig(made, one.path);
          if (isMapping(held)) held["@gone"] = true;
          else put(made, one.path, { "@gone": true, "@was": held });
        }
      } else if (dig(made, one.path.slice(0, -1)) !== undefined || one.path.every((step) => typeof step === "string")) {
        put(made, one.path, copy(one.new));
      }
    }
    return made;
  };

  // The change that already says everything at a place, because it adds or replaces what stands around it.
  function cover(changes, address, path) {
    return changes.find((one) => {
      if (one.file !== address.file || !same(one.record, address.record) || one.raw !== undefined) return false;
      if (one.action === "add") return startsWith(path, one.path.length ? [...one.path, { "+": one.uid }] : []);
      return one.action === "set" && path.length > one.path.length && startsWith(path, one.path);
    });
  }

  const drop = (changes, address, path) => changes.filter((one) => !(one.file === address.file && same(one.record, address.record)
    && one.action !== "add" && startsWith(one.path, path)));

  // Say that the value at a place of a record is another; `raw` is a text that means nothing yet.
  store.set = (address, base, path, value, more = {}) => {
    store.update((held) => {
      const around = cover(held.changes, address, path);
      if (around) {
        const rest = path.slice(around.path.length + (around.action === "add" && around.path.length ? 1 : 0));
        if (more.raw !== undefined) {
          held.changes = held.changes.filter((one) => !(one.raw !== undefined && same(one.path, path) && same(one.record, address.record) && one.file === address.file));
          held.changes.push(entry(address, path, { action: "set", old: null, new: null, inside: true, ...more }));
          return;
        }
        held.changes = drop(held.changes, address, path);
        if (!isMapping(around.new) && !Array.isArray(around.new)) around.new = {};
        put(around.new, rest, value);
        if (around.action === "set" && same(around.new, around.old)) held.changes = held.changes.filter((one) => one !== around);
        return;
      }
      const old = plain(dig(base, path)) ?? null;
      held.changes = drop(held.changes, address, path);
      if (more.raw !== undefined || !same(old, value)) {
        held.changes.push(entry(address, path, { action: "set", old, new: value, ...more }));
      }
    });
  };

  const entry = (address, path, more) => ({ file: address.file, sha256: address.sha256 || "", kind: address.kind, record: address.record, path, ...more });

  store.add = (address, path, item, more = {}) => {
    const uid = `${Date.now().toString(36)}${Math.floor(Math.random() * 1e9).toString(36)}`;
    store.update((held) => {
      const around = path.length && cover(held.changes, address, path);
      if (around) {
        const rest = path.slice(around.path.length + (around.action === "add" && around.path.length ? 1 : 0));
        if (!Array.isArray(dig(around.new, rest))) put(around.new, rest, []);
        dig(around.new, rest).push(item);
      } else held.changes.push(entry(address, path, { action: "add", old: null, new: item, uid, ...more }));
    });
    return uid;
  };

  store.remove = (address, base, path, more = {}) => {
    store.update((held) => {
      const around = path.length && cover(held.changes, address, path);
      if (around && around.action === "add") {
        const rest = path.slice(around.path.length + (around.path.length ? 1 : 0));
        if (!rest.length) held.changes = held.changes.filter((one) => one !== around);
        else {
          const list = dig(around.new, rest.slice(0, -1));
          list.splice(list.indexOf(dig(around.new, rest)), 1);
        }
        return;
      }
      const inside = (one) => one.file === address.file && same(one.record, address.record) && startsWith(one.path, path);
      held.changes = held.changes.filter((one) => !inside(one));
      const old = plain(path.length ? dig(base, path) : base) ?? null;
      if (!address.fresh) held.changes.push(entry(address, path, { action: "remove", old, new: null, ...more }));
    });
  };

  store.drop = (change) => store.update((held) => {
    held.changes = held.changes.filter((one) => nameOf(one) !== nameOf(change) || one.action !== change.action);
  });
  store.clear = () => store.update((held) => {
    held.changes = [];
    held.why = "";
  });
  window.erpsiteEditStore = store;
})();
