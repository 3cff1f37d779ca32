// Which rules a choice breaks, and how its load stands against each capacity.
(() => {
  const parts = window.erpsiteWhatif;

  parts.loads = (model, chosen) => {
    const used = model.data.cells.map(() => 0);
    model.efforts.forEach((efforts, place) => {
      if (chosen[place]) for (const [cell, days] of efforts) used[cell] += days;
    });
    return used;
  };

  parts.broken = (model, chosen, budget, say) => {
    const { data, rivals } = model;
    const name = (place) => data.items[place].name;
    const found = [];
    const cost = parts.sum(model, chosen, "cost");
    if (cost > budget) found.push(say.fill("broken_budget", { cost: say.steps(cost), over: say.steps(cost - budget) }));
    data.items.forEach((item, place) => {
      if (item.mandatory && !chosen[place]) found.push(say.fill("broken_mandatory", { name: name(place) }));
      if (!chosen[place]) return;
      for (const other of item.needs) {
        if (!chosen[other]) found.push(say.fill("broken_needs", { name: name(place), other: name(other) }));
      }
      const both = rivals[place].filter((other) => chosen[other]);
      if (both.length && both.every((other) => other > place)) {
        found.push(say.fill("broken_group", { names: [place, ...both].map(name).join(data.words.list) }));
      }
    });
    parts.loads(model, chosen).forEach((days, cell) => {
      const { role, quarter, limit } = data.cells[cell];
      if (limit === null || days <= limit) return;
      found.push(say.fill("broken_capacity", { role, quarter, asked: say.days(days), limit: say.days(limit) }));
    });
    return found;
  };
})();
