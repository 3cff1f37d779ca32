// Meeting mode: puts the halves together, listens to the keyboard and keeps what happens.
(() => {
  const { openStore } = window.erpsiteMeetingStore;
  const { el } = window.erpsiteMeetingParts;

  function start(element, data) {
    const { words } = data;
    const store = openStore(data.key, data.taken, () => redraw());
    const live = el("p", { class: "es-live-said", role: "status", "aria-live": "assertive" });
    const warning = el("p", { class: "es-live-warning", role: "alert" });
    const others = el("p", { class: "es-live-others", role: "status" });
    const context = { data, words, store, get state() { return store.state; }, say: (text) => { live.textContent = text; } };

    function warn() {
      const text = store.kept ? (store.nearlyFull ? words.nearly_full : "") : words.not_kept;
      if (warning.textContent !== text) warning.textContent = text;
      const told = store.others ? words.other_tab : "";
      if (others.textContent !== told) others.textContent = told;
    }

    // Change what is kept by the store's own means, and tell when it keeps nothing.
    const change = (name) => (...given) => {
      const result = store[name](...given);
      warn();
      return result;
    };
    const redrawn = (name) => (...given) => {
      const result = change(name)(...given);
      redraw();
      return result;
    };
    const keep = change("keep");

    const act = {
      keep,
      add: change("add"),
      remove: change("remove"),
      clear: redrawn("clear"),
      take: redrawn("take"),
      undo: redrawn("undo"),
      next() {
        keep((state) => {
          const at = data.sessions.findIndex((session) => session.id === state.current);
          const now = Date.now();
          if (at >= 0) state.sessions[state.current].end = now;
          const following = at >= 0 ? data.sessions[at + 1] : data.sessions.find((session) => !state.sessions[session.id]?.end);
          state.current = following ? following.id : null;
          if (following) state.sessions[following.id] = { start: now, end: null };
          state.speaker = { since: null, spent: 0 };
        });
        redraw();
        context.say(store.state.current ? data.sessions.find((session) => session.id === store.state.current).title : words.over);
      },
      // Takes the last step back: the session before runs on as if it had not been closed.
      back() {
        keep((state) => {
          const at = data.sessions.findIndex((session) => session.id === state.current);
          const ended = data.sessions.map((session) => session.id).filter((id) => state.sessions[id]?.end);
          if (at >= 0) delete state.sessions[state.current];
          const last = ended.at(-1);
          state.current = last || null;
          if (last) state.sessions[last].end = null;
          state.speaker = { since: null, spent: 0 };
        });
        redraw();
      },
      talk() {
        keep(({ speaker }) => {
          const now = Date.now();
          if (speaker.since) {
            speaker.spent += now - speaker.since;
            speaker.since = null;
          } else {
            speaker.since = now;
          }
        });
        day.tick();
      },
      reset() {
        keep((state) => { state.speaker = { since: null, spent: 0 }; });
        day.tick();
      },
      full() {
        if (document.fullscreenElement) document.exitFullscreen();
        else if (element.requestFullscreen) element.requestFullscreen().catch(() => {});
      },
      help() { help.open ? help.close() : help.showModal(); },
    };
    context.act = act;

    const day = window.erpsiteMeetingDay.dayPanel(context);
    const notes = window.erpsiteMeetingCapture.capturePanel(context);
    const help = el("dialog", { class: "es-live-help", "aria-label": words.help },
      el("dl", {}, Object.entries(words.keys).map(([key, text]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, text)])),
      el("form", { method: "dialog" }, el("button", { class: "es-live-button" }, words.shut)));
    element.replaceChildren(warning, others, live, el("div", { class: "es-live" }, day.element, notes.element), help);

    function redraw() {
      warn();
      day.drawSession();
      day.tick();
      notes.draw();
    }

    const keys = {
      n: act.next, b: act.back, " ": act.talk, r: act.reset, f: act.full, "?": act.help, x: notes.exportFile, u: notes.takeBack,
      d: () => notes.focus("decisions"), a: () => notes.focus("actions"), v: () => notes.focus("votes"), p: () => notes.focus("parked"), q: () => notes.focus("answers"),
      s: () => day.sound.click(),
    };

    // Before the theme's own shortcuts, of which some are the same letters.
    function press(event) {
      if (!element.isConnected) {
        window.removeEventListener("keydown", press, true);
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
      const target = event.target;
      const typing = target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
      if (typing) {
        if (event.key === "Escape") target.blur();
        return;
      }
      const onControl = event.key === " " && target.closest?.("button, a, input, summary");
      const page = /^[1-9]$/.test(event.key) && element.querySelector(`.es-live-pages a[aria-keyshortcuts="${event.key}"]`);
      const work = page ? () => page.click() : keys[event.key.toLowerCase()];
      if (!work || onControl) return;
      event.preventDefault();
      event.stopPropagation();
      work();
    }
    window.addEventListener("keydown", press, true);

    const timer = setInterval(() => {
      if (element.isConnected) {
        day.tick();
        return;
      }
      store.close();
      clearInterval(timer);
    }, 500);
    redraw();
  }

  window.erpsiteWidgets.meeting = start;
})();
