// A request on the forge: what the changes become there is shown first, and goes out on a press alone.
(() => {
  const parts = window.erpsiteEditParts;
  const values = window.erpsiteEditValues;
  const store = window.erpsiteEditStore;
  const words = window.erpsiteEditSentences;
  const { reach, Trouble, OWN } = window.erpsiteEditForges;
  const { el, say, button } = parts;

  let token = ""; // in memory; in the session's storage where somebody asks for it
  let left = null; // a branch whose request could not be opened: the next press goes on from there
  let done = null; // the request that the last press made, and what it held

  const place = () => `erpsite-forge/${parts.general.forge.api}/${parts.general.forge.repository}`;
  function remembered() {
    try {
      return sessionStorage.getItem(place()) || "";
    } catch {
      return "";
    }
  }
  function remember(keep) {
    try {
      if (keep && token) sessionStorage.setItem(place(), token);
      else sessionStorage.removeItem(place());
    } catch {
      // Without a storage the token lives in memory, as it does anyway.
    }
  }

  // Ask the forge what it holds, and say what would be sent.
  async function look() {
    const { forge } = parts.general;
    const api = reach(forge, token);
    const login = await api.who();
    if (!await api.mayWrite()) throw new Trouble("rights");
    const request = await api.mine(login);
    const parent = await api.head(request?.branch || forge.branch);
    const file = window.erpsiteEditTray.changeFile();
    const texts = new Map();
    for (const path of new Set(file.changes.map((one) => one.file))) {
      texts.set(path, await api.read(`${forge.data}/${path}`, parent));
    }
    const { compared: fates, made } = await window.erpsiteEditReading.look(Object.fromEntries([...texts].map(([path, held]) => [path, held?.text ?? null])), file.changes);
    const compared = file.changes.map((change, at) => ({ change, ...fates[at] }));
    const sent = compared.filter((one) => one.fate !== "already").map((one) => one.change);
    return { api, login, request, parent, texts, compared, sent, made, file: { ...file, changes: sent } };
  }

  const stamp = () => new Date().toISOString().replace(/[-:]/g, "").replace("T", "-").slice(0, 15);
  // The files of the commit: the lines themselves, else the change file, of which the forge's own job makes them.
  function filesOf({ made, texts, file, login }) {
    const { forge, plan } = parts.general;
    if (made) return Object.entries(made).map(([path, text]) => ({ path: `${forge.data}/${path}`, text, mark: texts.get(path).mark }));
    const name = [plan || "plan", login.toLowerCase().replace(/[^a-z0-9]+/g, "-"), stamp()].join("-");
    return [{ path: `${forge.changes}/${name}.erpsite-change.json`, text: `${JSON.stringify(file, null, 1)}\n`, mark: null }];
  }

  async function send(seen) {
    const { api, login, request, parent, file, sent } = seen;
    const key = JSON.stringify(sent);
    const title = words.title(sent);
    const body = words.body(sent, file, Boolean(seen.made));
    const again = left?.key === key ? left : null;
    const branch = request?.branch || again?.branch || `${OWN}${login.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-${stamp()}`;
    if (!again) await api.commit({ branch, fresh: !request, parent, files: filesOf(seen), message: words.message(sent, file) });
    if (!request) {
      left = { branch, key };
      const opened = await api.open({ branch, title, body });
      left = null;
      return opened;
    }
    await api.extend(request, `${request.body.trim()}\n\n${body}`.trim());
    return request;
  }

  const told = (error) => {
    const { forge } = parts.general;
    const kind = error instanceof Trouble ? error.kind : "refused";
    const first = say(`req_${kind}`, { address: forge.api, repository: forge.repository, words: error.message, branch: left?.branch || "" });
    return `${first}${left ? ` ${say("req_left", { branch: left.branch })}` : ""} ${say("req_kept")}`;
  };

  function clashRow({ change, value }, again) {
    const field = words.fieldOf(change);
    return el("li", {}, el("p", {}, (change.label || [change.file]).join(" › ")), el("div", { class: "es-edit-clash" },
      el("p", {}, say("req_clash", { branch: parts.general.forge.branch, now: values.told(value, field), old: values.told(change.old, field), new: values.told(change.new, field) })),
      button(say("take_mine"), () => {
        store.update((held) => {
          const mine = held.changes.find((one) => words.names(one, change));
          if (mine) Object.assign(mine, { old: value, agreed: true });
        });
        again();
      }), button(say("take_theirs"), () => {
        const mine = store.changes.find((one) => words.names(one, change));
        if (mine) store.drop(mine);
        again();
      })));
  }

  // What stands below the changes: the token, then what would be sent, then the request.
  function section({ announce, redraw }, named) {
    const { forge } = parts.general;
    if (!forge) return null;
    token ||= remembered();
    const keep = el("input", { type: "checkbox", id: parts.uid(), checked: Boolean(remembered()) });
    const input = el("input", { type: "password", id: parts.uid(), autocomplete: "off", spellcheck: "false", value: token });
    const help = el("p", { class: "es-edit-help", id: parts.uid() }, say(`req_scope_${forge.kind}`, { repository: forge.repository }));
    input.setAttribute("aria-describedby", help.id);
    const error = el("p", { class: "es-edit-error", role: "alert" });
    const shown = el("div", { class: "es-edit-request", "aria-live": "polite" });
    const hold = () => {
      token = input.value.trim();
      remember(keep.checked);
    };
    input.addEventListener("input", hold);
    keep.addEventListener("change", hold);

    const busy = async (pressed, work) => {
      pressed.disabled = true;
      error.textContent = "";
      announce(say("req_busy", { address: new URL(forge.api).host }), true);
      try {
        await work();
      } catch (trouble) {
        error.textContent = told(trouble);
        announce("");
      }
      pressed.disabled = false;
    };
    const sent = (request) => {
      const mine = store.changes.filter((one) => one.raw === undefined).map((one) => [one.file, one.record, one.path, one.action]);
      done = { url: /^https:\/\//.test(request.url) ? request.url : "", number: request.number };
      announce(say("req_sent", { number: request.number }), true);
      shown.replaceChildren(el("p", { class: "es-edit-note" }, say("req_sent", { number: request.number }), " ", done.url ? el("a", { href: done.url, target: "_blank", rel: "noopener noreferrer" }, done.url) : null),
        button(say("req_forget"), () => {
          for (const one of store.changes.filter((held) => mine.some((key) => values.same(key, [held.file, held.record, held.path, held.action])))) store.drop(one);
          redraw();
        }));
      shown.querySelector("button").focus();
    };
    const preview = (seen) => {
      const clashes = seen.compared.filter((one) => one.fate === "clash");
      const already = seen.compared.filter((one) => one.fate === "already").length;
      if (clashes.length) {
        shown.replaceChildren(el("p", {}, say("req_clashes", { n: clashes.length })), el("ul", { class: "es-edit-changes" }, clashes.map((one) => clashRow(one, redraw))));
        announce(say("req_clashes", { n: clashes.length }), true);
        return;
      }
      if (!seen.sent.length) {
        shown.replaceChildren(el("p", {}, say("req_already_all")));
        announce(say("req_already_all"), true);
        return;
      }
      const go = button(say(seen.request ? "req_extend" : "req_send"), () => busy(go, async () => sent(await send(seen))), "es-edit-main");
      shown.replaceChildren(...[
        seen.request ? el("p", {}, say("req_open", { number: seen.request.number })) : el("p", { class: "es-edit-request-title" }, words.title(seen.sent)),
        el("ul", { class: "es-edit-request-words" }, seen.sent.map((one) => el("li", {}, words.sentence(one)))),
        already ? el("p", { class: "es-edit-help" }, say("req_already", { n: already })) : null,
        el("p", { class: "es-edit-help" }, say(seen.made ? "req_lines" : "req_file", { n: Object.keys(seen.made || {}).length, folder: forge.changes })), el("div", { class: "es-edit-row" }, go)].filter(Boolean));
      announce(say("req_look_at"), true);
    };
    const show = button(say("req_look"), () => {
      if (!named()) return;
      hold();
      if (!token) {
        error.textContent = say("req_need_token");
        input.focus();
        return;
      }
      busy(show, async () => preview(await look()));
    }, "es-edit-main");

    return el("fieldset", { class: "es-edit-send-request" }, el("legend", {}, say("req_title", { repository: forge.repository })),
      el("p", { class: "es-edit-help" }, say("req_what", { address: new URL(forge.api).host })),
      el("div", { class: "es-edit-field" }, el("label", { for: input.id }, say("req_token")), input, help,
        el("div", { class: "es-edit-row es-edit-keep" }, keep, el("label", { for: keep.id }, say("req_keep")))),
      error, el("div", { class: "es-edit-row" }, show), shown);
  }
  window.erpsiteEditRequest = { section };
})();
