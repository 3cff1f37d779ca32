// The scenario: a budget and what is kept in or out. The address holds it, so that it can be sent.
(() => {
  const parts = window.erpsiteWhatif;

  parts.planned = (data) => ({ budget: data.budget, kept: {} });

  // Unknown ids and odd numbers are passed over: an old link still opens.
  parts.fromAddress = (data) => {
    const asked = new URLSearchParams(location.hash.slice(1));
    if (!["budget", "in", "out"].some((key) => asked.has(key))) return null;
    const scenario = parts.planned(data);
    const budget = Number(asked.get("budget") || NaN);
    if (Number.isFinite(budget) && budget >= 0) scenario.budget = budget;
    for (const [key, taken] of [["in", true], ["out", false]]) {
      for (const id of (asked.get(key) || "").split(",")) {
        const place = data.items.findIndex((item) => item.id === id);
        if (place >= 0) scenario.kept[place] = taken;
      }
    }
    return scenario;
  };

  parts.toAddress = (data, scenario) => {
    const ids = (taken) => data.items.filter((_, place) => scenario.kept[place] === taken).map((item) => item.id);
    const fields = [`budget=${scenario.budget}`];
    for (const [key, taken] of [["in", true], ["out", false]]) if (ids(taken).length) fields.push(`${key}=${ids(taken).join(",")}`);
    const hash = `#${fields.join("&")}`;
    try {
      history.replaceState(history.state, "", location.pathname + location.search + hash);
    } catch {
      location.hash = hash;
    }
    return location.href;
  };

  // The change as data: each part names its file and holds only keys of the data contract.
  parts.asYaml = (data, scenario, chosen, say, model) => {
    const changes = [];
    const notes = [];
    if (scenario.budget !== data.budget && data.contingency < 1) {
      const envelope = Math.ceil(Number((scenario.budget / (1 - data.contingency)).toFixed(6)));
      changes.push(`# data/handbook.yml\nbudget:\n  envelope: ${envelope}\n`);
    }
    data.items.forEach((item, place) => {
      const differs = chosen[place] !== data.people.includes(place);
      const stage = chosen[place] ? "approved" : item.stage === "approved" || differs ? "deferred" : item.stage;
      if (differs && item.reviewed) notes.push(`# ${say.fill("export_review", { name: item.name.replace(/\s+/g, " "), month: item.reviewed })}`);
      else if (stage !== item.stage && !item.reviewed) changes.push(`# data/${item.file}\nstage: ${stage}\n`);
    });
    const [value, cost] = [say.value(parts.sum(model, chosen, "value")), say.steps(parts.sum(model, chosen, "cost"))];
    const head = [`# ${say.fill("export_title", { value, cost })}`, `# ${location.href}`, ...notes].join("\n");
    if (!changes.length) return `${head}\n# ${data.words.export_same}\n`;
    return `${head}\n# ${data.words.export_note}\n---\n${changes.join("---\n")}`;
  };
})();
