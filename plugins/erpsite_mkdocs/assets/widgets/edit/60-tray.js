// The changes so far: what they are in words, whether the plan has changed meanwhile, and the file they become.
(() => {
  const parts = window.erpsiteEditParts;
  const values = window.erpsiteEditValues;
  const store = window.erpsiteEditStore;
  const { el, say, button } = parts;

  const FORMAT = "erpsite-change/1";
  const LONGEST_MAIL = 1800; // characters of an address that every mail program takes

  const waiting = () => store.changes.filter((one) => one.raw !== undefined && one.raw !== "");
  const ready = () => store.changes.filter((one) => one.raw === undefined);

  // In this order nothing that is still to come has moved: new records, values, new items, what goes, from the end.
  function inOrder(changes) {
    // Another id comes last: until then the record is found by the one that it has.
    const rank = (one) => (window.erpsiteEditRename.isRename(one) ? 5 : { add: one.path.length ? 2 : 0, set: 1, remove: one.path.length ? 3 : 4 }[one.action]);
    const place = (one) => (typeof one.path.at(-1) === "number" ? one.path.at(-1) : 0);
    return [...changes].map((one, at) => [one, at]).sort(([one, first], [other, second]) => rank(one) - rank(other)
      || (one.action === "remove" ? place(other) - place(one) : 0) || first - second).map(([one]) => one);
  }

  function changeFile() {
    const { base, plan } = parts.general;
    const today = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return {
      format: FORMAT, kind: "edit", plan,
      base: { commit: base.commit, month: base.month, edition: base.edition, release: base.release },
      who: { person: store.who.person, name: store.who.name.trim() },
      when: `${today.getFullYear()}-${two(today.getMonth() + 1)}-${two(today.getDate())}`,
      why: store.why.trim(),
      changes: inOrder(ready()).map(({ file, sha256, kind, record, path, action, old, new: now }) => ({ file, sha256, kind, record, path, action, old: values.plain(old), new: values.plain(now) })),
    };
  }

  function fieldOf(change) {
    const kind = parts.kind(change.kind);
    const found = kind && window.erpsiteEditRecord.describedAt(kind, change.path, {});
    const names = change.path.filter((step) => typeof step === "string");
    return found?.described.fields.find((one) => one.s.length && names.slice(-one.s.length).join(".") === one.s.join("."))
      || found?.described.fields.find((one) => names.includes(one.s[0]));
  }

  function sentence(change) {
    const field = (change.label || [change.file]).join(" › ");
    const described = fieldOf(change);
    if (change.action === "remove") return say("gone", { field });
    if (change.action === "add") {
      const kind = parts.kind(change.kind);
      return say("added", { field, new: values.nameOf(change.new, change.path.length ? window.erpsiteEditRecord.describedAt(kind, [...change.path, 0], {}).described : kind) });
    }
    return say("set", { field, old: values.told(change.old, described), new: values.told(change.new, described) });
  }

  // What an added record still lacks, in words.
  function lacking(change) {
    const found = [];
    const look = (described, item, label) => {
      if (!values.isMapping(item) || item["@gone"]) return;
      for (const field of described.fields) {
        const group = field.s.slice(0, -1);
        const begun = !group.length || values.dig(item, group) !== undefined;
        if (field.r && begun && (values.dig(item, field.s) ?? "") === "") found.push(`${label} › ${say("bad_empty", { where: field.l })}`);
      }
      for (const list of described.lists || []) {
        for (const [key, one] of Object.entries(values.dig(item, list.s) || {})) look(list.keyed ? { ...list, fields: list.fields.filter((field) => field.s[0] !== "key") } : list, one, `${label} › ${list.keyed ? key : values.nameOf(one, list)}`);
      }
    };
    const kind = parts.kind(change.kind);
    const { described, list } = window.erpsiteEditRecord.describedAt(kind, [...change.path, 0], {});
    look(change.path.length ? (list ? described : { fields: [] }) : kind, change.new, (change.label || []).join(" › "));
    return found;
  }
  const lackingAll = () => ready().filter((one) => one.action === "add").flatMap(lacking);

  // Told and not refused: another may know what is missing, and put it together with this.
  function missing() {
    const found = lackingAll();
    if (!found.length) return null;
    return el("div", { class: "es-edit-note" }, el("p", {}, say("lacking")), el("ul", {}, found.slice(0, 20).map((text) => el("li", {}, text))));
  }

  const asText = () => `${ready().map((one) => `- ${sentence(one)}`).join("\n")}\n\n${store.why ? `${store.why}\n\n` : ""}${JSON.stringify(changeFile(), null, 1)}\n`;

  // What the build says today of a value that was changed, where that is another than the change was made from.
  async function meanwhile(change) {
    if (change.inside || change.agreed || change.action === "add") return null;
    let data;
    try {
      data = await parts.readFile(change.file);
    } catch {
      return null;
    }
    const record = window.erpsiteEditor.recordIn(data, change.record);
    const now = values.plain(change.path.length ? values.dig(record, change.path) : record) ?? null;
    return values.same(now, change.old) ? null : { now, data };
  }

  function tray(view) {
    const { announce, redraw } = view;
    const item = (change) => {
      const clash = el("div", { class: "es-edit-clash" });
      if (change.raw === undefined) {
        meanwhile(change).then((found) => {
          if (!found || !clash.isConnected) return; // another view has been opened meanwhile
          if (values.same(found.now, change.new)) {
            store.drop(change);
            redraw();
            return;
          }
          clash.append(el("p", {}, say("conflict", { now: values.told(found.now, fieldOf(change)), old: values.told(change.old, fieldOf(change)) })),
            button(say("take_mine"), () => {
              store.update((held) => {
                const mine = held.changes.find((one) => one.file === change.file && values.same([one.record, one.path, one.action], [change.record, change.path, change.action]));
                if (mine) Object.assign(mine, { old: found.now, sha256: found.data.sha256 });
              });
              redraw();
            }), button(say("take_theirs"), () => {
              store.drop(change);
              redraw();
            }));
        });
      }
      const bad = change.raw !== undefined;
      return el("li", { class: bad ? "es-edit-bad" : "" },
        el("span", {}, bad ? `${(change.label || []).join(" › ")}: ${change.raw}` : sentence(change)),
        button(say("open", { name: "" }).trim(), () => view.openChange(change), "es-edit-link", { "aria-label": say("open", { name: (change.label || []).join(" › ") }) }),
        button(say("undo"), async ({ target }) => {
          target.disabled = true;
          if (window.erpsiteEditRename.isRename(change)) await window.erpsiteEditRename.takeBack(change).catch(() => store.drop(change));
          else store.drop(change);
          announce(say("taken_back"));
          redraw();
        }, "es-edit-link", { "aria-label": `${say("undo")}: ${(change.label || []).join(" › ")}` }), clash);
    };
    const shown = store.changes.filter((one) => one.raw !== "");
    if (!shown.length) return [el("p", {}, say("tray_none")), taking(view), asideTools(redraw)];
    return [warning(), el("ul", { class: "es-edit-changes" }, shown.map(item)), waiting().length ? el("p", { class: "es-edit-error" }, say("wrong", { n: waiting().length })) : null, missing(), sending(view), taking(view), asideTools(redraw)];
  }

  // The files of others, and what they say otherwise.
  let clashes = [];
  function taking({ announce, redraw }) {
    const file = el("input", { type: "file", accept: ".json", multiple: true, id: parts.uid(), hidden: true });
    file.addEventListener("change", async () => {
      let [n, told] = [0, ""];
      for (const one of file.files) {
        try {
          const found = window.erpsiteEditMerge.take(await one.text());
          n += found.n;
          clashes.push(...found.clashes);
        } catch (error) {
          told = `${one.name}: ${window.erpsiteEditMerge.refusal(error)}`;
        }
      }
      file.value = "";
      announce(told || say("taken", { n }), true);
      if (file.isConnected) redraw();
    });
    const rows = clashes.map((one) => {
      const settle = () => {
        clashes = clashes.filter((other) => other !== one);
        redraw();
      };
      return el("div", { class: "es-edit-clash" }, el("p", {}, say("differ", { field: one.label.join(" › "), mine: values.told(one.mine), theirs: values.told(one.theirs), who: one.who })),
        button(say("take_mine"), settle), button(say("take_other"), () => {
          one.take();
          settle();
        }));
    });
    return el("div", { class: "es-edit-take" }, rows, button(say("take_files"), () => file.click()), file);
  }

  const warning = () => (store.kept ? null : el("p", { class: "es-edit-error", role: "alert" }, say("not_kept")));

  function asideTools(redraw) {
    const found = store.asides();
    if (!found.length) return null;
    return el("div", { class: "es-edit-asides" }, el("p", {}, say("damaged")), found.map(({ name, text }) => button(say("save_aside"), () => {
      parts.download("set-aside.txt", text, "text/plain");
      localStorage.removeItem(name);
      redraw();
    })));
  }

  function sending({ announce, redraw }) {
    const name = el("input", { type: "text", id: parts.uid(), value: store.who.name, autocomplete: "name" });
    const people = parts.list("people");
    const person = el("select", { id: parts.uid() }, el("option", { value: "" }, say("nothing")), Object.entries(people).map(([id, [called]]) => el("option", { value: id }, called || id)));
    const why = el("textarea", { id: parts.uid(), rows: 2 });
    why.value = store.why;
    person.value = store.who.person || window.erpsiteMine?.remembered().person?.id || "";
    const error = el("p", { class: "es-edit-error", role: "alert" });
    const keep = () => store.update((held) => {
      held.who = { person: person.value, name: name.value || people[person.value]?.[0] || "" };
      held.why = why.value;
    });
    for (const one of [name, why]) one.addEventListener("input", keep);
    person.addEventListener("change", () => {
      if (!name.value && person.value) name.value = people[person.value]?.[0] || "";
      keep();
    });
    if (person.value && !name.value) name.value = people[person.value]?.[0] || "";
    const named = () => {
      keep();
      error.textContent = store.who.name.trim() ? ready().length ? "" : say("nothing_ready") : say("need_name");
      if (!store.who.name.trim()) name.focus();
      else if (error.textContent) announce(error.textContent, true);
      return !error.textContent;
    };
    const file = () => `${parts.general.plan || "plan"}-${changeFile().when}.erpsite-change.json`;
    const save = () => {
      if (!named()) return;
      parts.download(file(), `${JSON.stringify(changeFile(), null, 1)}\n`);
      announce(say("saved", { file: file() }), true);
    };
    const plainText = el("div");
    const copy = async () => {
      if (!named()) return;
      try {
        await navigator.clipboard.writeText(asText());
        announce(say("copied"), true);
      } catch {
        const area = el("textarea", { rows: 8, readonly: true, "aria-label": say("copy") });
        area.value = asText();
        plainText.replaceChildren(area);
        area.select();
        announce(say("copy_failed"), true);
      }
    };
    const mail = () => {
      if (!named()) return;
      const subject = encodeURIComponent(say("mail_subject", { title: parts.general.title }));
      const address = `mailto:?subject=${subject}&body=${encodeURIComponent(asText())}`;
      if (address.length > LONGEST_MAIL) announce(say("mail_long"), true);
      const link = el("a", { href: address.length > LONGEST_MAIL ? `mailto:?subject=${subject}&body=${encodeURIComponent(ready().map((one) => `- ${sentence(one)}`).join("\n").slice(0, 600))}` : address });
      link.click();
    };
    const clear = () => {
      if (!window.confirm(say("clear_sure", { n: store.changes.length }))) return;
      store.clear();
      announce(say("cleared"));
      redraw();
    };
    const field = (words, input) => el("div", { class: "es-edit-field" }, el("label", { for: input.id }, words), input);
    return el("form", { class: "es-edit-form es-edit-send", onsubmit: (event) => event.preventDefault() },
      Object.keys(people).length ? field(say("person"), person) : null, field(say("who"), name), field(say("why"), why), error,
      el("div", { class: "es-edit-row" }, button(say("download"), save, "es-edit-main"), button(say("copy"), copy), button(say("mail"), mail), button(say("clear"), clear, "es-edit-link")), plainText,
      el("p", { class: "es-edit-help" }, `${say("only_here")} ${say("rest_later")}`),
      request({ announce, redraw }, named));
  }

  // What sends a request comes when the plan names a forge, and somebody looks at their changes.
  function request(view, named) {
    if (!parts.general.forge) return null;
    const box = el("div", {});
    parts.widget("request").then(() => box.replaceWith(window.erpsiteEditRequest.section(view, named)),
      () => box.append(el("p", { class: "es-edit-error", role: "alert" }, say("failed"))));
    return box;
  }

  window.erpsiteEditTray = { tray, changeFile, sentence };
})();
