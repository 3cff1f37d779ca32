// The choice of a plant: the rows of others are hidden, and the address says which one is chosen. Without this
// script the tables stand whole, and the line above leads to the pages of the plants.
window.erpsiteWidgets = window.erpsiteWidgets || {};
window.erpsiteWidgets.plant = (element, data) => {
  const { words, sets } = data;
  const places = new Map(data.plants.map(([id], place) => [id, place]));
  const nameOf = (id) => data.plants[places.get(id)][1];
  const fill = (text, name) => text.replace("{name}", name);
  const PAGE = /\/plan\/(initiatives|kpis)\/([a-z0-9-]+)(?:\.html|\/(?:index\.html)?)?$/;

  // Which record a link leads to, such as `initiatives/fast-close`.
  function recordOf(link) {
    const page = PAGE.exec(link.pathname);
    if (page && page[2] !== "index") return `${page[1]}/${page[2]}`;
    const inRegister = /\/plan\/risks(?:\.html|\/(?:index\.html)?)?$/.test(link.pathname) && link.hash;
    return inRegister ? `risks/${decodeURIComponent(link.hash.slice(1))}` : "";
  }

  const recordsIn = (part) => [...part.querySelectorAll("a[href]")]
    .map(recordOf)
    .filter((one) => data.kinds.includes(one.split("/")[0]));
  const recordOfRow = (row) => recordsIn(row)[0];

  // A row that sums up several records, such as those of a module, is of the whole plan, and so is its table.
  function sumsUp(row) {
    if (!row.cells[0] || recordsIn(row.cells[0]).length) return false;
    const kinds = [...new Set(recordsIn(row))].map((one) => one.split("/")[0]);
    return new Set(kinds).size < kinds.length;
  }

  // A record that is not listed is of every plant.
  const isOf = (record, place) => !(record in data.of) || sets[data.of[record]].includes(place);

  function filterTables(only) {
    for (const table of document.querySelectorAll(".es-table > table")) {
      if (table.closest(".es-long, .es-figure, .es-gantt")) continue;
      const rows = [...table.tBodies[0].rows].filter((row) => !row.matches(".es-group"));
      if (!rows.some((row) => recordOfRow(row)) || rows.some(sumsUp)) continue;
      for (const row of rows) row.hidden = Boolean(only) && !only.fits(row);
      for (const group of table.querySelectorAll("tbody > .es-group")) {
        let next = group.nextElementSibling;
        while (next && !next.matches(".es-group") && next.hidden) next = next.nextElementSibling;
        group.hidden = !next || next.matches(".es-group");
      }
      const rest = table.closest("details.es-rest");
      if (!rest) continue;
      rest.hidden = rows.every((row) => row.hidden);
      rest.querySelector("summary").hidden = Boolean(only); // it counts the rows of all plants
      if (only) rest.open = !rest.hidden;
    }
  }

  // The pages of all plants lie beside each other: the address of one tells those of the others.
  function pageOf(id) {
    const [[path, url]] = Object.entries(data.urls);
    const known = path.split("/").at(-1);
    const at = url.lastIndexOf(known);
    return url.slice(0, at) + id + url.slice(at + known.length);
  }

  const link = (href, text) => Object.assign(document.createElement("a"), { href, textContent: text });
  const label = Object.assign(document.createElement("label"), { textContent: `${words.plant} ` });
  const select = document.createElement("select");
  select.append(new Option(words.all, ""), ...data.plants.map(([id, name]) => new Option(name, id)));
  label.append(select);
  const told = document.createElement("span");
  told.setAttribute("role", "status");

  let chosen = false;
  function show(id) {
    const place = places.get(id);
    const only = place !== undefined && {
      fits: (row) => {
        const record = recordOfRow(row);
        return Boolean(record) && isOf(record, place);
      },
      names: (row) => Boolean(recordOfRow(row)),
      lane: (name) => isOf(`initiatives/${name}`, place),
    };
    const changes = only || chosen;
    if (changes) {
      window.erpsiteOnly = only || undefined; // else the rows of a person, whom the address asks for, stay
      filterTables(only);
    }
    chosen = Boolean(only);
    select.value = only ? id : "";
    if (only) told.replaceChildren(`${fill(words.only, nameOf(id))} `, link(pageOf(id), fill(words.page, nameOf(id))));
    else told.replaceChildren(...offer());
    if (changes) window.dispatchEvent(new CustomEvent("erpsite:only"));
  }

  // What this browser remembers of its reader.
  function offer() {
    const mine = window.erpsiteMine?.remembered().plant?.id;
    if (!places.has(mine)) return [];
    const made = link(`?plant=${encodeURIComponent(mine)}`, fill(words.mine, nameOf(mine)));
    made.addEventListener("click", (event) => {
      event.preventDefault();
      choose(mine);
    });
    return [made];
  }

  function choose(id) {
    const url = new URL(location.href);
    url.searchParams.delete("person");
    document.querySelector(".es-mine-bar")?.remove();
    if (id) url.searchParams.set("plant", id);
    else url.searchParams.delete("plant");
    try { history.replaceState(history.state, "", url); } catch { /* a page opened from a file keeps none */ }
    show(id);
  }

  select.addEventListener("change", () => choose(select.value));
  element.previousElementSibling?.remove();
  element.classList.add("es-plant-choice");
  element.append(label, told);
  show(new URLSearchParams(location.search).get("plant") || "");
};
