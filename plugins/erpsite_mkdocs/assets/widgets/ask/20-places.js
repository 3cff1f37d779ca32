// The places of a page that can be asked about: its headings, tiles, paragraphs, items and rows. What the page says of
// itself, such as how long it takes to read or where its data are, is none.
(() => {
  const PLACES = "h1, h2, h3, h4, .es-tile, p:not(.es-note, .es-origin), li, tr[id]";
  const APART = ".es-widget, nav, template, .es-source, .es-top, details:not([open]) .es-rest";
  const LONGEST = 90;

  const textOf = (element) => {
    const copy = element.cloneNode(true);
    // The lines of a tile stand apart only to the eye.
    for (const line of copy.querySelectorAll(":scope > p ~ p")) line.prepend(" ");
    for (const part of copy.querySelectorAll("ul, ol, .headerlink, script, template")) part.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  };

  // Every place with its words, the anchor to link to, and the heading that it stands under.
  function places(article) {
    const found = [];
    let [heading, anchor] = ["", ""];
    for (const element of article.querySelectorAll(PLACES)) {
      const text = textOf(element);
      if (text.length < 2 || element.closest(APART) || element.parentElement.closest("tr[id], .es-tile, .es-mine-bar")) continue;
      const isHeading = /^H\d$/.test(element.tagName);
      if (isHeading) [heading, anchor] = [text, element.id];
      const quote = text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text;
      found.push({ element, quote, heading, isHeading, anchor: element.id || anchor });
    }
    return found;
  }

  // The place that the reader has marked, or that is on the screen.
  function marked(found) {
    const node = window.getSelection()?.anchorNode;
    const element = node && (node.nodeType === 1 ? node : node.parentElement);
    const holds = element ? found.findLastIndex((one) => one.element.contains(element)) : -1;
    return Math.max(holds, 0);
  }
  window.erpsitePlaces = { places, marked };
})();
