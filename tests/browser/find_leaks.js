// What a page holds that erpsite's templates never make, given the origin of the site.
(origin) => {
  const found = [];
  const note = (element, why) => found.push(`${why}: ${element.outerHTML.slice(0, 200)}`);
  if (window.__pwned !== undefined) found.push("a script of the data ran");
  const own = (address) => new URL(address, location.href).origin === origin;
  const inline = ["__md_scope=", "var palette=", "var target=", `document.documentElement.className = "js"`];
  // Much data of a widget lie in a script beside the page.
  const data = [...document.querySelectorAll(".es-widget[data-es-widget]")].map(({ dataset }) => dataset)
    .filter(({ esWidget, esData }) => esData === `widget-${esWidget}.js`).map(({ esData }) => new URL(esData, location.href).href);
  const known = (src) => src.includes("/assets/") || src.endsWith("/language.js") || data.includes(src);
  for (const script of document.scripts) {
    // A script that waits for the first chart names its file, and is empty until then.
    const later = script.type === "text/plain" && !script.text && script.dataset.esLater;
    const src = later ? new URL(later, location.href).href : script.src;
    if (src ? !own(src) || !known(src)
        : script.type !== "application/json" && !inline.some((start) => script.text.startsWith(start)))
      note(script, "script");
  }
  const foreign = `iframe, object, embed, applet, frame, frameset, base, portal, marquee, audio, video, math,
    image:not(.es-chart *), style, noscript, template:not(.es-chart > template, .es-widget > template, .es-gantt > template),
    textarea:not(.es-widget *), select:not(.es-widget *, .es-gantt *, .es-long > .es-tools *), keygen, meta[http-equiv], isindex,
    foreignObject, animate, set, use, [autofocus], [ping], [target]:not(.es-live-pages > a), [srcdoc], [srcset],
    [background], [poster], [formaction]`;
  for (const element of document.querySelectorAll(foreign)) note(element, "element");
  for (const { content } of document.querySelectorAll("template"))
    if (content.childElementCount) found.push("elements in the data of a chart");
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on")) note(element, "handler");
      if (name === "style" && !element.closest(".es-track, .es-chart, .es-widget, .es-gantt") && element.closest(".md-typeset"))
        note(element, "style");
      if (!["href", "src", "xlink:href", "action"].includes(name)) continue;
      const { protocol } = new URL(value, location.href);
      const drawn = element.matches(".es-chart image") && value.startsWith("data:image/png;");
      // Only the sanitiser of what people write marks a link so, in a paragraph or in a cell.
      const leaves = element.matches(".es-prose a, a[rel=noopener]") && ["https:", "http:", "mailto:"].includes(protocol);
      if (!own(value) && !leaves && !drawn) note(element, "address");
    }
  }
  for (const id of ["__config", "__search", "__drawer", "__palette_0"])
    if (document.querySelectorAll(`[id="${id}"]`).length > 1) found.push(`two elements are #${id}`);
  for (const part of ["header", "main", "search"])
    if (document.querySelectorAll(`[data-md-component="${part}"]`).length > 1) found.push(`two of ${part}`);
  if ([...document.forms].filter((form) => !form.closest(".es-widget")).length > 2) found.push("a form of the data");
  for (const image of document.images) if (!image.closest(".es-brand")) note(image, "image");
  return found;
}
