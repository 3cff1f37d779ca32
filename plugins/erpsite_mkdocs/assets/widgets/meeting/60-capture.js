// The right half of meeting mode: what is decided, who does what, the TOP 5, and what is parked.
(() => {
  const clock = window.erpsiteMeetingClock;
  const record = window.erpsiteMeetingRecord;
  const { nextId, blank } = window.erpsiteMeetingStore;
  const { el, fill, button, field, choice, download } = window.erpsiteMeetingParts;

  function capturePanel(context) {
    const { data, words, act } = context;
    const day = () => clock.isoDay(clock.dayOf(data, context.state));
    const taken = () => new Set([...data.taken, ...context.state.decisions.map((one) => one.id), ...context.state.actions.map((one) => one.id)]);
    const running = () => data.sessions.find((session) => session.id === context.state.current);
    const forms = {};

    function panel(name, key, title, form, list) {
      const heading = el("h3", { id: `live-${name}` }, title, el("kbd", { "aria-hidden": "true" }, key));
      forms[name] = form;
      return el("section", { class: "es-live-capture", "aria-labelledby": `live-${name}` }, heading, form, list);
    }

    function form(fields, submit, text) {
      const made = el("form", { class: "es-live-form" }, ...fields, el("button", { type: "submit", class: "es-live-button" }, text));
      made.addEventListener("submit", (event) => {
        event.preventDefault();
        submit(made);
        draw();
        made.querySelector("input, textarea").focus();
      });
      return made;
    }

    const lists = { decisions: el("ul"), actions: el("ul"), parked: el("ul"), answers: el("ul"), votes: el("ol", { class: "es-live-votes" }) };

    // Decisions
    const what = el("input", { required: true, maxlength: "200" });
    const wording = el("textarea", { rows: "2" });
    const by = choice(data.people, "", words.pick);
    by.required = true;
    const about = choice(data.initiatives, "", words.none);
    about.multiple = true;
    about.size = 3;
    about.firstChild.remove();
    const decisions = panel("decisions", "D", words.decisions, form(
      [field(words.decision, what), field(words.wording, wording), field(words.by, by), field(words.about, about)],
      () => {
        act.add("decision", {
          id: nextId("d", day(), taken()), title: what.value.trim(), text: wording.value.trim(), by: by.value,
          initiatives: [...about.selectedOptions].map((option) => option.value),
        });
        what.value = "";
        wording.value = "";
        about.selectedIndex = -1;
      }, words.add), lists.decisions);

    // Actions
    const task = el("input", { required: true, maxlength: "300" });
    const owner = choice(data.people, "", words.pick);
    owner.required = true;
    const due = el("input", { type: "date", required: true });
    const test = el("input", { maxlength: "300" });
    const serves = choice(data.initiatives, "", words.none);
    const actions = panel("actions", "A", words.actions, form(
      [field(words.task, task), field(words.owner, owner), field(words.due, due), field(words.acceptance, test), field(words.initiative, serves)],
      () => {
        act.add("action", {
          id: nextId("a", day(), taken()), text: task.value.trim(), owner: owner.value, due: due.value,
          acceptance: test.value.trim(), initiative: serves.value,
        });
        task.value = "";
        test.value = "";
      }, words.add), lists.actions);

    // Votes
    const votes = el("section", { class: "es-live-capture", "aria-labelledby": "live-votes" },
      el("h3", { id: "live-votes", tabindex: "-1" }, words.votes, el("kbd", { "aria-hidden": "true" }, "V")), lists.votes);

    // Parked questions
    const ask = el("input", { required: true, maxlength: "300" });
    const answers = choice(data.people, "", words.nobody);
    const parked = panel("parked", "P", words.parked, form(
      [field(words.question, ask), field(words.answers, answers)],
      () => {
        act.add("parked", { text: ask.value.trim(), owner: answers.value, session: running()?.id || "" });
        ask.value = "";
      }, words.add), lists.parked);

    // Answers to what readers asked before the day
    const waiting = choice(data.asked, "", words.pick_question);
    waiting.required = true;
    const reply = el("textarea", { rows: "2", required: true, maxlength: "5000" });
    const replier = choice(data.people, "", words.pick);
    replier.required = true;
    const answered = panel("answers", "Q", words.replies, form(
      [field(words.reply_to, waiting), field(words.reply, reply), field(words.reply_by, replier)],
      () => {
        act.add("answer", { question: waiting.value, text: reply.value.trim(), by: replier.value });
        reply.value = "";
        waiting.value = "";
      }, words.add), lists.answers);
    const asked = Object.keys(data.asked).length > 0;

    function entry(text, details, remove) {
      const label = fill(words.remove, { name: text });
      return el("li", {}, el("span", { class: "es-live-entry" }, el("strong", {}, text), el("span", {}, details.filter(Boolean).join(" · "))),
        el("button", { type: "button", class: "es-live-remove", "aria-label": label, title: label, onclick: remove }, "✕"));
    }

    function fillList(name, details) {
      lists[name].replaceChildren(...context.state[name].map((one) => entry(one.title || one.text, details(one), () => {
        act.remove(one.uid);
        draw();
        forms[name].querySelector("input, textarea").focus();
      })));
    }

    function drawVotes(focus) {
      const counts = context.state.votes;
      const pains = Object.keys(data.pains);
      const order = [...pains].sort((one, other) => (counts[other] || 0) - (counts[one] || 0) || pains.indexOf(one) - pains.indexOf(other));
      lists.votes.replaceChildren(...order.map((id, index) => {
        const vote = (step) => () => {
          if (step > 0 || context.state.votes[id]) act.add("vote", { pain: id, step, name: data.pains[id] });
          draw();
          drawVotes([id, step]);
        };
        const control = (step) => el("button", { type: "button", class: "es-live-vote", "data-vote": `${id} ${step}`,
          "aria-label": fill(step > 0 ? words.vote : words.unvote, { name: data.pains[id] }), onclick: vote(step) }, step > 0 ? "+" : "−");
        return el("li", { class: index < 5 && counts[id] ? "es-live-top5" : "" }, el("span", { class: "es-live-entry" }, data.pains[id]),
          control(-1), el("output", {}, String(counts[id] || 0)), control(1));
      }));
      if (focus) lists.votes.querySelector(`[data-vote="${focus[0]} ${focus[1]}"]`).focus();
    }

    function draw() {
      const held = lists.votes.contains(document.activeElement) ? document.activeElement.dataset.vote : null;
      fillList("decisions", (one) => [one.id, data.people[one.by], ...(one.initiatives || []).map((id) => data.initiatives[id] || id)]);
      fillList("actions", (one) => [one.id, data.people[one.owner], one.due, one.acceptance]);
      fillList("parked", (one) => [data.people[one.owner], data.sessions.find((session) => session.id === one.session)?.title]);
      fillList("answers", (one) => [data.asked[one.question] || one.question, data.people[one.by]]);
      takeReplies.hidden = !context.state.answers.length;
      drawVotes(held?.split(" "));
      const { state } = context;
      summary.textContent = fill(words.captured, { decisions: state.decisions.length, actions: state.actions.length, parked: state.parked.length });
      const { undoable } = context.store;
      undo.disabled = undoable === null;
      undo.title = undoable ? fill(words.undo_what, { name: undoable }) : "";
      drawAsides();
    }

    // What could not be read: whole, to be taken along and looked at, until somebody deletes it.
    function drawAsides() {
      const found = context.store.asides();
      asides.replaceChildren(...(found.length ? [el("p", {}, words.set_aside), el("ul", {}, found.map(({ name, text }) => el("li", {},
        button(fill(words.save_aside, { name }), "", () => download(`meeting-${name.replaceAll(":", "-")}.json`, text)),
        button(words.drop_aside, "", () => {
          if (!window.confirm(words.drop_sure)) return;
          context.store.forget(name);
          drawAsides();
        }))))] : []));
    }

    function takeBack() {
      const name = act.undo();
      message.textContent = name === null ? "" : fill(words.undone, { name });
    }

    // Out and in
    const message = el("p", { class: "es-live-message", role: "status" });
    const summary = el("p", { class: "es-live-note" });
    const asides = el("div", { class: "es-live-asides" });
    const undo = button(words.undo, "U", takeBack);
    const file = el("input", { type: "file", accept: ".yml,.yaml", hidden: true });
    file.addEventListener("change", async () => {
      const chosen = file.files[0];
      file.value = "";
      if (!chosen) return;
      try {
        const counts = act.take(chosen.name, record.fromYaml(await chosen.text(), blank));
        const apart = counts.apart ? ` ${fill(words.apart, counts)}` : "";
        message.textContent = `${fill(words.imported, { file: chosen.name })} ${fill(words.merged, counts)}${apart}`;
      } catch (error) {
        message.textContent = fill(/^\d+$/.test(error.message) ? words.bad_line : words.bad_file, { file: chosen.name, line: error.message });
      }
    });
    function exportFile() {
      const missing = record.lacks(context.state);
      download("meeting.yml", record.toYaml(data, context.state, words));
      message.textContent = missing.length
        ? fill(words.incomplete, { records: [...new Set(missing.map(([id]) => id))].join(", ") })
        : words.exported;
    }
    function exportReplies() {
      download("answers.erpsite-change.json", record.toChanges(data, context.state, words));
      message.textContent = words.replies_exported;
    }
    const takeReplies = button(words.export_replies, "", exportReplies);
    function clear() {
      if (window.confirm(words.clear_sure)) {
        act.clear(words.clear);
        message.textContent = words.cleared;
      }
    }
    const tools = el("section", { class: "es-live-files", "aria-label": words.files }, summary,
      el("div", { class: "es-live-tools" }, button(words.export, "X", exportFile, "es-live-main"), takeReplies,
        button(words.import, "", () => file.click()), button(words.clear, "", clear), undo), file, message, asides);

    draw();
    return {
      element: el("div", { class: "es-live-notes" }, tools, decisions, actions, votes, asked ? answered : null, parked),
      draw,
      exportFile,
      takeBack,
      focus: (name) => (name === "votes" ? votes.querySelector("h3") : forms[name].querySelector("input, select"))?.focus(),
    };
  }

  window.erpsiteMeetingCapture = { capturePanel };
})();
