// Another id for a record: what names it changes with it, and the earlier id stays in `formerly`, by which what is
// past – reviews, decisions, releases – still finds it.
(() => {
  const parts = window.erpsiteEditParts;
  const values = window.erpsiteEditValues;
  const store = window.erpsiteEditStore;
  const { el, say, button } = parts;

  const PAST = ["reviews", "decisions", "meeting"]; // written once, and never again
  const EARLIER = "formerly";
  const MOST = 12; // places shown at once; more on a press

  const can = (kind) => kind.fields.some((one) => one.s.join(".") === EARLIER);
  const isRename = (change) => change.action === "set" && change.path.length === 1 && change.path[0] === parts.kind(change.kind)?.key[0];
  const past = (one) => PAST.includes(one.address.kind);

  function withId({ field, value }, from, to) {
    if (Array.isArray(value)) return value.map((one) => (one === from ? to : one));
    return field.task ? `${to}${value.slice(from.length)}` : to;
  }

  // Give a record another id, here and in all that is not past; its own first id takes everything back.
  async function rename(address, base, kind, to) {
    const key = kind.key[0];
    const from = store.laid(address, base)[key];
    const found = (await window.erpsiteEditNaming.places(kind.kind, from)).filter((one) => !past(one));
    const first = base[key];
    const earlier = [values.plain(base[EARLIER]) ?? []].flat().filter((one) => one !== to);
    const words = (name) => ({ label: [...address.label.slice(0, 1), kind.fields.find((one) => one.s.join(".") === name).l] });
    store.set(address, base, [key], to, words(key));
    store.set(address, base, [EARLIER], to === first ? values.plain(base[EARLIER]) ?? null : [...earlier, first], words(EARLIER));
    for (const one of found) store.set(one.address, one.base, one.path, withId(one, from, to), { label: one.label });
  }

  // Take a rename back with all that it changed.
  async function takeBack(change) {
    const kind = parts.kind(change.kind);
    const data = await parts.readFile(change.file);
    const base = window.erpsiteEditor.recordIn(data, change.record);
    await rename({ file: change.file, kind: change.kind, record: change.record, sha256: data.sha256, label: (change.label || []).slice(0, 1) }, base, kind, base[kind.key[0]]);
  }

  const isTaken = (kind, id) => id in parts.list(kind.kind)
    || store.changes.some((one) => one.kind === kind.kind && ((one.action === "add" && !one.path.length && one.record === id) || (isRename(one) && one.new === id)));

  const list = (places) => el("ul", { class: "es-edit-places" }, places.map((one) => el("li", {}, one.label.join(" › "))));
  const told = (words, places) => (places.length ? el("details", { class: "es-edit-more", open: places.length <= MOST }, el("summary", {}, say(words, { n: places.length })), list(places)) : null);

  // What stands below the form of a record: its other id, or the way to one.
  function renaming({ address, base, now, redraw, announce }, kind) {
    if (!can(kind) || !base) return null;
    const key = kind.key[0];
    const box = el("div", { class: "es-edit-rename" });
    if (now[key] !== base[key]) {
      box.append(el("p", { class: "es-edit-note" }, say("renamed", { old: base[key], new: now[key] })), button(say("rename_back"), async ({ target }) => {
        target.disabled = true;
        await rename(address, base, kind, base[key]);
        announce(say("taken_back"));
        redraw();
      }));
      return box;
    }
    const begin = async ({ target }) => {
      target.disabled = true;
      const [found] = await Promise.all([window.erpsiteEditNaming.places(kind.kind, now[key]), parts.readList(kind.kind)]);
      if (!box.isConnected) return; // another view has been opened meanwhile
      const id = el("input", { type: "text", id: parts.uid(), autocomplete: "off", value: now[key] });
      const error = el("p", { class: "es-edit-error", id: parts.uid(), role: "alert" });
      id.setAttribute("aria-describedby", error.id);
      const go = async (event) => {
        event.preventDefault();
        const meant = values.meaning(id.value, { f: "id", r: 1 });
        error.textContent = meant.wrong || (isTaken(kind, meant.value) ? say("bad_taken", { found: meant.value }) : "");
        if (error.textContent) {
          id.focus();
          return;
        }
        await rename(address, base, kind, meant.value);
        announce(say("renamed", { old: base[key], new: meant.value }), true);
        redraw();
      };
      box.replaceChildren(el("form", { class: "es-edit-form", onsubmit: go }, el("h3", {}, say("rename_record")),
        el("p", { class: "es-edit-help" }, say("rename_help")),
        told("rename_places", found.filter((one) => !past(one))), told("rename_past", found.filter(past)),
        el("div", { class: "es-edit-field" }, el("label", { for: id.id }, say("rename_id")), id, error),
        el("div", { class: "es-edit-row" }, el("button", { type: "submit", class: "es-edit-button es-edit-main" }, say("rename_do")), button(say("rename_not"), redraw, "es-edit-link"))));
      id.focus();
      id.select();
    };
    box.append(button(say("rename_record"), begin, "es-edit-link"));
    return box;
  }

  window.erpsiteEditRename = { isRename, renaming, takeBack };
})();
