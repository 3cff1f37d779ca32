// Load the parts of the index. They are scripts: a page opened from a file share may fetch nothing else.
(() => {
  const parts = window.erpsiteSearching;
  parts.home = new URL("../../", document.currentScript.src);
  const asked = new Map();
  const takers = new Map();

  window.erpsiteSearch = (name, value) => takers.get(name)?.(value);

  function load(name, stamp) {
    if (!asked.has(name)) {
      const script = document.createElement("script");
      const loaded = new Promise((resolve, reject) => {
        takers.set(name, resolve);
        script.addEventListener("error", () => reject(new Error(name)));
      });
      script.src = new URL(`search/${name}.js${stamp ? `?${stamp}` : ""}`, parts.home).href;
      script.addEventListener("load", () => script.remove());
      document.head.append(script);
      asked.set(name, loaded);
      loaded.catch(() => asked.delete(name));
    }
    return asked.get(name);
  }

  const MOST_PARTS = 6;

  // The last part that begins at or before a word.
  function partOf(firsts, word) {
    let low = 0;
    let high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= word) low = middle + 1;
      else high = middle;
    }
    return Math.max(low - 1, 0);
  }

  class Index {
    constructor(told) {
      this.stamp = told.v;
      this.entries = told.n;
      this.firsts = told.t;
      this.sections = told.s.map(([title, from], at) => ({ title, from, to: at + 1 < told.s.length ? told.s[at + 1][1] : told.n }));
      let from = 0;
      this.shelves = told.e.map((count, number) => {
        const shelf = { number, from };
        from += count;
        return shelf;
      });
    }

    // The words that are a term or, where it is open, begin with it: [word, entries × 4 + place] each.
    async words(term, open) {
      if (!this.firsts.length) return [];
      const numbers = [partOf(this.firsts, term)];
      while (open && numbers.length < MOST_PARTS && this.firsts[numbers.at(-1) + 1]?.startsWith(term)) {
        numbers.push(numbers.at(-1) + 1);
      }
      const loaded = await Promise.all(numbers.map((number) => load(`t${number}`, this.stamp)));
      const found = [];
      for (const part of loaded) {
        for (const [word, steps] of Object.entries(part)) {
          if (word !== term && !(open && word.startsWith(term))) continue;
          let code = 0;
          found.push([word, steps.map((step) => (code += step))]);
        }
      }
      return found;
    }

    // An entry as it is shown.
    async entry(number) {
      let low = 0;
      let high = this.shelves.length;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (this.shelves[middle].from <= number) low = middle;
        else high = middle;
      }
      const shelf = this.shelves[low];
      const [url, title, page, tone, status, texts] = (await load(`e${shelf.number}`, this.stamp))[number - shelf.from];
      return { url, title, page, tone, status, parts: texts.map(([anchor, heading, text]) => ({ anchor, heading, text })) };
    }

    // Every word of letters.
    async vocabulary() {
      const coded = await load("words", this.stamp);
      const words = [];
      for (const [, shared, rest] of coded.matchAll(/([A-Z])([^A-Z]*)/g)) {
        words.push((words.at(-1) || "").slice(0, shared.charCodeAt(0) - 65) + rest);
      }
      return words;
    }
  }

  parts.open = async () => new Index(await load("index"));
})();
