// A value in the source text of a file: what stands there today, and the text with another in its place.
// What cannot be done by changing the characters of one value alone is left to `erpsite apply`.
(() => {
  const values = window.erpsiteEditValues;
  const parts = window.erpsiteEditParts;
  const lines = {};

  const bare = (text) => text.replaceAll("\r\n", "\n").trim();
  // As `erpsite apply` compares: blanks at the ends of a text mean nothing.
  function alike(one, other) {
    if (typeof one === "string" && typeof other === "string") return bare(one) === bare(other);
    if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((item, at) => alike(item, other[at]));
    if (values.isMapping(one) && values.isMapping(other)) {
      const names = Object.keys(one);
      return names.length === Object.keys(other).length && names.every((name) => alike(one[name], other[name]));
    }
    return (one ?? null) === (other ?? null);
  }
  lines.alike = alike;

  const isTable = (change) => change.file.endsWith(".csv");
  // The way from the top of the file.
  const wayTo = (change) => (parts.kind(change.kind)?.shape === "list" ? [{ [parts.kind(change.kind).key[0]]: change.record }, ...change.path] : change.path);

  function parsed(text) {
    const found = window.erpsiteYaml.parseDocument(text, { version: "1.2", schema: "core", uniqueKeys: true });
    if (found.errors.length || found.warnings.length) throw new Error("unread");
    return found;
  }

  function step(node, one) {
    const { isMap, isSeq } = window.erpsiteYaml;
    if (isMap(node) && typeof one === "string") return node.items.find((pair) => String(pair.key?.value ?? "") === one)?.value;
    if (!isSeq(node)) return undefined;
    if (typeof one === "number") return node.items[one];
    const fits = (item) => Object.entries(one).every(([name, value]) => (name === "" ? item?.value === value : isMap(item) && values.same(item.get(name), value)));
    const found = node.items.filter(fits);
    return found.length === 1 ? found[0] : undefined;
  }
  const nodeAt = (found, way) => way.reduce((node, one) => (node ? step(node, one) : undefined), found.contents);

  const PLAIN = /^(?:\d{4}-\d\d(?:-\d\d)?|\d{4}-Q[1-4]|[a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/;
  const MEANS_MORE = /^(?:y|n|yes|no|on|off|true|false|null|inf|nan)$/;
  // A value as it is written: dates and ids without quotes where there were none, every other text within them.
  function written(value, was) {
    if (typeof value !== "string") return values.shown(value);
    if (was === "PLAIN" && PLAIN.test(value) && !MEANS_MORE.test(value)) return value;
    return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
  }

  function yamlWith(text, change) {
    const before = parsed(text);
    const node = nodeAt(before, wayTo(change));
    const simple = window.erpsiteYaml.isScalar(node) && ["PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE"].includes(node.type) && !node.anchor && !node.tag;
    if (!simple || (typeof change.new === "string" && change.new.includes("\n"))) return null;
    const [start, end] = node.range;
    if (start === end || text.slice(start, end).includes("\n")) return null;
    const made = text.slice(0, start) + written(change.new, node.type) + text.slice(end);
    // Read again: nothing but this value may differ.
    const wanted = before.toJS();
    values.put(wanted, wayTo(change), change.new);
    return values.same(parsed(made).toJS(), wanted) ? made : null;
  }

  // Rows of cells, each with its text and where it stands.
  function cellsOf(text) {
    const head = text.split(/\r?\n/, 1)[0];
    const delimiter = [",", ";", "\t"].sort((one, other) => head.split(other).length - head.split(one).length)[0];
    const rows = [[]];
    let at = text.startsWith("\ufeff") ? 1 : 0;
    for (;;) {
      const start = at;
      let value = "";
      if (text[at] === '"') {
        for (at += 1; at < text.length; at += 1) {
          if (text[at] !== '"') value += text[at];
          else if (text[at + 1] === '"') value += text[(at += 1)];
          else break;
        }
        if (text[at] !== '"') throw new Error("unread");
        at += 1;
      } else {
        while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") at += 1;
        value = text.slice(start, at);
      }
      rows.at(-1).push({ value: value.trim(), start, end: at });
      if (at >= text.length) break;
      if (text[at] === delimiter) at += 1;
      else if (/[\r\n]/.test(text[at])) {
        at += text.startsWith("\r\n", at) ? 2 : 1;
        if (at >= text.length) break;
        rows.push([]);
      } else throw new Error("unread");
    }
    return { rows, delimiter };
  }

  const cellIs = (cell, value) => (value === null || value === undefined || value === "" ? cell === "" : typeof value === "number" ? cell !== "" && Number(cell) === value : cell === String(value).trim());
  function rowOf(change, { rows }) {
    const names = rows[0].map((cell) => cell.value.toLowerCase());
    const wanted = Object.entries(change.record).map(([name, value]) => [names.indexOf(name.toLowerCase()), value]);
    const found = rows.slice(1).filter((row) => wanted.every(([at, value]) => (at < 0 ? !value : cellIs(row[at]?.value ?? "", value))));
    return { row: found.length === 1 ? found[0] : null, names };
  }

  function csvWith(text, change) {
    const table = cellsOf(text);
    const { row, names } = rowOf(change, table);
    const cell = row?.[names.indexOf(change.path.join("_").toLowerCase())];
    const value = change.new === null ? "" : values.shown(change.new);
    if (!cell || (typeof change.new === "string" && /^[=+\-@'\t]|[\r\n]/.test(value))) return null;
    const made = value.includes(table.delimiter) || value.includes('"') ? `"${value.replaceAll('"', '""')}"` : value;
    return text.slice(0, cell.start) + made + text.slice(cell.end);
  }

  // What a file says today of a value, of which somebody changed it: `{ value, fits }`.
  lines.today = (text, change) => {
    if (text === null) return { value: null, fits: (value) => (value ?? null) === null };
    if (!isTable(change)) {
      const found = parsed(text);
      const node = nodeAt(found, wayTo(change));
      const value = node ? node.toJS(found) : null;
      return { value, fits: (other) => alike(value, other) };
    }
    const { row, names } = rowOf(change, cellsOf(text));
    if (!change.path.length) {
      const held = row && Object.fromEntries(names.map((name, at) => [name, row[at]?.value ?? ""]));
      return { value: held, fits: (other) => (other ? Boolean(row) && Object.entries(other).every(([name, value]) => cellIs(held[name.toLowerCase()] ?? "", value)) : !row) };
    }
    const cell = row?.[names.indexOf(change.path.join("_").toLowerCase())]?.value ?? "";
    return { value: cell === "" ? null : Number.isNaN(Number(cell)) ? cell : Number(cell), fits: (other) => cellIs(cell, other) };
  };

  // The texts with all changes in them; null where one of them needs more than a value in a line.
  lines.withChanges = (texts, changes) => {
    const made = new Map();
    for (const change of changes) {
      const text = made.get(change.file) ?? texts.get(change.file) ?? null;
      const filled = isTable(change) || (change.old !== null && change.new !== null);
      if (text === null || change.action !== "set" || !filled || (change.new !== null && typeof change.new === "object")) return null;
      let after = null;
      try {
        after = (isTable(change) ? csvWith : yamlWith)(text, change);
      } catch {
        return null;
      }
      if (after === null) return null;
      made.set(change.file, after);
    }
    return made;
  };
  window.erpsiteEditLines = lines;
})();
