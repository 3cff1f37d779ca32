// The rules that one record can tell by itself, as `erpsite check` declares them: fields, comparison, bound and
// sentence come from there. What needs the rest of the plan is checked when the change is applied.
(() => {
  const isMapping = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const items = (held, name) => (Array.isArray(held[name]) ? held[name] : []).map((item, at) => [item, [name, at]]).filter(([item]) => isMapping(item) && !item["@gone"]);
  // Nobody knows what is withheld, and what another currency is worth is the plan's to say.
  const number = (value) => (typeof value === "number" ? value : null);
  const given = (value) => (value === undefined || value === "" || isMapping(value) ? null : value);
  const rounded = (value) => Math.round(value * 1e6) / 1e6;
  const sum = (amounts) => rounded(amounts.reduce((all, one) => all + one, 0));
  const placed = (line) => Object.entries(line.by_quarter || {}).filter(([key]) => !key.startsWith("@")).map(([, value]) => value);
  const isHeld = (line) => Object.values(line).some((value) => isMapping(value) && ("withheld" in value || "currency" in value)) || placed(line).some((one) => typeof one !== "number");
  const totalOf = (line) => number(line.amount) ?? sum(placed(line));

  // Every mapping of a record, with the way to it.
  function walk(value, path = []) {
    if (!value || typeof value !== "object" || value["@gone"]) return [];
    const own = isMapping(value) ? [[value, path]] : [];
    return [...own, ...Object.entries(value).filter(([name]) => !name.startsWith("@")).flatMap(([name, inner]) => walk(inner, [...path, Array.isArray(value) ? Number(name) : name]))];
  }

  function along(record, way, path = []) {
    if (!way.length) return [[record, path]];
    const held = record[way[0]];
    if (isMapping(held)) return held["@gone"] ? [] : along(held, way.slice(1), [...path, way[0]]);
    return items(record, way[0]).flatMap(([item, step]) => along(item, way.slice(1), [...path, ...step]));
  }

  const below = (one, other) => (typeof one === typeof other && (typeof one === "number" || /^\d{4}-\d{2}(-\d{2})?$/.test(one)) ? one < other : false);
  const known = (record, rule) => items(record, rule.target).map(([item]) => item);

  const COMPARE = {
    rising(rule, item) {
      const held = rule.fields.map((name) => given(item[name]));
      if (held.includes(null) || !held.some((one, at) => at && below(one, held[at - 1]))) return [];
      return [{ where: rule.fields.at(-1), found: held.length > 2 ? held.join(" → ") : held[1], start: rule.fields[0], begin: held[0] }];
    },
    within(rule, item, record) {
      const [day, named] = rule.fields.map((name) => given(item[name]));
      const other = known(record, rule).find((one) => one.id === named);
      if (!other || day === null) return [];
      const [first, last] = rule.bounds.map((name) => given(other[name]));
      return (first !== null && below(day, first)) || (last !== null && below(last, day)) ? [{ milestone: item.id, phase: other.id }] : [];
    },
    named(rule, item, record) {
      const found = given(item[rule.fields[0]]);
      return found === null || known(record, rule).some((one) => one.id === found) ? [] : [{ found }];
    },
    apart: (rule, item, record) => (known(record, rule).some((one) => one.id === item[rule.fields[0]]) ? [{ found: item[rule.fields[0]] }] : []),
    least(rule, item) {
      const held = item[rule.fields[0]];
      const each = isMapping(held) ? Object.entries(held).filter(([name]) => !name.startsWith("@")) : [["", held]];
      return each.filter(([, found]) => typeof found === "number" && found < rule.limit).map(([period, found]) => ({ found, period }));
    },
    most(rule, item) {
      const found = number(item[rule.fields[0]]);
      return found === null || Math.abs(found) <= rule.limit ? [] : [{ found: rule.when?.[1] === "percent" ? found : Math.abs(found), most: rule.limit }];
    },
  };
  const LEFT_OUT = { lag_unit: "working" };

  // What an approved initiative asks for; null where nobody can say.
  function asks(record) {
    if (!record || record["@gone"] || (record.stage ?? "approved") !== "approved") return 0;
    const lines = items(record, "budget").map(([line]) => line);
    if (lines.some(isHeld)) return null;
    return lines.length ? sum(lines.map(totalOf)) : isMapping(record.budget_total) ? null : record.budget_total ?? 0;
  }

  function money(record, base, { envelope }, tell) {
    const lines = items(record, "budget");
    const whole = !lines.some(([line]) => isHeld(line));
    const total = sum(lines.map(([line]) => totalOf(line)));
    if (lines.length && whole && typeof record.budget_total === "number" && record.budget_total !== total) tell("total", ["budget_total"], { stated: record.budget_total, sum: total });
    for (const [line, path] of lines.filter(([one]) => !isHeld(one))) {
      const quarters = placed(line);
      if (!quarters.length && number(line.amount) === null) tell("line.empty", path, {});
      else if (number(line.amount) !== null && sum(quarters) > line.amount) tell("line.over", path, { stated: line.amount, sum: sum(quarters) });
    }
    for (const [party, path] of items(record, "third_parties")) {
      const own = lines.map(([line]) => line).filter((line) => line.third_party === party.id);
      const budgeted = sum(own.map(totalOf));
      if (own.length && !own.some(isHeld) && number(party.amount) !== null && party.amount !== budgeted) tell("contract", path, { party: party.id, amount: party.amount, sum: budgeted });
    }
    const [before, after] = [asks(base), asks(record)];
    if (envelope && before !== null && after !== null && after > before) {
      const approved = rounded(envelope.approved - before + after);
      if (approved > envelope.spendable) tell("envelope", [], { approved, spendable: envelope.spendable });
    }
  }

  // Working days by their numbers, as the schedule counts them; `other` are the days that are not as in any week.
  function working({ first, last, other }) {
    const found = [];
    const numbers = new Map();
    const turned = new Set(other);
    for (let at = Date.parse(first); at <= Date.parse(last); at += 864e5) {
      const day = new Date(at).toISOString().slice(0, 10);
      const week = new Date(at).getUTCDay();
      numbers.set(day, found.length);
      if ((week > 0 && week < 6) !== turned.has(day)) found.push(day);
    }
    return { number: (day) => numbers.get(day), border: (day) => numbers.get(day) + (found[numbers.get(day)] === day), day: (at) => found[at] };
  }
  let calendar = null;

  function timesOf(task, stone) {
    const finish = given(stone ? task.date : task.finish);
    const start = stone ? finish : given(task.start);
    if (start === null || finish === null || calendar.number(start) === undefined || calendar.number(finish) === undefined) return null;
    const border = calendar.border(finish);
    return { stone, start, finish, first: stone ? border : Math.min(calendar.number(start), border), border };
  }

  // Links lead to something, and leave room for the dates; those of other initiatives are looked at later.
  function links(record, { days, initiatives }, tell) {
    calendar ||= working(days);
    const tasks = new Map([["phases", false], ["milestones", true]].flatMap(([name, stone]) => items(record, name).map(([task]) => [task.id, [task, stone]])));
    for (const [name, stone] of [["phases", false], ["milestones", true]]) {
      for (const [task, path] of items(record, name)) {
        for (const [link, step] of items(task, "after")) {
          const place = [...path, ...step];
          const to = given(link.to);
          const inside = String(to).startsWith(`${record.id}/`);
          const other = tasks.get(inside ? to.slice(record.id.length + 1) : to);
          if (other) late(record, [task, stone], other, link, place, tell);
          else if (to !== null && (inside || (initiatives && !initiatives.has(to.split("/")[0])))) tell("link", place, { found: to });
        }
      }
    }
  }
  function late(record, [task, stone], [before, ahead], link, place, tell) {
    const [own, awaited] = [timesOf(task, stone), timesOf(before, ahead)];
    const type = link.type || "FS";
    if (!own || !awaited || (link.lag_unit || "working") !== "working") return;
    const [fromStart, toStart] = [type[0] === "S", type[1] === "S"];
    const counts = fromStart ? awaited.first : awaited.border;
    const needed = counts + (link.lag || 0);
    if ((toStart ? own.first : own.border) >= needed) return;
    const earliest = calendar.day(toStart && !stone ? needed : needed - 1);
    if (!earliest) return; // beyond the days that are known here
    tell(stone ? "reached" : toStart ? "started" : "finished", place, { task: `${record.id}/${task.id}`, given: toStart ? own.start : own.finish, type,
      before: `${record.id}/${before.id}`, lag: link.lag || 0, awaited: calendar.day(fromStart && !ahead ? counts : counts - 1), earliest });
  }

  // What the rules find in a record: each time the rule, the way to what it is about, and the values of its sentence.
  function judge(kind, record, base, facts) {
    const found = [];
    const tell = (name, path, values) => found.push({ code: facts.rules[name].code, message: facts.rules[name].message, path, values });
    for (const [name, rule] of Object.entries(facts.rules)) {
      if (rule.compare === "own" || (rule.over && kind !== "initiatives")) continue;
      for (const [item, path] of rule.over ? along(record, rule.over) : walk(record)) {
        if (rule.when && (item[rule.when[0]] ?? LEFT_OUT[rule.when[0]]) !== rule.when[1]) continue;
        for (const values of COMPARE[rule.compare](rule, item, record)) tell(name, path, values);
      }
    }
    if (kind === "initiatives") {
      money(record, base, facts, tell);
      links(record, facts, tell);
    }
    return found;
  }

  window.erpsiteEditRules = { judge };
})();
