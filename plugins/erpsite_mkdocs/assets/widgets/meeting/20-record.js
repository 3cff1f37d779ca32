// The record of the meeting as `data/meeting.yml`, out and in again.
(() => {
  const clock = window.erpsiteMeetingClock;

  // A double-quoted YAML string: JSON writes one, and every YAML 1.2 reader takes it.
  // What cannot be seen, or ends a line for some readers, stands as its number.
  const quoted = (text) => JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);

  function lines(name, records, fields) {
    if (!records.length) return [];
    const out = [`${name}:`];
    for (const record of records) {
      let lead = "  - ";
      for (const [field, write] of fields) {
        const value = write(record);
        if (value === null) continue;
        out.push(`${lead}${field}: ${value}`);
        lead = "    ";
      }
    }
    return out;
  }

  const given = (write, field) => (record) => (record[field] ? write(record[field]) : null);
  const bare = (text) => text;

  // What a decision or an action still lacks before the data accept it.
  function lacks(state) {
    const missing = [];
    for (const one of state.decisions) for (const field of ["title", "by"]) if (!one[field]) missing.push([one.id, field]);
    for (const one of state.actions) for (const field of ["text", "owner", "due"]) if (!one[field]) missing.push([one.id, field]);
    return missing;
  }

  function toYaml(data, state, words) {
    const day = clock.isoDay(clock.dayOf(data, state));
    const held = data.sessions.filter((session) => state.sessions[session.id]?.start);
    const votes = Object.entries(state.votes).filter(([, count]) => count > 0);
    votes.sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
    return [
      `# ${words.file_note}`,
      `held_on: ${day}`,
      ...lines("sessions", held.map((session) => ({ id: session.id, ...state.sessions[session.id] })), [
        ["session", (one) => one.id],
        ["start", (one) => quoted(clock.hours(one.start))],
        ["end", (one) => (one.end ? quoted(clock.hours(one.end)) : null)],
      ]),
      ...lines("decisions", state.decisions, [
        ["id", (one) => one.id],
        ["date", () => day],
        ["title", (one) => quoted(one.title)],
        ["text", (one) => quoted(one.text || one.title)],
        ["by", given(bare, "by")],
        ["initiatives", (one) => (one.initiatives?.length ? `[${one.initiatives.join(", ")}]` : null)],
      ]),
      ...lines("actions", state.actions, [
        ["id", (one) => one.id],
        ["text", (one) => quoted(one.text)],
        ["owner", given(bare, "owner")],
        ["due", given(bare, "due")],
        ["acceptance", given(quoted, "acceptance")],
        ["initiative", given(bare, "initiative")],
      ]),
      ...lines("votes", votes, [["pain_point", ([id]) => id], ["votes", ([, count]) => String(count)]]),
      ...lines("parked", state.parked, [
        ["text", (one) => quoted(one.text)],
        ["session", given(bare, "session")],
        ["owner", given(bare, "owner")],
      ]),
      "",
    ].join("\n");
  }

  // The answers to what readers asked, as a change file: `erpsite apply` writes them into questions.yml.
  // Of several answers to one question the last one counts.
  function toChanges(data, state, words) {
    const day = clock.isoDay(clock.dayOf(data, state));
    const last = new Map(state.answers.map((one) => [one.question, one]));
    const people = new Set([...last.values()].map((one) => one.by));
    const person = people.size === 1 ? [...people][0] : "";
    const set = (record, field, value) => ({
      file: "questions.yml", kind: "reader_questions", record, path: [field], action: "set", old: null, new: value,
    });
    const changes = [...last.values()].flatMap((one) => [
      set(one.question, "answer", one.text),
      ...(one.by ? [set(one.question, "answered_by", one.by)] : []),
      set(one.question, "answered_on", day),
    ]);
    const release = document.querySelector("[data-es-release]")?.dataset.esRelease || "";
    return JSON.stringify({ format: "erpsite-change/1", kind: "edit", plan: data.plan, base: { ...data.base, release },
      who: { person, name: data.people[person] || words.meeting_author }, when: day, why: words.replies_why, changes }, null, 1);
  }

  function scalar(text) {
    if (text.startsWith('"')) return JSON.parse(text);
    const list = text.match(/^\[(.*)\]$/s);
    if (list) return list[1].split(",").map((part) => part.trim()).filter(Boolean);
    const single = text.match(/^'((?:[^']|'')*)'$/);
    if (single) return single[1].replaceAll("''", "'");
    return text;
  }

  // Read back what `toYaml` wrote, edited by hand or not, as long as each value stands on one line.
  // Throws an Error with the number of the first line that it does not understand.
  function parse(text) {
    const out = {};
    let list = null;
    let record = null;
    text.replace(/^\ufeff/, "").split(/\r?\n/).forEach((line, index) => {
      if (!line.trim() || line.trim().startsWith("#")) return;
      const top = line.match(/^([a-z_]+):\s*(.*)$/s);
      const item = line.match(/^\s*-\s+([a-z_]+):\s*(.*)$/s);
      const field = line.match(/^\s+([a-z_]+):\s*(.*)$/s);
      try {
        if (top) {
          list = top[2] ? null : [];
          out[top[1]] = top[2] ? scalar(top[2]) : list;
        } else if (item && list) {
          record = { [item[1]]: scalar(item[2]) };
          list.push(record);
        } else if (field && record) {
          record[field[1]] = scalar(field[2]);
        } else {
          throw new Error("no such line");
        }
      } catch {
        throw new Error(String(index + 1));
      }
    });
    return out;
  }

  function at(day, time, notBefore) {
    const [hour, minute] = String(time).split(":").map(Number);
    if (!Number.isFinite(hour) || !Number.isFinite(minute)) throw new Error("time");
    const moment = clock.midnight(day) + (hour * 60 + minute) * clock.MINUTE;
    return moment < notBefore ? moment + 24 * 60 * clock.MINUTE : moment;
  }

  // The state that a record describes.
  function fromYaml(text, blank) {
    const found = parse(text);
    const state = blank();
    const rows = (name) => (Array.isArray(found[name]) ? found[name] : []);
    const day = found.held_on;
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day || "")) throw new Error("held_on");
    let last = 0;
    for (const one of rows("sessions")) {
      const start = at(day, one.start, last);
      state.sessions[one.session] = { start, end: one.end ? at(day, one.end, start) : null };
      last = start;
      if (!one.end) state.current = one.session;
    }
    const text_ = (one, field) => (one[field] === undefined ? "" : String(one[field]));
    state.decisions = rows("decisions").map((one) => ({
      id: text_(one, "id"), title: text_(one, "title"), text: text_(one, "text"), by: text_(one, "by"),
      initiatives: Array.isArray(one.initiatives) ? one.initiatives : [],
    }));
    state.actions = rows("actions").map((one) => ({
      id: text_(one, "id"), text: text_(one, "text"), owner: text_(one, "owner"), due: text_(one, "due"),
      acceptance: text_(one, "acceptance"), initiative: text_(one, "initiative"),
    }));
    for (const one of rows("votes")) state.votes[one.pain_point] = Number(one.votes);
    state.parked = rows("parked").map((one) => ({
      text: text_(one, "text"), session: text_(one, "session"), owner: text_(one, "owner"),
    }));
    return state;
  }

  window.erpsiteMeetingRecord = { toYaml, toChanges, fromYaml, lacks };
})();
