// Values of the plan: where they stand in a record, how they are shown, what a text that was typed means.
(() => {
  const { say, list, kind: kindOf } = window.erpsiteEditParts;
  const LINE = "@";
  const ADDED = "+"; // step to an item that is not in the plan yet, by the name of the change that adds it
  const values = {};

  const isMapping = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const keyed = (step) => isMapping(step);
  values.isMapping = isMapping;
  values.same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
  values.copy = (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

  const fits = (step) => (item) =>
    isMapping(item) && Object.entries(step).every(([name, value]) => (name === ADDED ? item["@add"] : item[name]) === value);

  // What stands at the end of the steps, or undefined.
  values.dig = (held, steps) => {
    for (const step of steps) {
      if (held === null || typeof held !== "object") return undefined;
      held = keyed(step) ? (Array.isArray(held) ? held.find(fits(step)) : undefined) : held[step];
    }
    return held;
  };

  // Put a value at the end of the steps; null takes it out. Mappings and lists on the way are made.
  values.put = (held, steps, value) => {
    steps.forEach((step, at) => {
      const last = at === steps.length - 1;
      const where = keyed(step) ? held.findIndex(fits(step)) : step;
      if (!last) {
        if (held[where] === null || typeof held[where] !== "object") held[where] = keyed(steps[at + 1]) ? [] : {};
        held = held[where];
      } else if (value === null && !Array.isArray(held)) delete held[where];
      else held[where] = value;
    });
  };

  // A record without the marks of this script: as its file holds it.
  values.plain = (value) => {
    if (Array.isArray(value)) return value.map(values.plain);
    if (!isMapping(value)) return value;
    return Object.fromEntries(Object.entries(value).filter(([name]) => !name.startsWith(LINE)).map(([name, held]) => [name, values.plain(held)]));
  };

  values.startsWith = (path, start) => start.length <= path.length && start.every((step, at) => values.same(step, path[at]));

  // The step from a list to one of its items: its key where that is its own, else its place.
  values.stepTo = (described, items, at) => {
    const item = items[at];
    if (item?.["@add"]) return { [ADDED]: item["@add"] };
    const keys = described.key || [];
    if (!keys.length || !isMapping(item) || keys.some((name) => item[name] === undefined || item[name] === null)) return at;
    const step = Object.fromEntries(keys.map((name) => [name, item[name]]));
    return items.filter(fits(step)).length === 1 ? step : at;
  };

  values.inLanguage = (text) => {
    if (!isMapping(text)) return text === undefined || text === null ? "" : String(text);
    if ("withheld" in text) return `withheld: ${values.inLanguage(text.withheld)}`;
    const own = document.documentElement.lang.slice(0, 2);
    return text[own] || Object.values(text).find(Boolean) || "";
  };

  // What people call a record.
  values.nameOf = (item, described) => {
    if (!isMapping(item)) return values.inLanguage(item);
    const own = values.inLanguage(item.name ?? item.title ?? item.text);
    if (own) return own;
    const names = (described?.key || []).map((name) => {
      const field = described.fields.find((one) => one.s.join(".") === name);
      const value = item[name];
      return (field?.ref && list(field.ref)[value]?.[0]) || field?.c?.[value] || value;
    });
    const found = names.filter((name) => name !== undefined && name !== null && name !== "").join(" · ");
    if (found) return found;
    const first = described?.fields?.find((one) => values.dig(item, one.s));
    return (first && values.shown(values.dig(item, first.s), first).split("\n")[0]) || say("no_line");
  };

  // A value as its field shows it.
  values.shown = (value, field) => {
    if (value === undefined || value === null) return "";
    if (isMapping(value) && "withheld" in value) return `withheld: ${values.inLanguage(value.withheld)}`;
    if (isMapping(value) && "amount" in value && "currency" in value) return `${plainNumber(value.amount)} ${value.currency}`;
    if (field?.m && Array.isArray(value)) return value.map(String).join("\n");
    if (typeof value === "number") return plainNumber(value);
    if (typeof value === "boolean") return value ? "true" : "false";
    if (typeof value === "object") return JSON.stringify(values.plain(value));
    return String(value);
  };
  function plainNumber(number) {
    const text = String(number);
    return /e/.test(text) ? number.toFixed(20).replace(/\.?0+$/, "") : text;
  }

  // A value in a sentence: with the names of what it refers to.
  values.told = (value, field) => {
    if (value === undefined || value === null || value === "") return say("empty");
    if (isMapping(value) && !("withheld" in value) && !("amount" in value)) return values.nameOf(value, null);
    if (Array.isArray(value)) return value.map((one) => values.told(one, field)).join(say("joined")) || say("empty");
    if (field?.ref) return list(field.ref)[value]?.[0] || String(value);
    if (field?.c && field.c[value]) return field.c[value];
    if (typeof value === "boolean" || field?.f === "flag") return String(value) === "true" ? say("yes") : say("no");
    return values.shown(value, field);
  };

  const FORMS = {
    id: /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    month: /^\d{4}-(?:0[1-9]|1[0-2])$/,
    quarter: /^\d{4}-Q[1-4]$/,
    moment: /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?$/,
  };
  const EXAMPLES = { day: "2026-03-31", month: "2026-03", quarter: "2026-Q1", moment: "2026-03-31 18:05" };
  // As the command quotes what it found.
  const quoted = (text) => {
    const plain = text.split(/\s+/).filter(Boolean).join(" ");
    return [...plain].length > 60 ? `"${[...plain].slice(0, 60).join("")}…"` : `"${plain}"`;
  };
  const wrong = (field, name, more) => ({ wrong: say(`bad_${name}`, { where: field.l || say("id_word"), ...more }) });
  const notLike = (field, found) => wrong(field, "form", { form: EXAMPLES[field.f], found: quoted(found) });

  function isDay(text) {
    const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    if (!found) return false;
    const day = new Date(Date.UTC(+found[1], found[2] - 1, +found[3]));
    return day.getUTCMonth() === found[2] - 1 && day.getUTCDate() === +found[3];
  }

  // What people write for a day or month, in the form of the plan: 2026/3/1, 2026年3月1日.
  const inForm = (text) => {
    const found = /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?$/.exec(text.trim());
    if (!found) return text.trim();
    return [found[1], ...found.slice(2, 4).filter(Boolean).map((part) => part.padStart(2, "0"))].join("-");
  };

  const BOUNDS = { min: (one, limit) => one < limit, max: (one, limit) => one > limit, above: (one, limit) => one <= limit, below: (one, limit) => one >= limit };

  function readNumber(text, field) {
    const found = text.trim().replace(/[−－]/g, "-").replace(/[０-９．]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0));
    const money = field.mo && /^(.+?)\s*([A-Z]{3})$/.exec(found);
    const digits = (money ? money[1] : found).replace(/^(-?\d{1,3}(?:,\d{3})+)(\.\d+)?$/, (all) => all.replaceAll(",", ""));
    if (!/^-?\d+(?:\.\d+)?$/.test(digits) || !Number.isFinite(+digits)) return wrong(field, "number", { found: quoted(text) });
    const number = +digits;
    if (field.int && !Number.isInteger(number)) return wrong(field, "int", { found: number });
    if (field.mo && number < 0) return wrong(field, "negative", { found: number });
    for (const [name, broken] of Object.entries(BOUNDS)) {
      if (field[name] !== undefined && broken(number, field[name])) return wrong(field, name, { limit: field[name], found: number });
    }
    return { value: money ? { amount: number, currency: money[2] } : number };
  }

  function readOne(text, field) {
    // Control characters but tab and line ends cannot stand in the files.
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)) return wrong(field, "control");
    const held = /^withheld\s*[:：]\s*(\S[^]*)$/.exec(text);
    if (held && field.w && !field.t) return { value: { withheld: held[1].trim() } };
    if (field.t || field.f === "text" || field.f === "label") return { value: text };
    if (field.f === "number") return readNumber(text, field);
    if (field.f === "flag") return { value: text === "true" };
    const found = text.trim();
    if (field.f === "day") return isDay(inForm(found)) ? { value: inForm(found) } : /^\d{4}-\d{2}-\d{2}$/.test(inForm(found)) ? wrong(field, "no_day", { found: quoted(found) }) : notLike(field, found);
    if (field.f === "month") return FORMS.month.test(inForm(found)) ? { value: inForm(found) } : notLike(field, found);
    if (field.f === "moment") return FORMS.moment.test(found) ? { value: found } : notLike(field, found);
    if (field.f === "id") return FORMS.id.test(found) ? { value: found } : wrong(field, "id", { found: quoted(found) });
    if (field.f === "quarter") return FORMS.quarter.test(found) ? { value: found } : notLike(field, found);
    if (field.f === "reference" && field.ref !== "freezes" && !(found in list(field.ref))) return wrong(field, "ref", { found, file: kindOf(field.ref)?.file || Object.values(list(field.ref))[0]?.[1] || field.ref });
    return { value: found };
  }

  // What a typed text means for a field: `{ value }`, with null for nothing, or `{ wrong }` in words.
  values.meaning = (text, field) => {
    if (field.m) {
      const lines = text.split("\n").filter((line) => line.trim());
      const found = lines.map((line) => readOne(line.trim(), field));
      const bad = found.find((one) => "wrong" in one);
      if (bad) return bad;
      if (!found.length) return field.r ? wrong(field, "empty") : { value: null };
      return { value: found.map((one) => one.value) };
    }
    if (!text.trim()) return field.r ? wrong(field, "empty") : { value: null };
    return readOne(text, field);
  };
  window.erpsiteEditValues = values;
})();
