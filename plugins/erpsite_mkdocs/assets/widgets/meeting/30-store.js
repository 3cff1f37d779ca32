// What meeting mode remembers: kept in this browser under the meeting's own key, and nowhere else.
// Every tab also keeps all it knows under a key of its own, so that no tab can overwrite what another one captured.
(() => {
  const { blank, read, merge, view, take, tellApart, revision, uid, fields, living } = window.erpsiteMeetingEntries;
  const COURSE = ["current", "sessions", "speaker", "keepBreaks", "sound", "asked"];
  const RESERVE = 100_000;

  // An empty state as the file's reader fills it.
  const blankState = () => view(blank());

  // The store of a meeting. `kept` says whether the browser really keeps anything, `nearlyFull` whether it soon
  // will not, `others` whether another tab is at work; `changed` is called when what is known has changed elsewhere.
  function openStore(key, taken, changed) {
    const mine = `${key}/tab/${uid()}`;
    const tabs = `${key}/tab/`;
    const asides = `${key}/set-aside/`;
    const reserve = `${key}/reserve`;
    const store = { kept: true, nearlyFull: false, others: false, state: null };
    const undone = [];
    let doc = blank();
    let guarded = false; // what stands under the key could be neither read nor set aside: it is not touched

    const plain = (known) => JSON.stringify(merge(blank(), known));
    const keys = (start) => Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index)).filter((name) => name?.startsWith(start));

    function show(next) {
      doc = tellApart(next, taken);
      store.state = view(doc);
    }

    // Write, on space that was put by for this where there is no other.
    function put(name, text) {
      try {
        localStorage.setItem(name, text);
      } catch (error) {
        if (localStorage.getItem(reserve) === null) throw error;
        localStorage.removeItem(reserve);
        localStorage.setItem(name, text);
      }
    }

    function putBy() {
      try {
        if (localStorage.getItem(reserve) === null) localStorage.setItem(reserve, " ".repeat(RESERVE));
        store.nearlyFull = false;
      } catch {
        store.nearlyFull = true;
      }
    }

    // Read a stored record into what is known. One that is damaged or of another version is set aside whole.
    function learn(name) {
      const stored = localStorage.getItem(name);
      if (stored === null) return;
      const found = read(stored);
      if (!found.whole && !store.asides().some(({ text }) => text === stored)) {
        try {
          put(`${asides}${new Date().toISOString()}-${uid().slice(-4)}`, stored);
        } catch {
          guarded = guarded || name === key;
        }
      }
      show(merge(doc, found.doc));
    }

    function save() {
      try {
        if (!guarded) learn(key);
        const text = JSON.stringify(doc);
        put(mine, text);
        if (!guarded) put(key, text);
        store.kept = true;
        putBy();
      } catch {
        store.kept = false;
      }
    }

    // Do something that can be undone: `back` takes it back, whatever happened since.
    function act(name, work, back) {
      work();
      undone.push({ name, back });
      store.state = view(doc);
      save();
    }

    const set = (name, one) => { doc.entries[name] = { ...one, rev: revision(doc.entries[name]?.rev) }; };
    const drop = (name) => { const { kind, at } = doc.entries[name]; set(name, { kind, at, gone: true }); };

    // Change the course of the day: which session runs, who speaks, what was ticked.
    store.keep = (change) => {
      const state = view(doc);
      change(state);
      const held = Object.fromEntries(COURSE.map((name) => [name, state[name]]));
      doc.course = { ...held, rev: revision(doc.course.rev) };
      store.state = view(doc);
      save();
    };
    store.add = (kind, found) => {
      const name = uid();
      const made = { kind, at: revision(), ...fields(kind, found) };
      act(found.title || found.text || found.name || "", () => set(name, made), () => drop(name));
    };
    store.remove = (name) => {
      const one = doc.entries[name];
      if (one && !one.gone) act(one.title || one.text || "", () => drop(name), () => set(name, one));
    };
    store.clear = (name) => {
      const before = structuredClone(doc);
      act(name, () => {
        for (const [held] of living(doc)) drop(held);
        doc.course = { ...blank().course, sound: doc.course.sound, rev: revision(doc.course.rev) };
      }, () => {
        for (const [held, one] of Object.entries(before.entries)) if (!one.gone) set(held, one);
        doc.course = { ...before.course, rev: revision(doc.course.rev) };
      });
    };
    store.take = (name, state) => {
      const before = structuredClone(doc);
      let counts;
      act(name, () => { counts = take(doc, state); show(doc); }, () => {
        for (const held of Object.keys(doc.entries)) if (!before.entries[held] && !doc.entries[held].gone && counts.names.includes(held)) drop(held);
        doc.course = { ...before.course, rev: revision(doc.course.rev) };
      });
      counts.names = Object.keys(doc.entries).filter((held) => !before.entries[held]);
      return counts;
    };
    // Take the last capture back and return its name; null where nothing is left to undo.
    store.undo = () => {
      const step = undone.pop();
      if (!step) return null;
      step.back();
      store.state = view(doc);
      save();
      return step.name;
    };
    Object.defineProperty(store, "undoable", { get: () => undone.at(-1)?.name ?? null });
    store.asides = () => {
      try {
        return keys(asides).sort().map((name) => ({ name: name.slice(asides.length), text: localStorage.getItem(name) }));
      } catch {
        return [];
      }
    };
    store.forget = (name) => localStorage.removeItem(asides + name);

    function meetOthers() {
      let channel = null;
      try {
        channel = new BroadcastChannel(key);
      } catch {
        return; // an old browser: the events of the storage merge all the same
      }
      const here = new Set();
      const tell = (word) => channel.postMessage({ word, tab: mine });
      channel.onmessage = ({ data }) => {
        if (data.word === "hello") tell("here");
        if (data.word === "bye") here.delete(data.tab);
        else here.add(data.tab);
        store.others = here.size > 0;
        changed();
      };
      const leave = () => tell("bye");
      const come = () => tell("hello");
      window.addEventListener("pagehide", leave);
      window.addEventListener("pageshow", come);
      come();
      store.close = () => {
        window.removeEventListener("storage", heard);
        window.removeEventListener("pagehide", leave);
        window.removeEventListener("pageshow", come);
        leave();
        channel.close();
        store.close = () => {};
      };
    }

    // Leave the meeting: the site has turned to another page without loading it.
    store.close = () => window.removeEventListener("storage", heard);
    function heard(event) {
      if (event.key === null || (event.key === mine && event.newValue === null)) save();
      else if (event.newValue !== null && (event.key === key || event.key.startsWith(tabs))) {
        const before = JSON.stringify(doc);
        const found = read(event.newValue);
        show(merge(doc, found.doc));
        // What the other tab wrote lacks something that is known here: write it again, so that all have all.
        if (event.key === key && plain(found.doc) !== plain(read(JSON.stringify(doc)).doc)) save();
        if (JSON.stringify(doc) !== before) changed();
      }
    }

    store.state = view(doc);
    try {
      const left = keys(tabs);
      learn(key);
      for (const name of left) learn(name);
      save();
      // Their tabs were closed, or write them again as soon as they hear of it.
      if (store.kept) for (const name of left) localStorage.removeItem(name);
    } catch {
      store.kept = false;
    }
    window.addEventListener("storage", heard);
    meetOthers();
    return store;
  }

  // The next free id such as `d-2026-01-09-3`.
  function nextId(letter, day, taken) {
    let number = 1;
    while (taken.has(`${letter}-${day}-${number}`)) number += 1;
    return `${letter}-${day}-${number}`;
  }

  window.erpsiteMeetingStore = { openStore, blank: blankState, nextId };
})();
