// “Mine”: an address can ask for the rows of one person or plant (`?person=ID`, `?plant=ID`), and this browser
// remembers who its reader is. Nothing of it leaves the browser.
(() => {
  const KINDS = { person: "people", plant: "by-plant" };
  const KEY = "erpsite-mine";
  const script = document.currentScript || document.querySelector("script[src*='assets/erpsite/erpsite.js']");
  const root = new URL("../../", script.src);

  function remembered() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY));
      return found && typeof found === "object" ? found : {};
    } catch {
      return {}; // a browser that keeps nothing, or somebody else's entry
    }
  }

  function remember(kind, entry) {
    const all = { ...remembered(), [kind]: entry };
    if (!entry) delete all[kind];
    try {
      localStorage.setItem(KEY, JSON.stringify(all));
    } catch {
      // It is then forgotten with the page.
    }
  }
  window.erpsiteMine = { remembered, remember, root };

  const words = () => document.getElementById("es-folding")?.dataset || {};
  const fill = (text, name) => (text || "").replace("{name}", name);

  // What the address asks for: the kind of thing and its id, which is a slug.
  function asked() {
    const query = new URLSearchParams(location.search);
    const kind = Object.keys(KINDS).find((one) => /^[a-z0-9-]+$/.test(query.get(one) || ""));
    return kind && { kind, id: query.get(kind) };
  }

  const pointsTo = (kind, id) => (row) =>
    [...row.querySelectorAll("a[href]")].some((link) => {
      const [path, anchor] = link.getAttribute("href").split("#");
      const end = path.replace(/\/$/, "").replace(/\.html$/, "");
      return end.endsWith(`${KINDS[kind]}/${id}`) || (end === id && link.href.includes(`/${KINDS[kind]}/`))
        || (anchor === id && end.endsWith(KINDS[kind]));
    });

  const names = (kind) => (row) =>
    [...row.querySelectorAll("a[href]")].some((link) => link.href.includes(`/${KINDS[kind]}/`));

  // Show the rows that name the one asked for, and return the name; a table that names nobody stays as it is, and so
  // does a page without such a row. Of a long table only its own script knows all rows.
  function filter({ kind, id }) {
    const fits = pointsTo(kind, id);
    const naming = [...document.querySelectorAll(".es-table > table")].filter((table) =>
      [...table.tBodies[0].rows].some(names(kind)),
    );
    const long = naming.some((table) => table.closest(".es-long"));
    if (!long && !naming.some((table) => [...table.tBodies[0].rows].some(fits))) return undefined;
    let found = "";
    for (const table of naming) {
      const rows = [...table.tBodies[0].rows];
      if (table.closest(".es-long")) continue;
      for (const row of rows) row.hidden = !fits(row);
      const rest = table.closest("details.es-rest");
      if (rest) rest.open = rows.some(fits);
    }
    for (const row of document.querySelectorAll("tbody tr")) {
      const link = fits(row) && [...row.querySelectorAll("a[href]")].find((one) => fits({ querySelectorAll: () => [one] }));
      if (link) found = found || link.textContent.trim();
    }
    window.erpsiteOnly = { fits, names: names(kind) };
    return found;
  }

  function link(href, text, name = "es-mine") {
    const made = document.createElement("a");
    made.href = href;
    made.className = name;
    made.textContent = text;
    return made;
  }

  function bar(...parts) {
    const made = document.createElement("p");
    made.className = "es-mine-bar";
    made.setAttribute("role", "status");
    made.append(...parts);
    document.querySelector("article.md-content__inner h1")?.after(made);
  }

  function without() {
    const url = new URL(location.href);
    for (const kind of Object.keys(KINDS)) url.searchParams.delete(kind);
    return url.href;
  }

  function start() {
    if (document.querySelector(".es-mine, .es-mine-bar")) return;
    const top = document.querySelector(".es-top");
    const [me, wanted] = [remembered(), asked()];
    for (const kind of Object.keys(KINDS)) {
      if (me[kind] && top) top.append(link(new URL(me[kind].path, root).href, fill(words().mine, me[kind].name)));
    }
    const chooses = document.querySelector('[data-es-widget="plant"]'); // it knows more rows of a plant than links do
    if (wanted && !(wanted.kind === "plant" && chooses)) {
      const [name, known] = [filter(wanted), me[wanted.kind]];
      const called = name || (known?.id === wanted.id && known.name) || wanted.id;
      if (name === undefined) bar(fill(words().nobody, called));
      else bar(`${fill(words().only, called)} `, link(without(), words().showall, ""));
    } else if (me.person && [...document.querySelectorAll(".es-table tbody tr")].some(pointsTo("person", me.person.id))) {
      bar(link(`?person=${encodeURIComponent(me.person.id)}`, words().onlymine, ""));
    }
  }
  if (window.document$) window.document$.subscribe(start);
  else start();
})();
