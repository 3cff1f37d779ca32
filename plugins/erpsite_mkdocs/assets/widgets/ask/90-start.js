// The form by which a reader asks, or objects, before the meeting. It asks nothing of the network: what is written
// stays in this browser until it is downloaded, copied or mailed.
window.erpsiteWidgets = window.erpsiteWidgets || {};
window.erpsiteWidgets.ask = (element, data) => {
  const { words } = data;
  const store = window.erpsiteAsked.open(data.plan);
  const places = window.erpsitePlaces.places(document.querySelector("article.md-content__inner") || document.body);
  const draft = `draft/${data.page}`;
  const MOST_MAIL = 1900; // letters of a mailto: address that every mail program takes

  function el(tag, settings = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(settings)) {
      if (value === undefined || value === false) continue;
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (name === "value" || name === "checked") made[name] = value;
      else made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null));
    return made;
  }
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
  const button = (text, act, kind = "") => el("button", { type: "button", class: `es-ask-button ${kind}`, onclick: act }, text);

  const mine = window.erpsiteMine?.remembered().person;
  const status = el("p", { class: "es-ask-status", role: "status" });
  const say = (text) => { status.textContent = text; };

  const place = el("select", { name: "place" });
  let group = place;
  places.forEach((one, index) => {
    if (one.isHeading) {
      group = el("optgroup", { label: one.quote });
      place.append(group);
    }
    group.append(el("option", { value: String(index) }, one.isHeading ? fill(words.whole, { heading: one.quote }) : one.quote));
  });
  place.value = String(window.erpsitePlaces.marked(places));

  const sorts = ["question", "objection"].map((value) =>
    el("label", { class: "es-ask-choice" }, el("input", { type: "radio", name: "es-ask-sort", value, checked: value === "question" }), words.sorts[value]));
  const text = el("textarea", { rows: "4", maxlength: "5000", required: true, oninput: () => store.note(draft, text.value) });
  text.value = store.noted(draft);
  const name = el("input", { type: "text", maxlength: "200", required: true, autocomplete: "name" });
  name.value = store.noted("name") || mine?.name || "";

  const list = el("ol", { class: "es-ask-list" });
  const send = el("div", { class: "es-ask-send" });

  function fileText() {
    const who = name.value.trim();
    const person = mine && mine.name === who ? mine.id : "";
    const today = new Date();
    const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    const release = document.querySelector("[data-es-release]")?.dataset.esRelease || "";
    const questions = store.all().map((one) => ({
      id: one.id, page: one.page, paragraph: one.paragraph, quote: one.quote, sort: one.sort, text: one.text,
    }));
    const base = { ...data.base, commit: window.erpsiteCommit, release };
    return JSON.stringify({ format: "erpsite-change/1", kind: "question", plan: data.planId, base,
      who: { person, name: who }, when: day, questions }, null, 1);
  }

  const named = () => {
    if (name.value.trim()) return true;
    name.setAttribute("aria-invalid", "true");
    name.focus();
    say(words.noName);
    return false;
  };

  function download() {
    if (!named()) return;
    const url = URL.createObjectURL(new Blob([fileText()], { type: "application/json" }));
    const part = name.value.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "reader";
    const link = el("a", { href: url, download: `questions-${part}.erpsite-change.json` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
    say(words.downloaded);
  }

  const shown = el("textarea", { class: "es-ask-text", readonly: true, rows: "6", hidden: true, "aria-label": words.asText });
  async function copy() {
    if (!named()) return;
    shown.value = fileText();
    try {
      await navigator.clipboard.writeText(shown.value);
      say(words.copied);
    } catch {
      shown.hidden = false; // a page from a file share may not copy by itself
      shown.focus();
      shown.select();
      say(words.copyYourself);
    }
  }

  function mail() {
    if (!named()) return;
    const address = `mailto:?subject=${encodeURIComponent(words.subject)}&body=${encodeURIComponent(fileText())}`;
    if (address.length > MOST_MAIL) say(words.tooLong);
    else el("a", { href: address }).click();
  }

  function clear() {
    if (!window.confirm(words.clearSure)) return;
    for (const one of store.all()) store.drop(one.id);
    show();
    say(words.cleared);
  }

  function show() {
    const all = store.all();
    list.replaceChildren(...all.map((one) => el("li", {},
      el("span", { class: "es-ask-where" }, `${one.title} · ${words.sorts[one.sort] || one.sort}`), " ", one.text, " ",
      el("button", { type: "button", class: "es-ask-button", "aria-label": fill(words.removeOne, { text: one.text.slice(0, 40) }),
        onclick: () => { store.drop(one.id); show(); say(words.removed); text.focus(); } }, words.remove))));
    send.hidden = !all.length;
    count.textContent = fill(all.length === 1 ? words.one : words.many, { n: all.length });
    if (!store.kept) say(words.notKept);
  }

  function keep(event) {
    event.preventDefault();
    if (!text.value.trim()) {
      text.setAttribute("aria-invalid", "true");
      text.focus();
      say(words.noText);
      return;
    }
    text.removeAttribute("aria-invalid");
    const at = places[Number(place.value)] || { anchor: "", quote: "", isHeading: true };
    const sort = element.querySelector("input[name='es-ask-sort']:checked").value;
    store.keep({ page: data.page, title: data.title, paragraph: at.anchor, quote: at.quote, sort, text: text.value.trim() });
    store.note("name", name.value.trim());
    text.value = "";
    store.note(draft, "");
    say(words.keptOne);
    show();
    text.focus();
  }

  const count = el("p", { class: "es-ask-count" });
  const field = (label, control, hint) => el("label", { class: "es-ask-field" }, el("span", {}, label), control, hint && el("small", {}, hint));
  send.append(count, list, el("div", { class: "es-ask-tools" },
    button(words.download, download, "es-ask-main"), button(words.mail, mail), button(words.copy, copy), button(words.clear, clear)), shown);
  const form = el("form", { novalidate: true, onsubmit: keep },
    field(words.place, place),
    el("fieldset", {}, el("legend", {}, words.sort), sorts),
    field(words.text, text),
    field(words.name, name, words.nameHint),
    el("div", { class: "es-ask-tools" }, el("button", { type: "submit", class: "es-ask-button es-ask-main" }, words.keep),
      button(words.close, () => shut())));
  for (const control of [name, text]) control.addEventListener("input", () => control.removeAttribute("aria-invalid"));

  const panel = el("section", { class: "es-ask", "aria-label": words.title }, el("h2", { class: "es-ask-title" }, words.title),
    el("p", { class: "es-ask-note" }, words.note), form, status, send);
  const opener = element.querySelector("button.es-press");
  const shut = () => {
    panel.hidden = true;
    opener.hidden = false;
    opener.focus();
  };
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shut();
  });
  opener.addEventListener("click", () => {
    panel.hidden = false;
    opener.hidden = true;
    text.focus();
  });
  element.append(panel);
  opener.hidden = true;
  show();
  text.focus();
};
