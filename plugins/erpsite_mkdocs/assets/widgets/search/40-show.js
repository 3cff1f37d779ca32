// Show what was found: by section, each result with its status and the places on its page that have the words.
(() => {
  const parts = window.erpsiteSearching;
  const AROUND = 70;
  const MOST_SHOWN = 220;
  const PLACES = 2;
  const MORE = 10;
  const SHAPES = { green: "●", amber: "▲", red: "■", grey: "○", blue: "◆" };

  function el(name, classes, ...children) {
    const element = document.createElement(name);
    if (classes) element.className = classes;
    element.append(...children);
    return element;
  }

  // The sentence around the first word that was found.
  function excerpt(text, words) {
    const line = text.split("\n").find((one) => parts.places(one, words).length) || text.split("\n")[0] || "";
    const [first] = parts.places(line, words);
    if (line.length <= MOST_SHOWN) return line;
    const from = first && first[0] > AROUND ? first[0] - AROUND : 0;
    const begin = from && line.lastIndexOf(" ", from) > from - 20 ? line.lastIndexOf(" ", from) + 1 : from;
    return `${begin ? "…" : ""}${line.slice(begin, begin + MOST_SHOWN)}${begin + MOST_SHOWN < line.length ? "…" : ""}`;
  }

  const count = (text, words) => words.filter((word) => parts.places(text, [word]).length).length;

  class Shown {
    constructor(result, box, index) {
      this.result = result;
      this.box = box;
      this.index = index;
    }

    address(entry, anchor) {
      const address = new URL(entry.url, parts.home);
      if (this.box.highlights) address.searchParams.set("h", this.result.words.join(" "));
      if (anchor) address.hash = anchor;
      return address.href;
    }

    link(entry, anchor, ...children) {
      const link = el("a", "md-search-result__link", ...children);
      link.href = this.address(entry, anchor);
      return link;
    }

    place(entry, part) {
      const article = el("article", "md-search-result__article md-typeset");
      if (part.heading) article.append(parts.mark(el("div", "es-found-place"), part.heading, this.result.words));
      if (part.text) article.append(parts.mark(el("p"), excerpt(part.text, this.result.words), this.result.words));
      return this.link(entry, part.anchor, article);
    }

    item(entry) {
      const { words } = this.result;
      const [first, ...others] = entry.parts;
      const title = parts.mark(el("span", "es-found-title"), entry.title, words);
      const head = el("div", "es-found-head", title);
      if (entry.status) head.append(el("span", `es-chip es-${entry.tone}`, hidden(SHAPES[entry.tone] || ""), ` ${entry.status}`));
      const article = el("article", "md-search-result__article md-typeset", head);
      if (entry.page) article.append(el("div", "es-found-page", entry.page));
      if (first.text) article.append(parts.mark(el("p"), excerpt(first.text, words), words));
      const item = el("li", "md-search-result__item", this.link(entry, first.anchor, article));
      const scored = others.map((part) => ({ part, points: 2 * count(part.heading, words) + count(part.text, words) }));
      const places = scored.filter((one) => one.points).sort((one, other) => other.points - one.points);
      for (const one of places.slice(0, PLACES)) item.append(this.place(entry, one.part));
      if (places.length > PLACES) item.append(this.folded(entry, places.slice(PLACES)));
      return item;
    }

    folded(entry, places) {
      const more = places.length === 1 ? this.box.say.moreOne : this.box.say.moreOther.replace("#", places.length);
      const details = el("details", "md-search-result__more", el("summary", "", el("div", "", more)));
      details.addEventListener("toggle", () => {
        if (details.children.length > 1) return;
        details.append(...places.map((one) => this.place(entry, one.part)));
      });
      return details;
    }

    // Entries as items; those that say the typed words as they were typed stand first.
    async items(numbers) {
      const { phrase } = this.result;
      const entries = await Promise.all(numbers.map((number) => this.index.entry(number)));
      const scored = entries.map((entry, at) => {
        const title = parts.fold(entry.title);
        const said = title === phrase ? 3 : title.includes(phrase) ? 2 : entry.parts.some((part) => parts.fold(`${part.heading}\n${part.text}`).includes(phrase)) ? 1 : 0;
        return { entry, at, said };
      });
      scored.sort((one, other) => other.said - one.said || one.at - other.at);
      return scored.map((one) => this.item(one.entry));
    }

    async group(group, number) {
      const name = `es-found-${number}`;
      const total = el("span", "es-found-total", String(group.entries.length));
      const heading = el("div", "es-found-section", group.title, total);
      heading.id = name;
      const list = el("ol", "md-search-result__list", ...(await this.items(group.entries.slice(0, group.first))));
      list.setAttribute("aria-labelledby", name);
      const part = el("li", "es-found-group", heading, list);
      let shown = group.first;
      if (shown < group.entries.length) {
        const button = el("button", "es-found-more", `${this.box.say.more} (${group.entries.length - shown})`);
        button.type = "button";
        button.addEventListener("click", async () => {
          const items = await this.items(group.entries.slice(shown, shown + MORE));
          shown += items.length;
          list.append(...items);
          items[0]?.querySelector("a").focus();
          button.textContent = `${this.box.say.more} (${group.entries.length - shown})`;
          button.hidden = shown >= group.entries.length;
        });
        part.append(button);
      }
      return part;
    }
  }

  function hidden(text) {
    const shape = el("span", "", text);
    shape.setAttribute("aria-hidden", "true");
    return shape;
  }

  parts.show = (result, box, index) => {
    const shown = new Shown(result, box, index);
    return Promise.all(result.groups.map((group, number) => shown.group(group, number)));
  };
})();
