// What was captured, as entries that know who is newer: two tabs, a file and an old record merge without loss.
(() => {
  const KINDS = ["decision", "action", "parked", "answer", "vote"];
  const LISTS = { decision: "decisions", action: "actions", parked: "parked", answer: "answers" };
  const TEXTS = {
    decision: ["id", "title", "text", "by"],
    action: ["id", "text", "owner", "due", "acceptance", "initiative"],
    parked: ["text", "session", "owner"],
    answer: ["question", "text", "by"],
    vote: ["pain"],
  };

  const course = () => ({
    rev: 0, current: null, sessions: {}, speaker: { since: null, spent: 0 }, keepBreaks: true, sound: false, asked: {},
  });
  const blank = () => ({ version: 2, entries: {}, course: course() });

  const isMap = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
  const moment = (value) => (Number.isFinite(value) && value > 0 ? value : null);
  const text = (value) => (typeof value === "string" ? value.toWellFormed?.() ?? value : "");
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  let last = 0;
  // A number that grows with every change made here, and is about the time.
  function revision(after = 0) {
    last = Math.max(last + 1, after + 1, Date.now());
    return last;
  }

  function uid() {
    const parts = new Uint32Array(3);
    (window.crypto || {}).getRandomValues?.(parts);
    return [Date.now(), ...parts, Math.floor(Math.random() * 2 ** 32)].map((part) => part.toString(36)).join("-");
  }

  function fields(kind, found) {
    const made = {};
    for (const name of TEXTS[kind]) made[name] = text(found[name]);
    if (kind === "decision") made.initiatives = Array.isArray(found.initiatives) ? found.initiatives.filter((one) => typeof one === "string") : [];
    if (kind === "vote") made.step = Number.isFinite(found.step) ? Math.trunc(found.step) : 0;
    return made;
  }

  function readEntry(found) {
    if (!isMap(found) || !KINDS.includes(found.kind) || !moment(found.rev)) return null;
    const frame = { kind: found.kind, rev: found.rev, at: moment(found.at) || found.rev };
    return found.gone === true ? { ...frame, gone: true } : { ...frame, ...fields(found.kind, found) };
  }

  function readCourse(found) {
    if (!isMap(found)) return course();
    const made = { ...course(), rev: moment(found.rev) || 0 };
    if (typeof found.current === "string") made.current = found.current;
    if (isMap(found.sessions)) {
      for (const [id, held] of Object.entries(found.sessions)) {
        if (isMap(held) && moment(held.start)) made.sessions[id] = { start: held.start, end: moment(held.end) };
      }
    }
    if (!made.sessions[made.current]) made.current = null;
    if (isMap(found.speaker)) made.speaker = { since: moment(found.speaker.since), spent: moment(found.speaker.spent) || 0 };
    if (isMap(found.asked)) for (const [key, asked] of Object.entries(found.asked)) made.asked[key] = asked === true;
    made.keepBreaks = found.keepBreaks !== false;
    made.sound = found.sound === true;
    return made;
  }

  // A record of the first version, whose entries had no names of their own: the same one gives the same entries.
  function fromFirst(found) {
    const made = blank();
    made.course = { ...readCourse(found), rev: 1 };
    for (const [kind, list] of Object.entries(LISTS)) {
      (Array.isArray(found[list]) ? found[list] : []).forEach((one, index) => {
        if (isMap(one)) made.entries[`first-${kind}-${one.id || index}`] = { kind, rev: index + 1, at: index + 1, ...fields(kind, one) };
      });
    }
    for (const [pain, count] of Object.entries(isMap(found.votes) ? found.votes : {})) {
      if (moment(count)) made.entries[`first-vote-${pain}`] = { kind: "vote", rev: 1, at: 1, pain, step: count };
    }
    return made;
  }

  // What a stored text holds, and whether all of it could be read: `{ doc, whole }`.
  function read(stored) {
    let found;
    try {
      found = JSON.parse(stored);
    } catch {
      return { doc: blank(), whole: false };
    }
    if (!isMap(found) || ![1, 2].includes(found.version)) return { doc: blank(), whole: false };
    if (found.version === 1) {
      const doc = fromFirst(found);
      const lists = Object.values(LISTS).every((list) => found[list] === undefined || (Array.isArray(found[list]) && found[list].every(isMap)));
      const maps = ["sessions", "votes"].every((name) => found[name] === undefined || isMap(found[name]));
      return { doc, whole: lists && maps };
    }
    const doc = { ...blank(), course: readCourse(found.course) };
    let whole = isMap(found.entries) && isMap(found.course);
    for (const [name, one] of Object.entries(isMap(found.entries) ? found.entries : {})) {
      const entry = readEntry(one);
      if (entry) doc.entries[name] = entry;
      else whole = false;
    }
    return { doc, whole };
  }

  const newer = (one, other) => {
    if (!one || !other || one.rev !== other.rev) return (one?.rev || 0) >= (other?.rev || 0) ? one : other;
    return JSON.stringify(one) >= JSON.stringify(other) ? one : other;
  };

  // Both, entry by entry the newer one; whichever comes first, the result is the same.
  function merge(one, other) {
    const entries = {};
    for (const name of [...Object.keys(one.entries), ...Object.keys(other.entries)].sort()) {
      entries[name] = newer(one.entries[name], other.entries[name]);
    }
    return { version: 2, entries, course: newer(one.course, other.course) };
  }

  const living = (doc) => Object.entries(doc.entries).filter(([, one]) => !one.gone)
    .sort(([name, one], [other, two]) => one.at - two.at || (name < other ? -1 : 1));

  // Two tabs may have given the same id at the same moment: the later one gets the next that is free.
  function tellApart(doc, taken) {
    const seen = new Set();
    const every = new Set([...taken, ...living(doc).map(([, one]) => one.id)]);
    for (const [name, one] of living(doc)) {
      if (!one.id) continue;
      if (seen.has(one.id)) {
        const stem = one.id.replace(/-\d+$/, "");
        let number = 1;
        while (every.has(`${stem}-${number}`)) number += 1;
        doc.entries[name] = { ...one, id: `${stem}-${number}`, rev: one.rev + 1 };
        every.add(`${stem}-${number}`);
      }
      seen.add(doc.entries[name].id);
    }
    return doc;
  }

  // What the panels draw: lists in the order in which they were captured, votes summed up.
  function view(doc) {
    const { rev, ...rest } = doc.course;
    const made = { ...structuredClone(rest), decisions: [], actions: [], parked: [], answers: [], votes: {} };
    for (const [name, { kind, rev: _, at, ...one }] of living(doc)) {
      if (kind === "vote") made.votes[one.pain] = Math.max(0, (made.votes[one.pain] || 0) + one.step);
      else made[LISTS[kind]].push({ uid: name, ...one });
    }
    return made;
  }

  // Put what a file holds beside what is here: `{ added, known, apart }` counts what became of its entries.
  function take(doc, file) {
    const here = view(doc);
    const counts = { added: 0, known: 0, apart: 0 };
    for (const [kind, list] of Object.entries(LISTS)) {
      for (const one of file[list] || []) {
        const { uid: _, ...held } = { ...one };
        const content = fields(kind, held);
        const known = here[list].find((other) => (kind === "parked" ? same(fields(kind, other), content) : other.id === content.id));
        if (known && same(fields(kind, known), content)) counts.known += 1;
        else {
          counts[known ? "apart" : "added"] += 1;
          const rev = revision();
          doc.entries[uid()] = { kind, rev, at: rev, ...content };
        }
      }
    }
    for (const [pain, count] of Object.entries(file.votes)) {
      const missing = (moment(count) || 0) - (here.votes[pain] || 0);
      if (missing > 0) {
        const rev = revision();
        doc.entries[uid()] = { kind: "vote", rev, at: rev, pain, step: missing };
      }
    }
    const sessions = { ...file.sessions, ...doc.course.sessions };
    const current = doc.course.current || (Object.keys(doc.course.sessions).length ? null : file.current);
    doc.course = { ...doc.course, sessions, current, rev: revision(doc.course.rev) };
    return counts;
  }

  window.erpsiteMeetingEntries = { blank, read, merge, view, take, tellApart, revision, uid, fields, living };
})();
