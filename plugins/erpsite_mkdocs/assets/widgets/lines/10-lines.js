// Values in the source texts of files: what stands there today, and the texts with others in their place. What cannot
// be done by changing the characters of single values is left to `erpsite apply`. Runs in a worker, so that a long
// file holds nobody up, and as a script of the page where a browser starts no worker, as from a file share.
(() => {
  const inPage = typeof window !== "undefined";
  if (!inPage) importScripts("widget-yaml.js");
  const lines = {};

  const isMapping = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
  const bare = (text) => text.replaceAll("\r\n", "\n").trim();
  // As `erpsite apply` compares: blanks at the ends of a text mean nothing.
  function alike(one, other) {
    if (typeof one === "string" && typeof other === "string") return bare(one) === bare(other);
    if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((item, at) => alike(item, other[at]));
    if (isMapping(one) && isMapping(other)) {
      const names = Object.keys(one);
      return names.length === Object.keys(other).length && names.every((name) => alike(one[name], other[name]));
    }
    return (one ?? null) === (other ?? null);
  }

  // Numbers in plain decimals, as the files have them.
  function plain(number) {
    const text = String(number);
    return /e/.test(text) ? number.toFixed(20).replace(/\.?0+$/, "") : text;
  }

  function parsed(text) {
    const found = erpsiteYaml.parseDocument(text, { version: "1.2", schema: "core", uniqueKeys: true });
    if (found.errors.length || found.warnings.length) throw new Error("unread");
    return found;
  }

  function step(node, one) {
    const { isMap, isSeq } = erpsiteYaml;
    if (isMap(node) && typeof one === "string") return node.items.find((pair) => String(pair.key?.value ?? "") === one)?.value;
    if (!isSeq(node)) return undefined;
    if (typeof one === "number") return node.items[one];
    const fits = (item) => Object.entries(one).every(([name, value]) => (name === "" ? item?.value === value : isMap(item) && same(item.get(name), value)));
    const found = node.items.filter(fits);
    return found.length === 1 ? found[0] : undefined;
  }
  const nodeAt = (found, way) => way.reduce((node, one) => (node ? step(node, one) : undefined), found.contents);

  const PLAIN = /^(?:\d{4}-\d\d(?:-\d\d)?|\d{4}-Q[1-4]|[a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/;
  const MEANS_MORE = /^(?:y|n|yes|no|on|off|true|false|null|inf|nan)$/;
  // A value as it is written: dates and ids without quotes where there were none, every other text within them.
  function written(value, was) {
    if (typeof value !== "string") return typeof value === "number" ? plain(value) : String(value);
    if (was === "PLAIN" && PLAIN.test(value) && !MEANS_MORE.test(value)) return value;
    return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
  }

  // The characters that a change puts in place of others; null where it needs more than a value in a line.
  function yamlEdit(text, found, change) {
    const node = nodeAt(found, change.way);
    const simple = erpsiteYaml.isScalar(node) && ["PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE"].includes(node.type) && !node.anchor && !node.tag;
    if (!simple || (typeof change.new === "string" && change.new.includes("\n"))) return null;
    const [start, end] = node.range;
    if (start === end || text.slice(start, end).includes("\n")) return null;
    return { start, end, text: written(change.new, node.type) };
  }

  const replaced = (text, edits) => [...edits].sort((one, other) => other.start - one.start).reduce((made, one) => made.slice(0, one.start) + one.text + made.slice(one.end), text);
  const lineStart = (text, at) => text.lastIndexOf("\n", at - 1) + 1;

  // The top-level entries of a file: of each its key or number and the offset of its first line.
  function entriesOf(text, found) {
    const { isMap, isSeq } = erpsiteYaml;
    const { contents } = found;
    if ((!isMap(contents) && !isSeq(contents)) || contents.flow) return null;
    const starts = contents.items.map((one) => (isMap(contents) ? one.key : one)?.range?.[0]).map((at) => (at === undefined ? NaN : lineStart(text, at)));
    const apart = starts.every((at, n) => Number.isInteger(at) && (!n || at > starts[n - 1]));
    return apart ? starts : null;
  }

  function put(held, way, value) {
    const at = (one) => (isMapping(one) ? held.findIndex((item) => Object.entries(one).every(([name, wanted]) => (name === "" ? item === wanted : same(item?.[name], wanted)))) : one);
    for (const one of way.slice(0, -1)) held = held[at(one)];
    held[at(way.at(-1))] = value;
  }

  // Read what was changed again: of each entry that holds an edit, nothing but the values meant may differ. An entry
  // that cannot be read by itself, because it leans on another, is not changed here.
  function isMeant(text, found, edits, changes) {
    const starts = entriesOf(text, found);
    if (!starts) return false;
    const numbers = new Set(edits.map((one) => starts.findLastIndex((at) => at <= one.start)));
    for (const number of numbers) {
      if (number < 0) return false;
      const [from, to] = [starts[number], starts[number + 1] ?? text.length];
      const own = edits.map((one, at) => [one, changes[at]]).filter(([one]) => one.start >= from && one.end <= to);
      const wanted = parsed(text.slice(from, to)).toJS();
      const inside = Array.isArray(wanted) ? (way) => [0, ...way.slice(1)] : (way) => way;
      for (const [, change] of own) put(wanted, inside(change.way), change.new);
      const after = replaced(text.slice(from, to), own.map(([one]) => ({ ...one, start: one.start - from, end: one.end - from })));
      if (!same(parsed(after).toJS(), wanted)) return false;
    }
    return true;
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


  function csvEdit(table, change) {
    const { row, names } = rowOf(change, table);
    const cell = row?.[names.indexOf(change.path.join("_").toLowerCase())];
    const value = change.new === null ? "" : typeof change.new === "number" ? plain(change.new) : String(change.new);
    if (!cell || (typeof change.new === "string" && /^[=+\-@'\t]|[\r\n]/.test(value))) return null;
    return { start: cell.start, end: cell.end, text: value.includes(table.delimiter) || value.includes('"') ? `"${value.replaceAll('"', '""')}"` : value };
  }

  // A file, read once however much of it is changed.
  function read(path, text) {
    const table = path.endsWith(".csv");
    return { text, table, found: text === null ? null : table ? cellsOf(text) : parsed(text) };
  }

  // What a file says today of a value: `{ value, fits }`.
  function today({ text, table, found }, change) {
    if (text === null) return { value: null, fits: (value) => (value ?? null) === null };
    if (!table) {
      const node = nodeAt(found, change.way);
      const value = node ? node.toJS(found) : null;
      return { value, fits: (other) => alike(value, other) };
    }
    const { row, names } = rowOf(change, found);
    if (!change.path.length) {
      const held = row && Object.fromEntries(names.map((name, at) => [name, row[at]?.value ?? ""]));
      return { value: held, fits: (other) => (other ? Boolean(row) && Object.entries(other).every(([name, value]) => cellIs(held[name.toLowerCase()] ?? "", value)) : !row) };
    }
    const cell = row?.[names.indexOf(change.path.join("_").toLowerCase())]?.value ?? "";
    return { value: cell === "" ? null : Number.isNaN(Number(cell)) ? cell : Number(cell), fits: (other) => cellIs(cell, other) };
  }

  // Of each change whether its file still says what it was made from.
  function compare(file, change) {
    try {
      const { value, fits } = today(file(), change);
      if (change.action === "add") return { fate: "ready" };
      if (fits(change.action === "remove" ? null : change.new)) return { fate: "already" };
      return fits(change.old) ? { fate: "ready" } : { fate: "clash", value };
    } catch {
      return { fate: "unread" };
    }
  }

  // The text of a file with all changes to it; null where one of them needs more than a value in a line.
  function withChanges({ text, table, found }, changes) {
    const filled = (one) => one.action === "set" && (table || (one.old !== null && one.new !== null)) && (one.new === null || typeof one.new !== "object");
    if (text === null || !changes.every(filled)) return null;
    const edits = changes.map((one) => (table ? csvEdit(found, one) : yamlEdit(text, found, one)));
    if (edits.includes(null) || new Set(edits.map((one) => one.start)).size < edits.length) return null;
    return table || isMeant(text, found, edits, changes) ? replaced(text, edits) : null;
  }

  // Compare changes with the texts of their files by path, and make the texts with what is still to be done. A change
  // has its `way` from the top of its file.
  lines.look = (texts, changes) => {
    const held = new Map();
    const file = (path) => {
      if (!held.has(path)) held.set(path, read(path, texts[path] ?? null));
      return held.get(path);
    };
    const compared = changes.map((change) => compare(() => file(change.file), change));
    if (compared.some((one) => one.fate === "unread")) return { compared, made: null };
    const sent = changes.filter((_, at) => compared[at].fate !== "already");
    const made = {};
    for (const path of new Set(sent.map((one) => one.file))) {
      try {
        made[path] = withChanges(file(path), sent.filter((one) => one.file === path));
      } catch {
        made[path] = null;
      }
      if (made[path] === null) return { compared, made: null };
    }
    return { compared, made };
  };

  if (inPage) window.erpsiteEditLines = lines;
  else self.addEventListener("message", ({ data: { n, texts, changes } }) => self.postMessage({ n, ...lines.look(texts, changes) }));
})();
