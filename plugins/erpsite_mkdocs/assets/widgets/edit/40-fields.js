// One field of a form: its label, control, help, what is wrong with it, and what it was before.
(() => {
  const parts = window.erpsiteEditParts;
  const values = window.erpsiteEditValues;
  const store = window.erpsiteEditStore;
  const { el, say, button, uid } = parts;

  const FEW = 8;

  function optionsOf(field) {
    if (field.f === "flag") return [["true", say("yes")], ["false", say("no")]];
    if (field.c) return Object.entries(field.c);
    if (field.n) return field.n.map((one) => [String(one), String(one)]);
    return Object.entries(parts.list(field.ref)).map(([id, [name]]) => [id, name || id]);
  }

  function select(field, text) {
    const options = optionsOf(field);
    if (text && !options.some(([id]) => id === text)) options.unshift([text, text]);
    const made = el("select", {}, el("option", { value: "" }, say("nothing")), options.map(([id, name]) => el("option", { value: id }, name)));
    made.value = text;
    return made;
  }

  // Several of a list: those chosen, each with a button that takes it off, and a list to choose from.
  function chosen(field, text, changed, labelled) {
    const held = text ? text.split("\n") : [];
    const list = el("ul", { class: "es-edit-chips" });
    const more = select({ ...field, m: 0 }, "");
    more.setAttribute("aria-labelledby", labelled);
    const names = Object.fromEntries(optionsOf(field));
    const draw = () => list.replaceChildren(...held.map((id, at) => el("li", {}, names[id] || id, " ",
      button("×", () => {
        held.splice(at, 1);
        draw();
        more.focus();
        changed(held.join("\n"));
      }, "es-edit-off", { "aria-label": say("remove_one", { name: names[id] || id }) }))));
    more.addEventListener("change", () => {
      if (more.value && !held.includes(more.value)) held.push(more.value);
      more.value = "";
      draw();
      changed(held.join("\n"));
    });
    draw();
    return { element: el("div", {}, list, more), control: more };
  }

  function control(field, text, changed, labelled) {
    if (field.m && (field.ref || field.c)) return chosen(field, text, changed, labelled);
    const listed = field.f === "flag" || field.c || field.n || (field.f === "reference" && !text.startsWith("withheld"));
    if (listed && !field.m) {
      const made = select(field, text);
      made.addEventListener("change", () => changed(made.value));
      return { element: made, control: made };
    }
    const long = field.t || field.f === "text" || field.m || text.includes("\n") || text.includes("\t") || text.startsWith("withheld");
    const made = el(long ? "textarea" : "input", long ? { rows: Math.min(FEW, Math.max(field.m ? 2 : 1, text.split("\n").length, Math.ceil(text.length / 60))) }
      : { type: "text", inputmode: field.f === "number" && !field.mo ? "decimal" : null, autocomplete: "off" });
    made.value = text;
    made.addEventListener("input", () => changed(made.value));
    return { element: made, control: made };
  }

  // A text is compared as the browser shows it: a control cannot hold every line end.
  const seen = (text) => text.replace(/\r\n?/g, "\n");

  // Make the element of one value. `base` is the record as the build has it, `now` with the changes laid over.
  function fieldElement({ address, base, now, path, field, label, after = () => {}, locked = false }) {
    const id = uid();
    const error = el("p", { class: "es-edit-error", id: `${id}-error`, role: "alert" });
    const before = el("p", { class: "es-edit-was", id: `${id}-was` });
    const about = [field.mo ? say("unit_money", { currency: parts.general.currency }) : "", field.m && !field.ref && !field.c ? say("several") : "", field.h || ""].filter(Boolean).join(" · ");
    const help = about && el("p", { class: "es-edit-help", id: `${id}-help` }, about);
    const old = values.dig(base, path);
    const draft = store.at(address, path);
    const text = draft?.raw ?? values.shown(values.dig(now, path), field);
    const start = seen(values.shown(old, field));

    const tell = () => {
      const change = store.at(address, path);
      const bad = change?.raw !== undefined ? values.meaning(change.raw, field).wrong : "";
      if (error.textContent !== (bad || "")) error.textContent = bad || "";
      made.control.setAttribute("aria-invalid", String(Boolean(bad)));
      box.classList.toggle("es-edit-changed", Boolean(change));
      before.replaceChildren(...(change && !change.inside ? [say("was", { old: values.told(change.old, field) }), ...(locked ? [] : [" ", button(say("undo"), takeBack, "es-edit-link")])] : []));
    };
    const changed = (typed) => {
      if (seen(typed) === start && !store.at(address, path)?.inside && old !== undefined) store.set(address, base, path, values.plain(old));
      else {
        const meant = values.meaning(typed, field);
        const words = { label: address.label ? [...address.label, label] : [label] };
        if ("wrong" in meant) store.set(address, base, path, null, { raw: typed, ...words });
        else store.set(address, base, path, meant.value, words);
      }
      tell();
      after();
    };
    const takeBack = () => {
      store.set(address, base, path, values.plain(old) ?? null);
      const fresh = fieldElement({ address, base, now: store.laid(address, base), path, field, label, after });
      box.replaceWith(fresh);
      fresh.querySelector("input, select, textarea")?.focus();
      after();
    };

    const caption = el("label", { for: id, id: `${id}-label` }, label, field.r ? el("span", { class: "es-edit-needed" }, ` ${say("required_mark")}`) : null);
    const made = locked ? { element: el("output", { id, class: "es-edit-locked" }, values.told(values.dig(now, path), field)) } : control(field, text, changed, `${id}-label`);
    made.control ||= made.element;
    made.control.id = id;
    made.control.setAttribute("aria-describedby", [help ? `${id}-help` : "", `${id}-error`, `${id}-was`].filter(Boolean).join(" "));
    if (field.r && !locked) made.control.setAttribute("aria-required", "true");
    const box = el("div", { class: "es-edit-field", "data-field": path.map((step) => (typeof step === "object" ? Object.values(step).join("|") : step)).join(".") }, caption, made.element, help, error, before);
    tell();
    return box;
  }

  // A text that readers see: one for all languages, or one in each.
  function textElements(given) {
    const { address, base, now, path, field, label } = given;
    const held = values.dig(now, path);
    const { languages } = parts.general;
    if (Object.keys(languages).length < 2 && !values.isMapping(held)) return [fieldElement(given)];
    if (typeof held === "string") {
      const split = button(say("split"), () => {
        const own = document.documentElement.lang.slice(0, 2);
        const first = own in languages ? own : Object.keys(languages)[0];
        store.set(address, base, path, { [first]: held }, { label: [...(address.label || []), label] });
        given.redraw();
      }, "es-edit-link");
      return [fieldElement({ ...given, label: `${label} · ${say("all_languages")}` }), split];
    }
    const spoken = [...new Set([...Object.keys(languages), ...Object.keys(held || {})])].filter((one) => !one.startsWith("@"));
    const own = document.documentElement.lang.slice(0, 2);
    spoken.sort((one, other) => (other === own) - (one === own));
    return spoken.map((one) => fieldElement({ ...given, path: [...path, one], field: { ...field, r: 0 }, label: `${label} · ${languages[one] || one}`,
      after: () => {
        leaveNothing(address, base, path);
        given.after?.();
      } }));
  }

  // A mapping whose last value was emptied is gone as a whole.
  function leaveNothing(address, base, path) {
    const now = store.laid(address, base);
    const held = values.dig(now, path);
    const empty = values.isMapping(held) && !Object.keys(held).filter((one) => !one.startsWith("@")).length;
    const raw = store.of(address).some((one) => one.raw !== undefined && values.startsWith(one.path, path));
    if (empty && !raw && values.dig(base, path) !== undefined) store.set(address, base, path, null, { label: address.label });
  }

  window.erpsiteEditFields = { fieldElement, textElements, leaveNothing };
})();
