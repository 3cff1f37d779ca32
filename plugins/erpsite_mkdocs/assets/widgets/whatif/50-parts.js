// The pieces of the page: figures, the line of best values, the list of initiatives, the load.
(() => {
  const parts = window.erpsiteWhatif;
  const { el } = parts;
  const SVG = "http://www.w3.org/2000/svg";

  function chip(tone, shape, text) {
    return el("span", { class: `es-chip es-${tone}` }, el("span", { "aria-hidden": "true" }, shape), ` ${text}`);
  }

  function tile(title) {
    const value = el("p", { class: "es-tile-value" });
    const note = el("p", { class: "es-tile-note" });
    return { box: el("div", { class: "es-tile" }, el("p", { class: "es-tile-title" }, title), value, note), value, note };
  }

  parts.figures = (model, say) => {
    const { words, items } = model.data;
    const tiles = { value: tile(words.value), cost: tile(words.cost), left: tile(words.left), count: tile(words.count) };
    const box = el("div", { class: "es-tiles es-whatif-figures" }, ...Object.values(tiles).map((one) => one.box));
    const people = items.map((_, place) => model.data.people.includes(place));
    function against(field, chosen, print) {
      const difference = parts.sum(model, chosen, field) - parts.sum(model, people, field);
      return difference ? say.fill("against", { difference: print(difference, true) }) : words.same;
    }
    function update(chosen, budget) {
      const [value, cost] = [parts.sum(model, chosen, "value"), parts.sum(model, chosen, "cost")];
      const left = budget - cost * model.data.steps.money;
      tiles.value.value.textContent = say.fill("points", { number: say.value(value) });
      tiles.value.note.textContent = against("value", chosen, say.value);
      tiles.cost.value.textContent = say.steps(cost);
      tiles.cost.note.textContent = against("cost", chosen, say.steps);
      tiles.left.box.querySelector(".es-tile-title").textContent = left < 0 ? words.over : words.left;
      tiles.left.value.textContent = say.money(Math.abs(left));
      tiles.left.box.classList.toggle("es-tone-red", left < 0);
      tiles.count.value.textContent = say.fill("of", { n: chosen.filter(Boolean).length, all: items.length });
    }
    return { box, update };
  };

  // A small step line of the best values with the scenario as a dot; the figure below it has all the axes.
  parts.line = (model, say) => {
    const { points, data } = model;
    const [width, height] = [600, 120];
    const most = Math.max(parts.sum(model, data.items.map(() => true), "cost"), data.budget / data.steps.money, 1);
    const top = Math.max(parts.sum(model, data.items.map(() => true), "value"), 1);
    const x = (cost) => ((Math.min(cost, most) / most) * width).toFixed(1);
    const y = (value) => (height - 6 - (Math.min(value, top) / top) * (height - 12)).toFixed(1);
    const make = (name, attributes) => {
      const element = document.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    const path = points.map((point, at) => `${at ? "H" : "M"}${x(point.cost)}${at ? "V" : " "}${y(point.value)}`).join("");
    const svg = make("svg", { viewBox: `0 0 ${width} ${height}`, class: "es-whatif-line", preserveAspectRatio: "none" });
    const rule = make("line", { class: "es-whatif-rule", y1: 0, y2: height });
    const dot = make("line", { class: "es-whatif-dot" });
    if (points.length) svg.append(make("path", { d: `${path}H${width}` }));
    svg.append(rule, dot);
    function update(chosen, budget) {
      const at = x(budget / data.steps.money);
      const [dx, dy] = [x(parts.sum(model, chosen, "cost")), y(parts.sum(model, chosen, "value"))];
      for (const [key, value] of [["x1", at], ["x2", at]]) rule.setAttribute(key, value);
      for (const [key, value] of [["x1", dx], ["x2", dx], ["y1", dy], ["y2", dy]]) dot.setAttribute(key, value);
    }
    const ends = el("p", { class: "es-whatif-ends" }, el("span", {}, say.steps(0)), el("span", {}, say.steps(most)));
    const title = el("p", { class: "es-whatif-title" }, say.fill("line", { value: say.value(top) }));
    return { box: el("div", { "aria-hidden": "true" }, title, svg, ends), update };
  };

  // One row for each initiative, always in the same order, so that the focus stays where it is.
  parts.list = (model, say, change) => {
    const { data, order } = model;
    const { words, urls } = data;
    const rows = order.map((place) => {
      const item = data.items[place];
      const box = el("input", { type: "checkbox", id: `whatif-${item.id}`, "aria-label": say.fill("take", { name: item.name }) });
      const pin = el("button", { type: "button", class: "es-whatif-pin", "aria-label": say.fill("pin", { name: item.name }) });
      const status = el("td", { class: "es-status", "data-label": words.status });
      const name = el("a", { href: urls[item.path] }, item.name);
      const must = item.mandatory ? [" ", chip("blue", "●", item.finished ? words.finished : words.mandatory)] : [];
      // Nobody can choose finished work away any more.
      box.disabled = pin.disabled = item.finished;
      const row = el(
        "tr", {},
        el("th", { scope: "row", class: "es-text es-wide" }, el("span", { class: "es-whatif-name" }, box, el("span", {}, name, ...must))),
        el("td", { class: "es-number", "data-label": words.value_column }, say.value(item.value)),
        el("td", { class: "es-number", "data-label": words.cost }, say.steps(item.cost)),
        status,
        el("td", { class: "es-text", "data-label": words.pinned }, pin),
      );
      box.addEventListener("change", () => change(place, box.checked));
      pin.addEventListener("click", () => change(place, pin.getAttribute("aria-pressed") === "true" ? undefined : box.checked));
      return { place, box, pin, status, row };
    });
    const head = [[words.initiative, "es-text es-wide"], [words.value_column, "es-number"], [words.cost, "es-number"], [words.status, "es-status"], [words.pinned, "es-text"]];
    const table = el(
      "table", { class: "es-grid es-whatif-items" },
      el("thead", {}, el("tr", {}, ...head.map(([text, kind]) => el("th", { scope: "col", class: kind }, text)))),
      el("tbody", {}, ...rows.map((one) => one.row)),
    );
    function update(chosen, kept) {
      for (const { place, box, pin, status, row } of rows) {
        const [taken, before] = [chosen[place], data.people.includes(place)];
        box.checked = taken;
        row.classList.toggle("es-whatif-out", !taken);
        const stays = kept[place] !== undefined || data.items[place].finished;
        pin.setAttribute("aria-pressed", String(stays));
        pin.textContent = stays ? words.pinned : words.free;
        const said = taken ? (before ? chip("green", "✓", words.in) : chip("blue", "＋", words.joins)) : before ? chip("amber", "−", words.drops) : chip("grey", "○", words.out);
        status.replaceChildren(said);
      }
    }
    const list = el("div", { class: "es-table" }, table);
    // More than a reader takes in at once is folded; what was chosen stands above it as sums.
    const folded = el("details", { class: "es-rest" }, el("summary", {}, `${words.initiative} (${rows.length})`), list);
    return { box: rows.length > 30 ? folded : list, update };
  };

  // Load of each role in each quarter, with a bar, the numbers, and a mark where it is too much.
  parts.load = (model, say) => {
    const { words, cells } = model.data;
    const roles = [...new Set(cells.map((cell) => cell.role))];
    const quarters = [...new Set(cells.map((cell) => cell.quarter))];
    const places = new Map(cells.map((cell, at) => [`${cell.role}|${cell.quarter}`, at]));
    const slots = cells.map((cell) => el("td", { class: "es-whatif-load", "data-label": cell.quarter }));
    const head = [el("th", { scope: "col", class: "es-text" }, words.role), ...quarters.map((text) => el("th", { scope: "col" }, text))];
    const body = roles.map((role) =>
      el("tr", {}, el("th", { scope: "row", class: "es-text" }, role), ...quarters.map((quarter) => {
        const at = places.get(`${role}|${quarter}`);
        return at === undefined ? el("td", { "data-label": quarter }, "–") : slots[at];
      })),
    );
    function update(chosen) {
      parts.loads(model, chosen).forEach((days, at) => {
        const { limit } = cells[at];
        const over = limit !== null && days > limit;
        const share = limit ? Math.min(days / limit, 1) : days ? 1 : 0;
        const bar = el("span", { class: `es-track`, "aria-hidden": "true" }, el("b", { style: `width:${Math.round(share * 100)}%` }));
        const text = limit === null ? `${say.days(days)} (${words.unlimited})` : `${say.days(days)} / ${say.days(limit)}`;
        slots[at].className = `es-whatif-load es-${over ? "red" : limit === null ? "grey" : "blue"}`;
        slots[at].replaceChildren(el("span", { class: "es-num" }, over ? `▲ ${text}` : text), bar);
      });
    }
    const table = el("table", { class: "es-grid" }, el("caption", {}, words.load), el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...body));
    return { box: cells.length ? el("div", { class: "es-table" }, table) : el("div"), update };
  };
})();
