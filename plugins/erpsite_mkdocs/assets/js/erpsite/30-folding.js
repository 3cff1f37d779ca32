// Long pages on a phone: cards show what matters first, and later parts fold. All is there without this script.
(() => {
  const phone = window.matchMedia("(max-width: 600px)");
  const LIMIT = 9 * 812; // pixels of a page that need no folding: nine screens of a phone
  const SMALL = 260; // a part that is hardly higher than its folded self stays as it is
  const KEPT = 3; // cells of a card that are shown at once
  const RANK = { "es-status": 0, "es-date": 1, "es-bar": 2, "es-number": 3, "es-text": 4 };

  const words = () => document.getElementById("es-folding")?.dataset || {};

  function rank(head) {
    if (head.classList.contains("es-wide")) return 9;
    return RANK[[...head.classList].find((name) => name in RANK)] ?? 4;
  }

  // The columns of a table whose cells wait until their row is opened.
  function tucked(table) {
    const heads = table.tHead ? [...table.tHead.rows[0].cells].slice(1) : [];
    if (heads.length <= KEPT + 1 && !heads.some((head) => rank(head) === 9)) return [];
    const order = heads.map((head, place) => [rank(head), place + 1]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const rest = order.filter(([weight], place) => weight === 9 || place >= KEPT).map((one) => one[1]);
    return rest.length === heads.length ? rest.filter((place) => place !== 1) : rest;
  }

  function tuckRow(row, columns) {
    const head = row.cells[0];
    if (!head || head.scope !== "row" || head.querySelector(".es-row-more")) return;
    const cells = columns.map((place) => row.cells[place]).filter((cell) => cell && cell.textContent.trim());
    if (!cells.length) return;
    for (const cell of cells) cell.classList.add("es-tucked");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "es-row-more";
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-label", words().row);
    head.append(button);
    if (location.hash && row.id === decodeURIComponent(location.hash.slice(1))) openRow(row, true);
  }

  function openRow(row, open) {
    row.classList.toggle("es-open", open);
    row.querySelector(".es-row-more")?.setAttribute("aria-expanded", String(open));
  }

  function tuckCards(root) {
    if (!phone.matches) return;
    for (const table of root.querySelectorAll(".es-table > table")) {
      const columns = tucked(table);
      if (columns.length) for (const row of table.tBodies[0].rows) tuckRow(row, columns);
    }
  }
  window.erpsiteTuckCards = tuckCards;

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".es-row-more");
    if (button) openRow(button.closest("tr"), button.getAttribute("aria-expanded") !== "true");
  });

  // The headings of level 2, each with what stands below it.
  function partsOf(article) {
    const parts = [];
    for (const child of article.children) {
      if (child.tagName === "H2") parts.push({ head: child, content: [] });
      else if (parts.length && !child.matches(".es-origin, #es-folding")) parts.at(-1).content.push(child);
    }
    return parts.filter((part) => part.content.length && !part.content[0].matches(".es-part"));
  }

  function fold({ head, content }) {
    const part = document.createElement("details");
    part.className = "es-part";
    const summary = document.createElement("summary");
    const rows = content.reduce((sum, one) => sum + one.querySelectorAll("tbody > tr:not(.es-group)").length, 0);
    summary.textContent = rows ? words().sectionrows.replace("{n}", rows) : words().section;
    summary.setAttribute("aria-label", `${summary.textContent} – ${head.firstChild.textContent}`);
    part.append(summary);
    head.after(part);
    part.append(...content);
  }

  // Fold parts from the end of a page that is too long; the first stays open, and what the address points to.
  function foldParts() {
    const article = document.querySelector("article.md-content__inner");
    if (!phone.matches || !article) return;
    let left = document.documentElement.scrollHeight - LIMIT;
    if (left <= 0) return;
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const parts = partsOf(article).map((part) => {
      const last = part.content.findLast((one) => one.offsetHeight)?.getBoundingClientRect().bottom || 0;
      return { ...part, height: last - part.content[0].getBoundingClientRect().top };
    });
    const wanted = [...parts].reverse();
    for (const part of wanted) {
      const pointed = target && (part.head === target || part.content.some((one) => one.contains(target)));
      if (left <= 0) break;
      if (pointed || part.height < SMALL) continue;
      fold(part);
      left -= part.height - 60;
    }
  }

  function start() {
    if (!document.getElementById("es-folding")) return;
    tuckCards(document);
    foldParts();
  }
  phone.addEventListener("change", () => {
    start();
    for (const part of document.querySelectorAll(".es-part")) part.open = !phone.matches;
  });
  document.addEventListener("erpsite:grown", foldParts);
  if (window.document$) window.document$.subscribe(start);
  else start();
})();
