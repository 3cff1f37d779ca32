// What a reader asked and has not sent yet: each question under a key of its own in this browser, so that no tab
// overwrites what another one keeps; where the browser keeps nothing, in this page.
(() => {
  // Two people who ask the same of the same place get the same id (cyrb53, which needs no secure context).
  function hash(text) {
    let [one, other] = [0xdeadbeef, 0x41c6ce57];
    for (const letter of text) {
      const code = letter.codePointAt(0);
      one = Math.imul(one ^ code, 2654435761);
      other = Math.imul(other ^ code, 1597334677);
    }
    one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
    other = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
    return (4294967296 * (2097151 & other) + (one >>> 0)).toString(36);
  }
  const words = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  const idOf = ({ page, paragraph, text }) => `q-${hash(`${page}#${paragraph}#${words(text)}`)}`;

  function open(plan) {
    const start = `erpsite-ask-${plan}/`;
    const memory = new Map();
    const store = { kept: true };
    const stored = () => {
      try {
        return Object.keys(localStorage).filter((key) => key.startsWith(start));
      } catch {
        return [];
      }
    };
    const get = (key) => {
      if (memory.has(key)) return memory.get(key);
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    };
    const put = (key, text) => {
      try {
        localStorage.setItem(key, text);
        memory.delete(key);
      } catch {
        memory.set(key, text);
        store.kept = false;
      }
    };
    const drop = (key) => {
      memory.delete(key);
      try {
        localStorage.removeItem(key);
      } catch {
        // It was never kept.
      }
    };
    const asQuestion = (text) => {
      try {
        const found = JSON.parse(text);
        return typeof found?.id === "string" && typeof found.text === "string" && typeof found.page === "string" ? found : null;
      } catch {
        return null; // somebody else's entry
      }
    };

    store.all = () =>
      [...new Set([...stored(), ...memory.keys()])].filter((key) => key.startsWith(`${start}q/`))
        .map((key) => asQuestion(get(key))).filter(Boolean)
        .sort((one, other) => (one.at < other.at ? -1 : 1));
    store.keep = (question) => {
      const made = { ...question, id: idOf(question), at: new Date().toISOString() };
      put(`${start}q/${made.id}`, JSON.stringify(made));
      return made;
    };
    store.drop = (id) => drop(`${start}q/${id}`);
    store.note = (name, text) => (text ? put(`${start}${name}`, text) : drop(`${start}${name}`));
    store.noted = (name) => get(`${start}${name}`) || "";
    return store;
  }
  window.erpsiteAsked = { open };
})();
