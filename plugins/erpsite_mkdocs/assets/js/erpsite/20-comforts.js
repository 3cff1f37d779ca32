// Comforts on top of a page that works without them.

// What the browser draws itself is dark with the page: scroll bars, and the ground below it. The theme's own way
// has the whole page styled anew twice, also where all stays light.
function shade() {
  document.documentElement.style.colorScheme = document.body.dataset.mdColorScheme === "slate" ? "dark" : "";
}
new MutationObserver(shade).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
shade();

// What is folded away on the screen is read on paper.
let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const part of opened) part.open = true;
});
window.addEventListener("afterprint", () => {
  for (const part of opened) part.open = false;
});

// A link to a place inside a folded part unfolds it.
function unfold() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const part = target && target.closest("details:not([open])");
  if (part) {
    part.open = true;
    target.scrollIntoView();
  }
}
window.addEventListener("hashchange", unfold);
unfold();

// A table that fits needs no stop on the way of the Tab key; one that scrolls does. The browser says when it has
// laid out a table anew: to ask it any earlier would make it lay out the page twice.
const tableSizes = new ResizeObserver((entries) => {
  for (const box of new Set(entries.map(({ target }) => target.closest(".es-table")))) {
    if (!box) continue;
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
});
function mindTables() {
  for (const table of document.querySelectorAll(".es-table, .es-table > table")) tableSizes.observe(table);
}

// The sign of the menu of a narrow window is a label, which no key reaches: with scripts it is a button. Escape
// leaves the menu.
const drawer = document.getElementById("__drawer");
const menuSign = document.querySelector(".md-header label[for='__drawer']");
if (drawer && menuSign) {
  const button = Object.assign(document.createElement("button"), { type: "button", title: menuSign.title });
  button.className = `${menuSign.className} es-menu`;
  button.setAttribute("aria-label", menuSign.title);
  button.append(...menuSign.childNodes);
  menuSign.replaceWith(button);
  const tell = () => button.setAttribute("aria-expanded", String(drawer.checked));
  const enter = () => document.querySelector(".md-sidebar--primary a[href]")?.focus();
  button.addEventListener("click", () => drawer.click());
  drawer.addEventListener("change", () => {
    tell();
    if (drawer.checked) requestAnimationFrame(() => requestAnimationFrame(enter));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.checked = false;
    tell();
    button.focus();
  });
  tell();
}

// A part of a page that lives by a script of its own: `widget-<name>.js` puts its function into
// `erpsiteWidgets`, and gets the element and its data. A plain script element, because modules do not load
// from a file share.
const ownScript = document.currentScript || document.querySelector("script[src*='assets/erpsite/erpsite.js']");
const widgetHome = new URL(".", ownScript.src);
window.erpsiteWidgets = window.erpsiteWidgets || {};

function startWidget(element) {
  const name = element.dataset.esWidget;
  const apart = element.dataset.esData;
  const run = () => {
    if (apart && !(window.erpsiteData && name in window.erpsiteData)) {
      // The data of a very large plan lie beside the page, as a script that a file share hands out, too.
      const held = document.createElement("script");
      held.src = apart;
      held.addEventListener("load", run);
      document.body.append(held);
      return;
    }
    const data = apart ? window.erpsiteData[name] : JSON.parse(element.querySelector("template").content.textContent);
    element.hidden = false;
    window.erpsiteWidgets[name](element, data);
    document.dispatchEvent(new CustomEvent("erpsite:grown"));
  };
  if (window.erpsiteWidgets[name]) {
    run();
    return;
  }
  const script = document.createElement("script");
  script.src = new URL(`widget-${name}.js`, widgetHome).href;
  script.addEventListener("load", run);
  document.body.append(script);
}

function startWidgets() {
  for (const element of document.querySelectorAll("[data-es-widget]:not([data-es-started])")) {
    element.dataset.esStarted = "";
    const press = element.querySelector(":scope > button.es-press");
    if (press) {
      element.hidden = false; // the button alone: what it opens is loaded when it is pressed
      press.addEventListener("click", () => startWidget(element), { once: true });
    } else {
      startWidget(element);
    }
  }
}
// A long table gets its filter, order and pages from a script that other pages do not load, as soon as the browser
// is at rest: what stands above it, such as the roadmap, answers first.
function loadLongTables() {
  if (document.querySelector("script[src$='widget-rows.js']")) return;
  const script = document.createElement("script");
  script.src = new URL("widget-rows.js", widgetHome).href;
  document.body.append(script);
}
function startLongTables() {
  const boxes = document.querySelectorAll(".es-long:not(.es-ready)");
  if (!boxes.length) return;
  if (!window.erpsiteLongTable) {
    const rest = window.requestIdleCallback || ((work) => setTimeout(work, 100));
    rest(loadLongTables, { timeout: 500 });
    return;
  }
  for (const box of boxes) {
    box.classList.add("es-ready");
    window.erpsiteLongTable(box);
  }
}

// The form in which the plan is edited comes when somebody presses “Edit”, and nothing of it before.
function startEditing() {
  for (const button of document.querySelectorAll("[data-es-edit][hidden]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const failed = () => {
        button.textContent = button.dataset.esFailed;
        button.removeAttribute("aria-busy");
      };
      const begin = () => window.erpsiteEditor.start().then(() => button.removeAttribute("aria-busy"), failed);
      button.setAttribute("aria-busy", "true");
      if (window.erpsiteEditor) {
        begin();
        return;
      }
      // What the script reads first is on its way with it.
      const early = document.createElement("link");
      Object.assign(early, { rel: "preload", as: "script", href: new URL("../forms/forms.js", widgetHome).href });
      document.head.append(early);
      const script = document.createElement("script");
      script.src = new URL("widget-edit.js", widgetHome).href;
      script.addEventListener("load", begin);
      script.addEventListener("error", failed);
      document.body.append(script);
    });
  }
}

// “Skip to content” leads to the page's first words; the theme has it lead to the first heading below them.
function mindSkip() {
  const [skip, article] = [document.querySelector(".md-skip"), document.querySelector("article.md-content__inner")];
  if (!skip || !article) return;
  article.id = article.id || "es-content";
  skip.href = `#${article.id}`;
}

function startParts() {
  mindSkip();
  mindTables();
  startWidgets();
  startLongTables();
  startEditing();
}
if (window.document$) window.document$.subscribe(startParts);
else startParts();

// The search of the header. Its script comes with the first look at the box, or with a page that a result led to.
const searchBox = document.querySelector("[data-es-search]");
if (searchBox) {
  const query = searchBox.querySelector("input");
  const open = document.getElementById("__search");
  let asked = false;
  const fetchSearch = () => {
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = new URL("widget-search.js", widgetHome).href;
    document.body.append(script);
  };
  const show = (shown) => {
    if (open.checked !== shown) {
      open.checked = shown;
      open.dispatchEvent(new Event("change"));
    }
    if (!shown) query.blur();
  };
  query.addEventListener("focus", () => {
    fetchSearch();
    show(true);
  });
  document.querySelector(".md-header [for='__search']").addEventListener("click", (event) => {
    event.preventDefault();
    query.focus();
  });
  searchBox.addEventListener("click", (event) => {
    if (event.target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey) show(false);
  });
  searchBox.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !searchBox.contains(event.relatedTarget)) show(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open.checked) show(false);
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !["/", "f", "s"].includes(event.key)) return;
    event.preventDefault();
    query.focus();
    query.select();
  });
  const address = new URLSearchParams(location.search);
  if (address.has("q")) {
    query.value = address.get("q");
    query.focus();
  }
  if (address.has("h") || query.value || document.activeElement === query) fetchSearch();
}
