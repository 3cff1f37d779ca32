// What meeting mode remembers: kept in this browser under the meeting's own key, and nowhere else.
(() => {
  const blank = () => ({
    version: 1,
    current: null,
    sessions: {},
    speaker: { since: null, spent: 0 },
    keepBreaks: true,
    sound: false,
    asked: {},
    decisions: [],
    actions: [],
    votes: {},
    parked: [],
  });

  // A store whose `kept` says whether the browser really keeps anything.
  function openStore(key) {
    const store = { kept: true, state: blank() };
    try {
      const text = localStorage.getItem(key);
      if (text) {
        const found = JSON.parse(text);
        if (found && found.version === 1) store.state = { ...blank(), ...found };
      }
    } catch {
      store.kept = false;
    }
    store.save = () => {
      try {
        localStorage.setItem(key, JSON.stringify(store.state));
        store.kept = true;
      } catch {
        store.kept = false;
      }
    };
    store.save();
    return store;
  }

  // The next free id such as `d-2026-01-09-3`.
  function nextId(letter, day, taken) {
    let number = 1;
    while (taken.has(`${letter}-${day}-${number}`)) number += 1;
    return `${letter}-${day}-${number}`;
  }

  window.erpsiteMeetingStore = { openStore, blank, nextId };
})();
