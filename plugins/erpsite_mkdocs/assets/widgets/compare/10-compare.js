// What changed between two months of the reader's choice. Every pair of months stands in the page's data:
// nothing is fetched, so it works from a file share. The address keeps the choice, so that it can be sent.
(() => {
  const shown = 20;

  function el(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  function fill(text, n) {
    return text.replace("{n}", String(n));
  }

  function linked(text, url, attributes = {}) {
    return url ? el("a", { ...attributes, href: url }, text) : text;
  }

  function recordCell(data, number) {
    const [text, path, anchor] = data.records[number];
    return linked(text, path ? data.urls[path] + (anchor ? `#${anchor}` : "") : "");
  }

  function sourceCell(data, file, place) {
    const path = data.files[file];
    if (!path) return "–";
    const code = el("code", { class: "es-place" }, `data/${path}${place}`);
    const pattern = data.sources[path];
    if (!pattern) return code;
    // A long file stands on several pages, of so many lines each, up to its last that is shown.
    const line = Number(place.split(":")[1] || 1);
    const [each, most] = data.lines;
    const page = Math.floor((Math.min(line, most) - 1) / each) + 1;
    const url = pattern.replace("{page}", page > 1 ? `-${page}` : "").replace("{line}", line);
    return linked(code, url, { class: "es-place" });
  }

  function row(data, number) {
    const [kind, record, sentence, file, place] = data.rows[number];
    const [tone, shape, word] = data.kinds[kind];
    const chip = el("span", { class: `es-chip es-${tone}` }, el("span", { "aria-hidden": "true" }, shape), ` ${word}`);
    const cell = (label, type, content) => el("td", { class: type, "data-label": label }, content);
    return el(
      "tr", {},
      el("th", { scope: "row", class: "es-text" }, recordCell(data, record)),
      cell(data.words.kind, "es-status", chip),
      cell(data.words.sentence, "es-text es-wide", sentence),
      cell(data.words.source, "es-text es-wide", sourceCell(data, file, place)),
    );
  }

  function table(data, numbers, label) {
    const heads = [["record", "es-text"], ["kind", "es-status"], ["sentence", "es-text es-wide"], ["source", "es-text es-wide"]];
    const head = heads.map(([name, type]) => el("th", { scope: "col", class: type }, data.words[name]));
    return el(
      "div", { class: "es-table", tabindex: "0", role: "group", "aria-label": label },
      el("table", { class: "es-grid" }, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...numbers.map((number) => row(data, number)))),
    );
  }

  function chooser(data, name, first, last, chosen) {
    const select = el("select", { id: `compare-${name}` });
    data.months.forEach(([month, text], index) => {
      if (index >= first && index <= last) select.append(el("option", { value: month }, text));
    });
    select.value = chosen;
    const label = el("label", { for: `compare-${name}` }, data.words[name]);
    return [el("span", { class: "es-compare-field" }, label, select), select];
  }

  function asked(months, name, otherwise) {
    const month = new URLSearchParams(location.search).get(name);
    return months.includes(month) ? month : otherwise;
  }

  function keep(from, to) {
    const query = new URLSearchParams(location.search);
    query.set("from", from);
    query.set("to", to);
    try {
      history.replaceState(history.state, "", `?${query}${location.hash}`);
    } catch {
      // A page opened from a file may not change its address; the choice then stays in the page alone.
    }
  }

  window.erpsiteWidgets.compare = (element, data) => {
    const last = data.months.length - 1;
    const months = data.months.map(([month]) => month);
    const [fromField, from] = chooser(data, "from", 0, last - 1, asked(months.slice(0, last), "from", months[Math.max(last - 3, 0)]));
    const [toField, to] = chooser(data, "to", 1, last, asked(months.slice(1), "to", months[last]));
    const said = el("p", { role: "status", "aria-live": "polite", class: "es-compare-said" });
    const result = el("div", {});

    function show() {
      const [first, second] = [months.indexOf(from.value), months.indexOf(to.value)];
      for (const option of to.options) option.disabled = months.indexOf(option.value) <= first;
      if (second <= first) {
        to.value = months[first + 1];
        show();
        return;
      }
      const [count, ...numbers] = data.pairs[`${first}-${second}`];
      const words = count ? fill(count === 1 ? data.words.one : data.words.many, count) : data.words.none;
      const rest = count - numbers.length;
      said.textContent = `${data.months[first][1]} → ${data.months[second][1]}${data.words.colon}${words}`;
      const [open, folded] = [numbers.slice(0, shown), numbers.slice(shown)];
      result.replaceChildren(...(count ? [table(data, open, said.textContent)] : []));
      if (folded.length) {
        const summary = fill(folded.length === 1 ? data.words.lighter_one : data.words.lighter, folded.length);
        result.append(el("details", {}, el("summary", {}, summary), table(data, folded, summary)));
      }
      if (rest > 0) result.append(el("p", { class: "es-note" }, fill(data.words.rest, rest)));
    }

    for (const select of [from, to]) {
      select.addEventListener("change", () => {
        show();
        keep(from.value, to.value);
      });
    }
    element.append(el("div", { class: "es-compare" }, fromField, toField), said, result);
    show();
  };
})();
