// Cut what is typed into words, as `search_words.py` cuts the pages, and find them again in a text.
(() => {
  const parts = (window.erpsiteSearching = window.erpsiteSearching || {});
  const DENSE =
    "\\u0e01-\\u0e3a\\u0e40-\\u0e4e\\u0e50-\\u0e59\\u0e81-\\u0ebd\\u0ec0-\\u0ed9" +
    "\\u3041-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff" +
    "\\u{20000}-\\u{3ffff}";
  const RUNS = new RegExp(`([${DENSE}]+)|((?:(?![${DENSE}])[\\p{L}\\p{N}])+)`, "gu");
  const MARKS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]/g;
  const MOST_LETTERS = 40;
  const LONG_RUN = 5;

  parts.fold = (text) =>
    text.normalize("NFKD").toLowerCase().replace(MARKS, "").normalize("NFC").replaceAll("ß", "ss");

  // Of letters without spaces between words, the pairs; of a long run every other one, which is as telling.
  function pairs(run) {
    const letters = [...run];
    if (letters.length === 1) return [run];
    const step = letters.length < LONG_RUN ? 1 : 2;
    const found = [];
    for (let at = 0; at < letters.length - 1; at += step) found.push(letters[at] + letters[at + 1]);
    const last = letters.slice(-2).join("");
    return found.at(-1) === last ? found : [...found, last];
  }

  // What a result must have, one by one: `text` as it stands in a page, `terms` to look up, and whether the
  // words that begin with a term count, too.
  parts.cut = (typed) => {
    const units = new Map();
    for (const [, dense, word] of parts.fold(typed).matchAll(RUNS)) {
      const text = dense || [...word].slice(0, MOST_LETTERS).join("");
      const single = [...text].length === 1;
      units.set(text, { text, dense: Boolean(dense), terms: dense ? pairs(dense) : [text], open: Boolean(dense) === single });
    }
    return [...units.values()];
  };

  const IS_LETTER = /[\p{L}\p{N}]/u;
  const IS_DENSE = new RegExp(`[${DENSE}]`, "u");
  const IS_DIGIT = /\d/;
  const known = new Map();

  function foldLetter(letter) {
    if (!known.has(letter)) known.set(letter, parts.fold(letter));
    return known.get(letter);
  }

  // A text in folded letters, with the place in the text that each of them comes from.
  function folded(text) {
    const letters = [];
    const places = [];
    let at = 0;
    for (const letter of text) {
      const small = foldLetter(letter);
      letters.push(small);
      for (let one = 0; one < small.length; one += 1) places.push(at);
      at += letter.length;
    }
    places.push(at);
    return { plain: letters.join(""), places };
  }

  // Whether a word begins after this letter; in a number of a part, each piece is a word.
  function begins(word, before) {
    if (!IS_LETTER.test(before) || IS_DENSE.test(before) || IS_DENSE.test(word[0])) return true;
    return IS_DIGIT.test(word[0]) !== IS_DIGIT.test(before) || before === "0";
  }

  // Where words stand in a text, as [from, to], in order and without overlap.
  parts.places = (text, words) => {
    const { plain, places } = folded(text);
    const found = [];
    for (const word of words) {
      for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) {
        if (begins(word, plain[at - 1] || " ")) found.push([places[at], places[at + word.length]]);
      }
    }
    found.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    let end = 0;
    return found.filter(([from, to]) => from >= end && to > from && (end = to));
  };

  // Put a text into an element with these words marked.
  parts.mark = (element, text, words) => {
    let at = 0;
    for (const [from, to] of parts.places(text, words)) {
      const mark = document.createElement("mark");
      mark.textContent = text.slice(from, to);
      element.append(text.slice(at, from), mark);
      at = to;
    }
    element.append(text.slice(at));
    return element;
  };
})();
