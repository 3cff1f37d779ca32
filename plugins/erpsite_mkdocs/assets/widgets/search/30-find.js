// Find what has every word: exactly, begun, or, where little is found, with a letter wrong or another ending.
(() => {
  const parts = window.erpsiteSearching;
  const WEIGHTS = [14, 8, 3, 1]; // in a short title, a title, a lead or heading, a text
  const BEGUN = 0.6;
  const NEAR = 0.05; // less in a title than what was typed in a text
  const LITTLE = 3;
  const SHORTEST = 4;
  const MOST_NEAR = 8;

  // Whether one letter too many, too few, wrong, or two that changed places tell two words apart.
  parts.isNear = (one, other) => {
    if (Math.abs(one.length - other.length) > 1 || one === other) return false;
    let at = 0;
    while (at < one.length && one[at] === other[at]) at += 1;
    const [left, right] = [one.slice(at), other.slice(at)];
    if (left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1)) return true;
    return left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
  };

  // Whether two words are the same but for their endings, as “schedule” and “scheduling”.
  function isForm(one, other) {
    const stem = Math.max(SHORTEST, one.length - 3);
    return other.length <= stem + 3 && other.length >= stem && one.length > SHORTEST && other.startsWith(one.slice(0, stem));
  }

  const isLoose = (unit) => !unit.dense && unit.text.length >= SHORTEST && !/\d/.test(unit.text);

  // Entry → points, for one word of the query; `seen` collects the words as pages write them.
  async function matches(index, unit, seen) {
    const found = new Map();
    for (const term of unit.terms) {
      const words = await index.words(term, unit.open);
      const here = new Map();
      for (const [word, codes] of words) {
        const worth = word === term || unit.dense ? 1 : BEGUN;
        for (const code of codes) {
          const points = WEIGHTS[code & 3] * worth;
          if (points > (here.get(code >> 2) || 0)) here.set(code >> 2, points);
        }
      }
      if (term === unit.terms[0]) for (const [entry, points] of here) found.set(entry, points);
      else for (const [entry, points] of found) here.has(entry) ? found.set(entry, Math.min(points, here.get(entry))) : found.delete(entry);
    }
    seen.add(unit.text);
    return found;
  }

  async function addLike(index, unit, isLike, found, seen) {
    const words = (await index.vocabulary()).filter((word) => word !== unit.text && isLike(unit.text, word));
    for (const word of words.slice(0, MOST_NEAR)) {
      const [hit] = await index.words(word, false);
      if (hit) seen.add(word);
      for (const code of hit ? hit[1] : []) {
        const points = WEIGHTS[code & 3] * NEAR;
        if (points > (found.get(code >> 2) || 0)) found.set(code >> 2, points);
      }
    }
  }

  // Points of the entries that have most of the words, which is all of them wherever one has all.
  function joined(index, found) {
    const counts = new Map();
    for (const one of found) for (const entry of one.keys()) counts.set(entry, (counts.get(entry) || 0) + 1);
    const most = Math.max(0, ...new Set(counts.values()));
    const points = new Map();
    for (const one of found) {
      const rare = Math.log(1 + index.entries / (one.size || 1));
      for (const [entry, worth] of one) {
        if (counts.get(entry) === most) points.set(entry, (points.get(entry) || 0) + worth * rare);
      }
    }
    return { points, whole: most === found.length };
  }

  // Groups of entries, the best first, with the words as they stand in the pages.
  parts.find = async (index, typed) => {
    const units = parts.cut(typed);
    if (!units.length) return null;
    const seen = new Set();
    const found = await Promise.all(units.map((unit) => matches(index, unit, seen)));
    let result = joined(index, found);
    const widen = async (isLike) => {
      const loose = units.map((unit, at) => [unit, found[at]]).filter(([unit]) => isLoose(unit));
      await Promise.all(loose.map(([unit, one]) => addLike(index, unit, isLike, one, seen)));
      result = joined(index, found);
    };
    if (!result.whole || result.points.size < LITTLE) await widen(isForm);
    if (!result.whole) await widen(parts.isNear);
    const order = [...result.points].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
    const groups = new Map();
    for (const [entry] of order) {
      const section = index.sections.find((one) => entry >= one.from && entry < one.to);
      if (!groups.has(section)) groups.set(section, { title: section.title, entries: [] });
      groups.get(section).entries.push(entry);
    }
    const best = new Set(order.slice(0, parts.FIRST).map(([entry]) => entry));
    for (const group of groups.values()) group.first = Math.max(1, group.entries.filter((entry) => best.has(entry)).length);
    return { groups: [...groups.values()], total: order.length, words: [...seen], phrase: units.map((unit) => unit.text).join(" ") };
  };

  parts.FIRST = 10;
})();
