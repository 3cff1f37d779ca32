// The monthly review as one page: initiative by initiative what was reported last and what is so now, KPIs that
// are due, open actions, and what the meeting resolved. Several people fill their own part and put it together.
(() => {
  const parts = window.erpsiteEditParts;
  const values = window.erpsiteEditValues;
  const store = window.erpsiteEditStore;
  const tables = window.erpsiteEditTables;
  const { fieldElement, textElements } = window.erpsiteEditFields;
  const { el, say, button } = parts;

  const PROGRESS = ["complete", "status", "path_to_green", "spent", "forecast_cost", "note"];
  const ACTION = ["status", "done_on", "due", "note"];
  let person = null;

  const months = () => (parts.general.files.reviews || []).map((file) => file.split("/").at(-1).replace(/\.yml$/, "")).sort();
  const after = (month) => {
    const next = new Date(Date.UTC(+month.slice(0, 4), +month.slice(5), 1));
    return next.toISOString().slice(0, 7);
  };

  // The months that can be filled in: those begun here or in the plan, the newest first, and the next one.
  function choices() {
    const begun = store.changes.filter((one) => one.kind === "reviews" && one.action === "add" && !one.path.length).map((one) => one.record);
    const known = [...new Set([...months(), ...begun])].sort();
    const newest = known.at(-1) || parts.general.base.month;
    return [...new Set([after(newest), ...known.reverse()])].slice(0, 4);
  }

  function fieldsFor(view, list, path, names) {
    const { address, base, now, redraw } = view;
    return names.flatMap((name) => {
      const field = list.fields.find((one) => one.s.join(".") === name);
      if (!field) return [];
      const given = { address: { ...address, label: [...address.label, values.nameOf(values.dig(now, path), list)] }, base, now, path: [...path, ...field.s], field, label: field.l, redraw, after: view.changed };
      return field.t ? textElements(given) : [fieldElement(given)];
    });
  }

  // One thing to report on: what was said last, and its fields once somebody reports.
  function card(view, list, key, { id, name, last, names, first = {} }) {
    const { address, base, now, redraw } = view;
    const own = list.s;
    const items = values.dig(now, own) || [];
    const at = items.findIndex((one) => one?.[key] === id && !one["@gone"]);
    const item = items[at];
    const path = at < 0 ? null : [...own, values.stepTo(list, items, at)];
    const waits = item?.confirmed === false;
    const changed = path && (item["@add"] || store.of(address).some((one) => values.startsWith(one.path, path)));
    const body = !item ? [button(say("report"), () => {
      store.add(address, own, { [key]: id, ...first }, { label: [...address.label, list.l, name] });
      redraw(`${key}:${id}`);
    }, "es-edit-main")] : [fieldsFor(view, list, path, names),
      waits ? button(say("confirm"), () => {
        store.set(address, base, [...path, "confirmed"], null, { label: [...address.label, name, say("confirm")] });
        redraw(`${key}:${id}`);
      }, "es-edit-main") : null,
      button(say("all_fields"), () => view.open({ ...address, path }), "es-edit-link")];
    const state = waits ? say("waits") : changed ? say("filled") : item ? say("stands") : "";
    return el("details", { class: "es-edit-card", "data-card": `${key}:${id}`, open: view.opened === `${key}:${id}` },
      el("summary", {}, el("strong", {}, name), " ", el("span", { class: "es-edit-help" }, [last, state].filter(Boolean).join(" · "))), body);
  }

  const lastWords = (one) => [one.complete === null ? "" : `${one.complete} %`, one.status ? parts.general.kinds.find((kind) => kind.kind === "reviews").lists.find((list) => list.s[0] === "progress").fields.find((field) => field.s[0] === "status").c[one.status] || one.status : "",
    one.spent === null ? "" : say("spent_last", { amount: one.spent, currency: parts.general.currency })].filter(Boolean).join(" · ");

  function progress(view, list, facts) {
    const running = Object.entries(facts.running).filter(([, one]) => !person || one.owner === person);
    const names = parts.list("initiatives");
    return el("section", { class: "es-edit-list" }, el("h3", {}, say("running", { n: running.length })),
      running.map(([id, one]) => card(view, list, "initiative", { id, name: names[id]?.[0] || id, last: one.reported ? `${say("last", { month: one.reported })}: ${lastWords(one)}` : say("never"), names: PROGRESS })));
  }

  function actions(view, list, facts) {
    const open = Object.entries(facts.actions).filter(([, one]) => !person || one[1] === person);
    if (!open.length) return null;
    const people = parts.list("people");
    return el("section", { class: "es-edit-list" }, el("h3", {}, say("open_actions", { n: open.length })),
      open.map(([id, [text, owner, due]]) => card(view, list, "action", { id, name: text, last: [people[owner]?.[0] || owner, due].filter(Boolean).join(" · "), names: ACTION, first: { status: "open" } })));
  }

  // The value of one KPI in the month; its row comes into being with its first value.
  function kpiRow(view, data, kind, id, name, month) {
    const field = kind.fields.find((one) => one.s[0] === "actual");
    const blank = Object.fromEntries(kind.key.filter((one) => data.columns.includes(one)).map((one) => [one, { kpi: id, month }[one] || ""]));
    const base = window.erpsiteEditor.recordIn(data, blank);
    const label = [kind.label, name, month];
    const address = { file: kind.file, kind: kind.kind, record: blank, sha256: data.sha256, label, fresh: !base };
    const earlier = data.rows.map((_, at) => tables.rowObject(data, at)).filter((row) => row.kpi === id && !row.plant && row.month < month && row.actual).at(-1);
    const error = el("span", { class: "es-edit-error", id: parts.uid(), role: "alert" });
    const input = el("input", { type: "text", inputmode: "decimal", "aria-label": `${name}, ${month}`, autocomplete: "off", "aria-describedby": error.id,
      value: store.at(address, ["actual"])?.raw ?? values.shown(store.laid(address, base).actual, field) });
    input.addEventListener("input", () => {
      const meant = values.meaning(input.value, { ...field, s: ["actual"], r: 0 });
      error.textContent = meant.wrong || "";
      input.setAttribute("aria-invalid", String(Boolean(meant.wrong)));
      const words = { label: [...label, field.l] };
      const added = store.of(address).find((one) => one.action === "add");
      if (meant.wrong) store.set(address, base, ["actual"], null, { raw: input.value, ...words });
      else if (base || added) {
        store.set(address, base, ["actual"], meant.value, words);
        if (added && meant.value === null) store.drop(added);
      } else {
        store.set(address, base, ["actual"], null, words);
        if (meant.value !== null) store.add(address, [], { kpi: id, month, actual: meant.value }, { label });
      }
      view.changed();
    });
    return el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, earlier ? `${earlier.month}: ${earlier.actual}` : ""), el("td", {}, input, error),
      el("td", {}, button("…", () => view.openGrid(kind, tables.groupOf(kind, blank)), "es-edit-link", { "aria-label": say("open", { name }) })));
  }

  async function kpis(view, month) {
    const kind = parts.kind("kpi_actuals");
    if (!kind || !parts.general.files.kpi_actuals || !parts.general.files.kpis) return null;
    const [data, defined] = await Promise.all([parts.readFile(kind.file), parts.readFile("kpis.yml")]).catch(() => [null, null]);
    if (!data || !data.columns.includes("actual")) return null;
    const due = defined.records.filter((one) => !one.measured_from && (!person || one.owner === person));
    if (!due.length) return null;
    return el("section", { class: "es-edit-list" }, el("h3", {}, say("kpis_due", { month })), el("div", { class: "es-edit-scroll" }, el("table", {}, el("tbody", {},
      due.map((one) => kpiRow(view, data, kind, one.id, values.nameOf(one), month))))));
  }

  // Whose part is shown: everybody's, or what one person owns.
  function owners(redraw, facts) {
    const own = new Set([...Object.values(facts.running).map((one) => one.owner), ...Object.values(facts.actions).map((one) => one[1])]);
    const people = Object.entries(parts.list("people")).filter(([id]) => own.has(id));
    const select = el("select", { id: parts.uid() }, el("option", { value: "" }, say("everybody")), people.map(([id, [name]]) => el("option", { value: id }, name)));
    if (person === null) {
      const me = window.erpsiteMine?.remembered().person?.id || "";
      person = own.has(me) ? me : "";
    }
    select.value = person;
    select.addEventListener("change", () => {
      person = select.value;
      redraw();
    });
    return el("div", { class: "es-edit-field" }, el("label", { for: select.id }, say("whose")), select);
  }

  // All of one month. `view` has the record of the review as the form of a record has it.
  async function reviewPage(view, kind, month) {
    const facts = await parts.read("assets/forms/review.js", "review");
    const list = (name) => kind.lists.find((one) => one.s[0] === name);
    const heads = fieldsFor({ ...view }, kind, [], ["held_on", "chair", "summary", "minutes"]);
    const more = button(say("more_of_review"), () => view.open({ ...view.address, path: [] }), "es-edit-link");
    return [el("p", { class: "es-edit-help" }, say("review_help")), owners(view.redraw, facts),
      el("form", { class: "es-edit-form", onsubmit: (event) => event.preventDefault() }, progress(view, list("progress"), facts), await kpis(view, month), actions(view, list("action_updates"), facts),
        el("section", { class: "es-edit-list" }, el("h3", {}, say("meeting_part")), el("div", { class: "es-edit-form" }, heads), more))];
  }

  window.erpsiteEditReview = { choices, reviewPage };
})();
