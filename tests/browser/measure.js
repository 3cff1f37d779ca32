// Measure the page by every rule that axe applies by itself; by the two of colours, one text of each form: those
// whose colour, size, weight, class, grounds and place among other words are the same measure the same. The two
// would take most of the time, and a table has a hundred texts of a form.
async () => {
  const SEEN = ["backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode", "position", "zIndex"];
  const PLAIN = "rgba(0, 0, 0, 0)|none|1|none|normal|static|auto";
  const grounds = new WeakMap();
  const ground = (element) => {
    if (!element) return "";
    if (!grounds.has(element)) {
      const style = getComputedStyle(element);
      const own = SEEN.map((name) => style[name]).join("|");
      grounds.set(element, own === PLAIN ? ground(element.parentElement) : `${own}/${ground(element.parentElement)}`);
    }
    return grounds.get(element);
  };
  const hasWords = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  // A link is told from the words around it, where its block has more words than its own.
  const around = (element) => {
    let block = element.parentElement;
    while (block && getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const more = block && block.textContent.trim() !== element.textContent.trim();
    return more ? getComputedStyle(element.parentElement).color : "alone";
  };
  const form = (element) => {
    const style = getComputedStyle(element);
    const letters = [style.color, style.fill, style.fontSize, style.fontWeight, style.textShadow, style.visibility];
    const link = [style.display, style.textDecorationLine, style.borderBottomWidth, around(element)];
    const name = [element.localName, element.getAttribute("class"), element.getAttribute("style")];
    const off = element.closest(":disabled, [aria-disabled=true], [hidden]") !== null;
    return [...letters, ...link, ...name, off, ground(element)].join(" ");
  };
  const forms = new Map();
  for (const element of document.body.querySelectorAll("*")) {
    if (!hasWords(element) && !element.matches("input, select, textarea")) continue;
    if (element.checkVisibility && !element.checkVisibility()) continue;
    const key = form(element);
    if (!forms.has(key)) forms.set(key, element);
  }
  const MARK = "data-colours-measured";
  for (const element of document.querySelectorAll(`[${MARK}]`)) element.removeAttribute(MARK);
  for (const element of forms.values()) element.setAttribute(MARK, "");
  const rules = { "color-contrast": "*", "link-in-text-block": "a[href]" };
  axe.configure({ rules: Object.entries(rules).map(([id, which]) => ({ id, selector: `${which}[${MARK}]` })) });
  // Style sheets are loaded anew for a rule that is off by itself.
  const { violations } = await axe.run(document, { resultTypes: ["violations"], preload: false });
  return { forms: forms.size, violations };
}
