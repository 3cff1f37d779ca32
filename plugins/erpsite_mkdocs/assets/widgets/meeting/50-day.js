// The left half of meeting mode: the session that runs, the speaker, and the rest of the day.
(() => {
  const clock = window.erpsiteMeetingClock;
  const { el, fill, button, tone } = window.erpsiteMeetingParts;

  function dayPanel(context) {
    const { data, words, act } = context;
    const limit = data.limit * 60;
    const nodes = {
      now: el("p", { class: "es-live-now" }),
      note: el("p", { class: "es-live-note", role: "status" }),
      title: el("h2", { class: "es-live-title", id: "live-session" }),
      span: el("p", { class: "es-live-span" }),
      left: el("p", { class: "es-live-left", role: "timer" }),
      leftWord: el("p", { class: "es-live-left-word" }),
      track: el("div", { class: "es-live-track", "aria-hidden": "true" }, el("b")),
      facts: el("div", { class: "es-live-facts" }),
      next: el("div", { class: "es-live-next" }),
      end: el("p", { class: "es-live-end" }),
      rows: el("tbody"),
      speaker: el("p", { class: "es-live-speaker-time", role: "timer" }),
      speakerWord: el("p", { class: "es-live-speaker-word" }),
      start: button("", "N", act.next, "es-live-main"),
      talk: button("", "Space", act.talk),
    };
    let told = 0;

    function drawSession() {
      const { state } = context;
      const slots = clock.schedule(data, state, Date.now());
      const slot = slots.find((one) => one.session.id === state.current);
      const following = slot ? slots[slot.index + 1] : slots.find((one) => !one.done);
      nodes.title.textContent = slot ? slot.session.title : following ? words.not_begun : words.over;
      nodes.start.firstChild.textContent = slot ? (following ? words.next : words.close) : words.begin;
      nodes.start.disabled = !slot && !following;
      nodes.facts.replaceChildren(...(slot ? sessionFacts(slot.session) : []));
      nodes.next.replaceChildren(...(following ? nextFacts(following) : []));
      told = 0;
    }

    function sessionFacts(session) {
      const lead = session.lead && data.people[session.lead];
      const made = [
        el("p", { class: "es-live-output" }, el("span", {}, words.output), el("strong", {}, session.output || words.no_output)),
        el("p", {}, el("span", {}, words.goal), session.goal || words.no_goal),
        lead ? el("p", {}, el("span", {}, words.lead), lead) : null,
      ];
      if (session.questions.length) made.push(el("ul", { class: "es-live-questions" }, session.questions.map((text, index) => question(session, text, index))));
      if (session.pages.length) {
        made.push(el("p", { class: "es-live-pages" }, el("span", {}, words.pages),
          session.pages.map(([title, path], index) => el("a", { href: data.urls[path], target: "_blank", rel: "noopener", "aria-keyshortcuts": String(index + 1) },
            index < 9 ? el("kbd", { "aria-hidden": "true" }, String(index + 1)) : null, title))));
      }
      return made.filter(Boolean);
    }

    function question(session, text, index) {
      const key = `${session.id}/${index}`;
      const box = el("input", { type: "checkbox", checked: Boolean(context.state.asked[key]) });
      box.addEventListener("change", () => act.keep((state) => { state.asked[key] = box.checked; }));
      return el("li", {}, el("label", {}, box, " ", text));
    }

    function nextFacts(slot) {
      const lead = slot.session.lead && data.people[slot.session.lead];
      return [
        el("span", {}, context.state.current ? words.up_next : words.first),
        el("strong", {}, slot.session.title),
        el("time", { class: "es-live-next-time" }, clock.hours(slot.start)),
        lead ? el("span", {}, lead) : null,
      ].filter(Boolean);
    }

    function drawDay(slots) {
      nodes.rows.replaceChildren(...slots.map((slot) => {
        const current = slot.session.id === context.state.current;
        const word = current ? words.now : slot.done ? words.done : "";
        const shift = Math.round(slot.shift / clock.MINUTE);
        return el("tr", { class: current ? "es-live-current" : slot.done ? "es-live-done" : "", "aria-current": current ? "step" : null },
          el("td", {}, clock.hours(slot.planned.start)),
          el("td", {}, `${clock.hours(slot.start)}${shift ? ` (${shift > 0 ? "+" : "−"}${Math.abs(shift)})` : ""}`),
          el("th", { scope: "row" }, slot.session.title),
          el("td", {}, word));
      }));
      const last = slots.at(-1);
      if (!last) return;
      const late = Math.round((last.end - last.planned.end) / clock.MINUTE);
      const values = { time: clock.hours(last.end), minutes: Math.abs(late), planned: clock.hours(last.planned.end) };
      nodes.end.textContent = fill(late > 0 ? words.end_late : late < 0 ? words.end_early : words.end_on_time, values);
      nodes.end.className = `es-live-end${late > 0 ? " es-live-late" : ""}`;
    }

    function drawLeft(slot, now) {
      const whole = slot ? slot.planned.end - slot.planned.start : 0;
      const left = slot ? clock.left(slot, now) : 0;
      nodes.left.textContent = slot ? clock.span(left) : "";
      nodes.leftWord.textContent = slot ? (left < 0 ? words.overtime : words.left) : "";
      nodes.left.parentElement.classList.toggle("es-live-over", Boolean(slot) && left < 0);
      nodes.left.parentElement.classList.toggle("es-live-soon", Boolean(slot) && left >= 0 && left < Math.min(whole * 0.1, 5 * clock.MINUTE));
      nodes.track.firstChild.style.width = slot ? `${Math.min(100, (1 - left / whole) * 100)}%` : "0";
      nodes.span.textContent = slot ? fill(words.span, { start: clock.hours(slot.start), end: clock.hours(slot.start + whole) }) : "";
    }

    function drawSpeaker(now) {
      const { speaker } = context.state;
      const used = clock.spoken(speaker, now);
      const rest = limit - used;
      nodes.speaker.textContent = clock.span(Math.ceil(rest) * 1000);
      const state = rest <= 0 ? "over" : rest <= limit / 2 ? "half" : "";
      nodes.speakerWord.textContent = rest <= 0 ? words.time_up : rest <= limit / 2 && used ? words.half : fill(words.limit, { minutes: data.limit });
      nodes.speaker.parentElement.classList.toggle("es-live-over", state === "over");
      nodes.speaker.parentElement.classList.toggle("es-live-soon", state === "half" && used > 0);
      nodes.talk.firstChild.textContent = speaker.since ? words.stop : words.talk;
      const step = !speaker.since ? told : state === "over" ? 2 : state === "half" ? 1 : 0;
      if (speaker.since && step > told) {
        context.say(step === 2 ? words.time_up : words.half);
        if (context.state.sound) tone(step);
      }
      if (speaker.since || !used) told = step;
    }

    function tick() {
      const now = Date.now();
      const slots = clock.schedule(data, context.state, now);
      const slot = slots.find((one) => one.session.id === context.state.current);
      nodes.now.textContent = clock.hours(now);
      const rehearsal = clock.isoDay(now) !== data.date;
      nodes.note.textContent = rehearsal ? fill(words.rehearsal, { day: data.day }) : "";
      drawLeft(slot, now);
      drawDay(slots);
      drawSpeaker(now);
      const following = slot && slots[slot.index + 1];
      const time = nodes.next.querySelector(".es-live-next-time");
      if (following && time) time.textContent = clock.hours(following.start);
    }

    const keep = el("input", { type: "checkbox", checked: context.state.keepBreaks });
    keep.addEventListener("change", () => { act.keep((state) => { state.keepBreaks = keep.checked; }); tick(); });
    const sound = el("input", { type: "checkbox", checked: context.state.sound });
    sound.addEventListener("change", () => act.keep((state) => { state.sound = sound.checked; }));
    nodes.sound = sound;

    const element = el("div", { class: "es-live-day" },
      el("div", { class: "es-live-top" }, nodes.now, nodes.note,
        el("div", { class: "es-live-tools" }, button(words.full, "F", act.full), button(words.help, "?", act.help))),
      el("section", { class: "es-live-session", "aria-labelledby": "live-session" },
        nodes.title, nodes.span, el("div", { class: "es-live-count" }, nodes.left, nodes.leftWord), nodes.track, nodes.facts,
        el("div", { class: "es-live-tools" }, nodes.start, button(words.back, "B", act.back))),
      nodes.next,
      el("section", { class: "es-live-speaker", "aria-label": words.speaker },
        el("div", { class: "es-live-count" }, nodes.speaker, nodes.speakerWord),
        el("div", { class: "es-live-tools" }, nodes.talk, button(words.reset, "R", act.reset),
          el("label", { class: "es-live-tick" }, sound, " ", words.sound))),
      el("section", { class: "es-live-rest", "aria-label": words.day },
        nodes.end,
        el("div", { class: "es-live-scroll", tabindex: "0", role: "group", "aria-label": words.day }, el("table", {}, el("thead", {}, el("tr", {},
          [words.planned, words.expected, words.session, words.status].map((text) => el("th", { scope: "col" }, text)))), nodes.rows)),
        el("label", { class: "es-live-tick" }, keep, " ", words.keep_breaks)));
    return { element, drawSession, tick, sound };
  }

  window.erpsiteMeetingDay = { dayPanel };
})();
