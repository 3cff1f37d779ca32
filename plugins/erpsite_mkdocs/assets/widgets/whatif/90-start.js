// Bring the what-if to life: every change of the budget or of an initiative shows at once.
(() => {
  const parts = window.erpsiteWhatif;
  const { el } = parts;

  function budgetField(data, say, change) {
    const { divisor } = data.unit;
    const most = Math.ceil(Math.max(data.budget, data.items.reduce((total, item) => total + item.cost * data.steps.money, 0)) / divisor);
    const fine = Math.max(Number((most / 400).toPrecision(1)), 0.01);
    const number = el("input", { type: "number", id: "whatif-budget", min: "0", step: "any", inputmode: "decimal" });
    const slider = el("input", { type: "range", id: "whatif-slider", min: "0", max: String(most), step: String(fine), "aria-label": data.words.slider });
    const read = (input) => {
      const amount = Number(input.value);
      if (input.value !== "" && Number.isFinite(amount) && amount >= 0) change(Math.round(amount * divisor * 100) / 100);
    };
    number.addEventListener("input", () => read(number));
    slider.addEventListener("input", () => read(slider));
    const label = el("label", { for: "whatif-budget" }, data.words.budget);
    function update(budget) {
      const amount = Number((budget / divisor).toFixed(6));
      if (Number(number.value) !== amount || number.value === "") number.value = String(amount);
      if (Number(slider.value) !== amount) slider.value = String(amount);
      slider.setAttribute("aria-valuetext", say.money(budget));
    }
    return { box: el("div", { class: "es-whatif-budget" }, el("div", {}, label, number), slider), update };
  }

  function button(text, act, attributes = {}) {
    const made = el("button", { type: "button", class: "es-whatif-button", ...attributes }, text);
    made.addEventListener("click", () => act(made));
    return made;
  }

  // Where the clipboard is closed, as in a page opened from a file, the text is shown selected.
  async function copy(text, source, words) {
    const before = source.textContent;
    try {
      await navigator.clipboard.writeText(text);
      source.textContent = words.copied;
      setTimeout(() => (source.textContent = before), 1500);
    } catch {
      window.prompt(before, text);
    }
  }

  function save(text) {
    const link = el("a", { download: "scenario.yml" });
    link.href = URL.createObjectURL(new Blob([text], { type: "text/yaml" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  window.erpsiteWidgets.whatif = (element, data) => {
    const { words } = data;
    const model = parts.prepare(data);
    const say = parts.speaker(data);
    let scenario = parts.fromAddress(data) || parts.planned(data);
    let chosen = [];
    let exported = "";

    const budget = budgetField(data, say, (amount) => set({ ...scenario, budget: amount }));
    const figures = parts.figures(model, say);
    const line = parts.line(model, say);
    const list = parts.list(model, say, (place, taken) => set({ ...scenario, kept: { ...scenario.kept, [place]: taken } }));
    const load = parts.load(model, say);
    const said = el("p", { class: "es-whatif-said", role: "status", "aria-live": "polite" });
    const moves = el("ul", { class: "es-whatif-moves" });
    const rules = el("div", { class: "es-whatif-rules" });
    const proof = el("p", { class: "es-note" });
    const yaml = el("pre", { tabindex: "0", "aria-label": words.export }, el("code"));
    const panel = el(
      "div", { class: "es-whatif-export", hidden: true },
      yaml,
      el("p", {}, button(words.copy, (source) => copy(exported, source, words)), " ", button(words.download, () => save(exported))),
    );

    const everyone = () => Object.fromEntries(data.items.map((_, place) => [place, data.people.includes(place)]));
    const presets = el(
      "div", { class: "es-whatif-presets" },
      button(words.best, () => set(parts.planned(data))),
      button(words.people, () => set({ budget: data.budget, kept: everyone() })),
      button(words.cut, () => set({ ...scenario, budget: Math.round(scenario.budget * 90) / 100 })),
      button(words.add, () => set({ ...scenario, budget: Math.round(scenario.budget * 110) / 100 })),
      button(words.plan, () => set({ ...scenario, budget: data.budget })),
    );
    const share = el(
      "div", { class: "es-whatif-presets" },
      button(words.copy_link, (source) => copy(parts.toAddress(data, scenario), source, words)),
      button(words.export, (source) => {
        panel.hidden = !panel.hidden;
        source.setAttribute("aria-expanded", String(!panel.hidden));
        if (!panel.hidden) yaml.focus();
      }, { "aria-expanded": "false" }),
    );

    function names(test) {
      return data.items.filter((_, place) => test(chosen[place], data.people.includes(place))).map((item) => item.name);
    }

    function show() {
      const steps = Math.floor(scenario.budget / data.steps.money + 1e-9);
      const found = parts.choose(model, steps, scenario.kept);
      chosen = found.chosen;
      const broken = parts.broken(model, chosen, steps, say);
      for (const part of [figures, line]) part.update(chosen, scenario.budget);
      budget.update(scenario.budget);
      list.update(chosen, scenario.kept);
      load.update(chosen);
      const moved = [["joining", names((now, before) => now && !before)], ["dropping", names((now, before) => !now && before)]];
      const lines = moved.filter(([, list]) => list.length).map(([word, list]) => el("li", {}, say.fill(word, { names: list.join(words.list) })));
      moves.replaceChildren(...(lines.length ? lines : [el("li", {}, words.unchanged)]));
      rules.className = `es-whatif-rules es-callout es-tone-${broken.length ? "red" : "green"}`;
      rules.replaceChildren(
        el("p", { class: "es-callout-title" }, el("span", { "aria-hidden": "true" }, broken.length ? "▲" : "✓"), ` ${broken.length ? words.broken : words.kept}`),
        ...(broken.length ? [el("ul", {}, ...broken.map((text) => el("li", {}, text)))] : []),
      );
      proof.textContent = broken.length ? "" : found.proved ? words.proved : words.unproved;
      const totals = { value: say.value(parts.sum(model, chosen, "value")), cost: say.steps(parts.sum(model, chosen, "cost")) };
      said.textContent = say.fill("said", { n: chosen.filter(Boolean).length, broken: broken.length, ...totals });
      exported = parts.asYaml(data, scenario, chosen, say, model);
      yaml.firstChild.textContent = exported;
    }

    function set(next) {
      scenario = next;
      parts.toAddress(data, scenario);
      show();
    }

    window.addEventListener("hashchange", () => {
      const asked = element.isConnected && parts.fromAddress(data);
      if (!asked) return;
      scenario = asked;
      show();
    });
    element.append(budget.box, presets, figures.box, line.box, rules, moves, proof, said, list.box, load.box, share, panel);
    show();
  };
})();
