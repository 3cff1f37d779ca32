// Comforts on top of a page that works without them.

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

// A table that fits needs no stop on the way of the Tab key; one that scrolls does.
function mindTables() {
  for (const table of document.querySelectorAll(".es-table")) {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
    else table.removeAttribute("tabindex");
  }
}
window.addEventListener("resize", mindTables);
mindTables();

// Text that comes without a key, pasted or picked from an input method with the mouse, is searched for too.
const query = document.querySelector("[data-md-component='search-query']");
if (query) query.addEventListener("input", () => query.dispatchEvent(new KeyboardEvent("keyup")));

// Escape leaves the phone's menu.
document.addEventListener("keydown", (event) => {
  const drawer = document.getElementById("__drawer");
  if (event.key === "Escape" && drawer && drawer.checked) drawer.checked = false;
});
