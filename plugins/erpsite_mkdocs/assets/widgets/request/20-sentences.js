// Changes in sentences, as a request says them: The milestone “WMS live” moves from 3 to 10 December 2026.
(() => {
  const parts = window.erpsiteEditParts;
  const values = window.erpsiteEditValues;
  const { say } = parts;
  const LONGEST = 80;
  const words = {};

  const cut = (text) => {
    const line = text.split(/\s+/).filter(Boolean).join(" ");
    return line.length > LONGEST ? `${line.slice(0, LONGEST).trim()}…` : line;
  };
  const language = () => parts.general.tag;
  const isDay = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value);
  const day = () => new Intl.DateTimeFormat(language(), { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });
  const dayWords = (value) => day().format(new Date(`${value}T00:00:00Z`));

  words.names = (one, other) => one.file === other.file && values.same([one.record, one.path, one.action], [other.record, other.path, other.action]);

  function inside(change) {
    const kind = parts.kind(change.kind);
    const added = change.action === "add" && change.path.length ? [...change.path, 0] : change.path;
    const { described, list } = window.erpsiteEditRecord.describedAt(kind, added, {});
    return { kind, described, list };
  }
  words.fieldOf = (change) => {
    const { described } = inside(change);
    const names = change.path.filter((step) => typeof step === "string");
    return described.fields.find((one) => one.s.length && names.slice(-one.s.length).join(".") === one.s.join("."));
  };

  function value(held, field) {
    if (held === null || held === undefined || held === "") return say("empty");
    if (isDay(held)) return dayWords(held);
    if (typeof held === "number" && Math.abs(held) >= 10_000) return new Intl.NumberFormat(language(), { maximumFractionDigits: 6 }).format(held);
    const text = cut(values.told(held, field));
    return typeof held === "string" && !field?.ref && !field?.c ? say("req_quoted", { text }) : text;
  }

  // “3” of 3 December 2026 where the other day is of the same month.
  function shortened(before, after) {
    let n = 0;
    while (n < before.length && n < after.length && before.at(-1 - n) === after.at(-1 - n)) n += 1;
    const blank = before.slice(before.length - n).search(/\s/);
    return blank < 0 ? before : before.slice(0, before.length - n + blank);
  }

  const begun = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
  const within = (text) => (!/^[A-Z]{2}/.test(text) ? text.slice(0, 1).toLowerCase() + text.slice(1) : text);
  words.sentence = (change) => begun(sentence(change));
  function sentence(change) {
    const saved = store(change);
    const label = saved?.label?.length ? saved.label : [String(typeof change.record === "object" ? Object.values(change.record).join(" · ") : change.record || change.file)];
    const { list } = inside(change);
    const field = words.fieldOf(change);
    // The record, or the item inside it, then the field.
    const names = change.action === "set" ? label.slice(0, -1) : label;
    const inner = list && list.one ? (names.at(-1) || "").replace(parts.within(list.l, ""), "") : "";
    const what = inner && names.length > 1 ? say("req_of", { inner: say("req_thing", { kind: list.one, name: cut(inner) }), outer: cut(names[0]) }) : cut(names.join(" › ") || label[0]);
    const last = change.action === "set" ? within(label.at(-1)) : "";
    if (change.action === "remove") return say("req_gone", { what });
    if (change.action === "add") return say("req_added", { what });
    const [old, now] = [value(change.old, field), value(change.new, field)];
    if (change.new === null) return say("req_out", { what, field: last, old });
    if (change.old === null) return say("req_now", { what, field: last, new: now });
    if (isDay(change.old) && isDay(change.new)) {
      const from = shortened(old, now);
      if (change.path.at(-1) === "date" && inner) return say("req_moves", { kind: list.one, name: cut(inner), old: from, new: now });
      return say("req_field_moves", { what, field: last, old: from, new: now });
    }
    return say("req_goes", { what, field: last, old, new: now });
  }
  const store = (change) => window.erpsiteEditStore.changes.find((one) => words.names(one, change));

  words.title = (changes) => {
    const first = words.sentence(changes[0]).replace(/[.。]$/, "");
    const line = changes.length > 1 ? say("req_more", { sentence: first, n: changes.length - 1 }) : first;
    return line.slice(0, 240);
  };

  // Text of people stays text: no markup, no name called, no other request linked.
  const asText = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/[\\`*_{}[\]()#!|~>]/g, "\\$&").replace(/([@#!])(?=\w)/g, "$1\u200b");
  words.body = (changes, file, asLines) => [
    changes.map((one) => `- ${asText(words.sentence(one))}`).join("\n"),
    file.why ? file.why.split("\n").map((line) => `> ${asText(line)}`).join("\n") : "",
    asText(say("req_by", { name: file.who.name, when: file.when })),
    asLines ? "" : say("req_file_note"),
  ].filter(Boolean).join("\n\n");
  words.message = (changes, file) => [words.title(changes), changes.length > 1 ? changes.map((one) => `- ${words.sentence(one)}`).join("\n") : "", file.why, say("req_by", { name: file.who.name, when: file.when })]
    .filter(Boolean).join("\n\n");
  window.erpsiteEditSentences = words;
})();
