// Choose the best portfolio for a budget, with some initiatives kept in or out. Whole numbers throughout.
(() => {
  const parts = (window.erpsiteWhatif = window.erpsiteWhatif || {});
  const MOST_NODES = 150000;

  // Work out once what every search needs: who needs whom, who excludes whom, and each point's choice.
  parts.prepare = (data) => {
    const dependants = data.items.map(() => []);
    data.items.forEach((item, place) => item.needs.forEach((other) => dependants[other].push(place)));
    const rivals = data.items.map((item, place) =>
      data.items.flatMap((other, at) => (item.group >= 0 && other.group === item.group && at !== place ? [at] : [])),
    );
    const efforts = data.items.map((item) => Object.entries(item.effort).map(([cell, days]) => [Number(cell), days]));
    const order = data.items.map((_, place) => place).sort((a, b) => worth(data.items[b]) - worth(data.items[a]) || a - b);
    const points = data.points.map(([cost, value, digits]) => ({ cost, value, digits }));
    return { data, dependants, rivals, efforts, order, points };
  };

  function worth(item) {
    return item.cost ? item.value / item.cost : Infinity;
  }

  function unpacked(digits, count) {
    return Array.from({ length: count }, (_, place) => Boolean((parseInt(digits[place >> 2], 16) >> (3 - (place & 3))) & 1));
  }

  // What must be in: mandatory or kept in, with all that these need, less what is kept out.
  function forced(model, kept) {
    const items = model.data.items;
    const found = new Set();
    const waiting = items.flatMap((item, place) => ((item.mandatory && kept[place] !== false) || kept[place] ? [place] : []));
    while (waiting.length) {
      const place = waiting.pop();
      if (found.has(place)) continue;
      found.add(place);
      waiting.push(...items[place].needs.filter((other) => kept[other] !== false));
    }
    return found;
  }

  // The frontier's choice stands wherever it agrees with what is kept; else the search decides.
  parts.choose = (model, budget, kept) => {
    const count = model.data.items.length;
    const point = model.points.filter((one) => one.cost <= budget).pop();
    const chosen = point && unpacked(point.digits, count);
    const agrees = chosen && chosen.every((taken, place) => kept[place] === undefined || kept[place] === taken);
    const below = model.data.exact_below;
    if (agrees && (below === null || budget < below)) return { chosen, proved: true };
    const found = search(model, budget, kept);
    if (agrees && !found.proved && sum(model, chosen, "value") > sum(model, found.chosen, "value")) return { chosen, proved: false };
    return found;
  };

  function sum(model, chosen, field) {
    return model.data.items.reduce((total, item, place) => total + (chosen[place] ? item[field] : 0), 0);
  }
  parts.sum = sum;

  // Branch and bound: take or leave one after the other, the most value for money first; leave a branch
  // when not even fractions of what is open would make it better.
  function search(model, budget, kept) {
    const { data, dependants, rivals, efforts, order } = model;
    const items = data.items;
    const state = new Int8Array(items.length);
    const room = data.cells.map((cell) => (cell.limit === null ? Infinity : cell.limit));
    let [money, value, cost, nodes] = [budget, 0, 0, 0];
    let best = { value: -1, cost: 0, chosen: null };

    function enter(place, log) {
      state[place] = 1;
      log.push(place);
      money -= items[place].cost;
      cost += items[place].cost;
      value += items[place].value;
      for (const [cell, days] of efforts[place]) room[cell] -= days;
    }
    function leave(place, log) {
      if (state[place] !== 0) return;
      state[place] = -1;
      log.push(place);
      for (const other of dependants[place]) leave(other, log);
    }
    function undo(log) {
      for (const place of log) {
        if (state[place] === 1) {
          money += items[place].cost;
          cost -= items[place].cost;
          value -= items[place].value;
          for (const [cell, days] of efforts[place]) room[cell] += days;
        }
        state[place] = 0;
      }
    }
    // Take one with all that it needs; false where that breaks a rule.
    function take(place, log) {
      if (state[place] === 1) return true;
      if (state[place] === -1 || items[place].cost > money) return false;
      if (efforts[place].some(([cell, days]) => days > room[cell])) return false;
      if (rivals[place].some((other) => state[other] === 1)) return false;
      enter(place, log);
      for (const other of rivals[place]) leave(other, log);
      return items[place].needs.every((other) => take(other, log));
    }
    function bound(from) {
      let [left, total] = [money, value];
      for (let at = from; at < order.length; at += 1) {
        const item = items[order[at]];
        if (state[order[at]] !== 0 || !item.value) continue;
        if (item.cost > left) return total + (item.value * left) / item.cost;
        left -= item.cost;
        total += item.value;
      }
      return total;
    }
    function visit(from) {
      nodes += 1;
      if (value > best.value || (value === best.value && cost < best.cost)) {
        best = { value, cost, chosen: Array.from(state, (one) => one === 1) };
      }
      if (nodes > MOST_NODES) return;
      let at = from;
      while (at < order.length && (state[order[at]] !== 0 || !items[order[at]].value)) at += 1;
      if (at === order.length) return;
      const most = Math.floor(bound(at) + 1e-9);
      if (most < best.value || (most === best.value && cost >= best.cost)) return;
      for (const step of [take, leave]) {
        const log = [];
        if (step(order[at], log) !== false) visit(at + 1);
        undo(log);
      }
    }

    const log = [];
    for (const place of forced(model, kept)) enter(place, log);
    items.forEach((_, place) => kept[place] === false && leave(place, log));
    for (const place of [...log]) if (state[place] === 1) for (const other of rivals[place]) leave(other, log);
    money = Math.max(money, 0);
    for (let cell = 0; cell < room.length; cell += 1) room[cell] = Math.max(room[cell], 0);
    visit(0);
    return { chosen: best.chosen, proved: nodes <= MOST_NODES };
  }
})();
