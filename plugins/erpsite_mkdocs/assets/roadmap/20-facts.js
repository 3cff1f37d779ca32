// What a sign of the roadmap says: its days, slip, float, progress, owner and what it waits for, in words.
window.erpsiteRoadmapFacts = (() => {
  const language = window.erpsiteLanguage;

  function dayText(words, number) {
    const day = new Date(Date.parse(words.first) + number * 864e5);
    const [y, m, d] = [day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()];
    const two = (number) => String(number).padStart(2, "0");
    const parts = { d, dd: two(d), M: m + 1, MM: two(m + 1), MMM: language.shortMonths[m], MMMM: language.months[m], y };
    // A part in quotes stands as it is.
    return language.day.replace(/'((?:[^']|'')*)'|d{1,2}|[ML]{1,4}|y/g, (found, quoted) =>
      quoted === undefined ? parts[found.replaceAll("L", "M")] : quoted.replaceAll("''", "'") || "'");
  }

  function span(words, start, finish) {
    if (finish === null) return "";
    if (start === null || start === finish) return dayText(words, finish);
    return `${dayText(words, start)} – ${dayText(words, finish)}`;
  }

  const signed = (number) => (number > 0 ? `+${number}` : `${number}`.replace("-", "−"));

  // The days at which a mark stands; those of one that is cut at the edge of the year are written out.
  function standing(words, mark) {
    const share = (name) => (Number.parseFloat(mark.style[name]) / 100) * words.days;
    if (mark.classList.contains("es-gm")) return [Math.floor(share("left")), Math.floor(share("left"))];
    return [Math.round(share("left")), Math.round(share("left") + share("width")) - 1];
  }

  function numbers(words, mark) {
    const texts = (mark.dataset.f || "").split(",");
    while (texts.length < 10) texts.push("");
    if (!texts[0] && !texts[1]) [texts[0], texts[1]] = standing(words, mark);
    if (!texts[2] && !texts[3]) [texts[2], texts[3]] = texts; // planned for the very days
    return texts.map((text) => (text === "" || text === "x" ? null : Number(text)));
  }

  function status(words, mark) {
    const tone = [...mark.classList].find((name) => /^t-/.test(name));
    if (tone === "t-g" && mark.classList.contains("es-gm")) return words.m;
    if (tone === "t-b" && mark.classList.contains("w")) return words.run;
    return words[tone] || "";
  }

  // The name of a sign and its facts, each [what, value].
  return function factsOf(words, mark, name, owner, waits) {
    const [start, finish, planned, end, first, once, pushed, slip, left, done] = numbers(words, mark);
    const colon = (what, value) => (value === "" || value === null ? [] : [[what, value]]);
    const facts = [
      ...colon(words.status, status(words, mark)),
      ...colon(words.expected, span(words, start, finish)),
      ...colon(words.planned, span(words, planned, end)),
      ...colon(words.once, span(words, first, once)),
      ...colon(words.pushed, pushed === null ? "" : dayText(words, pushed)),
      ...colon(words.slip, slip === null ? "" : signed(slip)),
      ...colon(words.float, left),
      ...colon(words.done, done === null ? "" : language.percent.replace("{n}", done)),
      ...colon(words.owner, owner),
      ...colon(words.waits, waits.join(language.list)),
    ];
    return { name, facts, critical: mark.classList.contains("c") ? words.critical : "" };
  };
})();
