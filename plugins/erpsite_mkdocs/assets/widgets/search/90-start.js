// Bring the search box of the header to life, and mark on a page what a result of the search led to.
(() => {
  const parts = window.erpsiteSearching;
  const PAUSE = 80;

  class Box {
    constructor(root) {
      this.root = root;
      this.input = root.querySelector("input");
      this.list = root.querySelector(".md-search-result__list");
      this.meta = root.querySelector(".md-search-result__meta");
      this.say = { ...root.dataset };
      this.start = this.meta.textContent;
      this.highlights = "esHighlight" in root.dataset;
      this.asked = "";
      this.input.addEventListener("input", () => this.soon());
      this.input.form.addEventListener("reset", () => setTimeout(() => this.answer()));
      this.input.form.addEventListener("submit", (event) => this.submit(event));
      root.addEventListener("keydown", (event) => this.press(event));
      this.index = parts.open();
      this.index.catch(() => {});
      if (this.input.value) this.answer();
    }

    soon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.answer(), PAUSE);
    }

    async answer() {
      const typed = this.input.value.trim();
      if (typed === this.asked) return;
      this.asked = typed;
      try {
        this.index = this.index.catch(() => parts.open());
        const index = await this.index;
        const result = await parts.find(index, typed);
        const items = result ? await parts.show(result, this, index) : [];
        if (typed === this.asked) this.put(result, items);
      } catch (failure) {
        this.asked = "";
        this.put(null, [], this.say.failed);
      }
    }

    put(result, items, words = this.start) {
      this.list.replaceChildren(...items);
      this.list.parentElement.parentElement.scrollTop = 0;
      if (!result) this.meta.textContent = words;
      else if (!result.total) this.meta.textContent = this.say.none;
      else this.meta.textContent = result.total === 1 ? this.say.one : this.say.other.replace("#", result.total);
    }

    // Return opens the best result.
    async submit(event) {
      event.preventDefault();
      clearTimeout(this.timer);
      await this.answer();
      this.list.querySelector("a")?.click();
    }

    // The arrow keys walk through the results.
    press(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
      const stops = [this.input, ...this.list.querySelectorAll("a, button, summary")].filter((one) => one.checkVisibility?.() ?? true);
      const at = stops.indexOf(document.activeElement);
      if (at < 0) return;
      event.preventDefault();
      stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
    }
  }

  // Mark what was searched for in the page that a result led to.
  parts.markPage = (words) => {
    const content = document.querySelector(".md-content");
    if (!content || !words.length) return;
    const walk = document.createTreeWalker(content, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest("script, style, svg, template, mark, select, textarea, [hidden]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    const texts = [];
    while (walk.nextNode()) texts.push(walk.currentNode);
    for (const node of texts) {
      if (!parts.places(node.data, words).length) continue;
      const fragment = document.createDocumentFragment();
      parts.mark(fragment, node.data, words);
      node.replaceWith(fragment);
    }
  };

  const root = document.querySelector("[data-es-search]");
  if (root) {
    new Box(root);
    const markLed = () => {
      const led = "esHighlight" in root.dataset && new URLSearchParams(location.search).get("h");
      if (led) parts.markPage(parts.cut(led).map((unit) => unit.text));
    };
    // Where pages are exchanged without loading, each tells so.
    if (window.document$) window.document$.subscribe(markLed);
    else markLed();
  }
})();
