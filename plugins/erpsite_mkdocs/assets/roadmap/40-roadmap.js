// The roadmap comes to life: filters, groups, zoom, lines, notes, keys, and an address that keeps the view.
// Without this script it is a picture, and the tables below it say the same.
(() => {
  const ZOOMS = { year: 1, half: 2, quarter: 4, month: 12 };
  const FILTERS = ["q", "module", "owner", "objective", "type", "status", "critical", "late"];
  // With so few initiatives every line can be followed; of more, those of the row a reader points at are drawn.
  const FEW = 6;
  const drawLines = window.erpsiteRoadmapLines;
  const factsOf = window.erpsiteRoadmapFacts;
  const onKey = window.erpsiteRoadmapKeys;

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

  class Roadmap {
    constructor(root, keepsAddress) {
      Object.assign(this, { root, keepsAddress, closed: new Set(), drawn: [], wanted: {} });
      root.dataset.ready = "";
      this.words = JSON.parse(root.querySelector("template").content.textContent);
      this.table = root.querySelector("table");
      this.scroll = root.querySelector(".es-g-scroll");
      this.tools = root.querySelector(".es-g-tools");
      this.lanes = [...root.querySelectorAll(".es-gl")].map((body) => this.readLane(body));
      this.byId = new Map(this.lanes.map((lane) => [lane.id, lane]));
      this.allOpen = this.lanes.length > 0 && this.lanes[0].body.classList.contains("open");
      this.none = Object.assign(document.createElement("p"), { className: "es-g-none", hidden: true });
      this.none.textContent = this.words.none;
      this.scroll.append(this.none);
      this.dress();
      this.listen();
      this.tools.hidden = false;
      this.readAddress();
    }

    readLane(body) {
      const link = body.querySelector(".es-gi th > a");
      const marks = new Map();
      const inPhases = [...body.querySelectorAll(".es-gp [data-k]")];
      const owner = body.querySelector("small").textContent.split(" · ")[0];
      const lane = { body, id: body.dataset.id, link, marks, owner, name: link.textContent };
      lane.rows = [...body.rows];
      lane.toggle = body.querySelector(".es-gt");
      for (const mark of body.querySelectorAll("[data-k]")) {
        mark.lane = lane;
        marks.set(mark.dataset.k, mark);
      }
      body.querySelectorAll(".es-gc:not(.es-gv)").forEach((copy, index) => {
        copy.lane = lane;
        copy.twin = inPhases[index];
      });
      // Where capacity puts a task, right after its mark: it says and leads to the same.
      for (const moved of body.querySelectorAll(".es-gv")) {
        const mark = moved.previousElementSibling;
        mark.moved = moved;
        Object.assign(moved, { lane, twin: mark.twin || mark, allowed: moved.title });
        moved.removeAttribute("title");
      }
      return lane;
    }

    // Roles, names and one stop on the way of the Tab key; arrows lead on from there.
    dress() {
      this.table.setAttribute("role", "treegrid");
      this.table.setAttribute("aria-label", this.scroll.getAttribute("aria-label"));
      this.table.setAttribute("aria-describedby", `${this.root.id}-help`);
      this.scroll.removeAttribute("tabindex");
      for (const lane of this.lanes) {
        lane.rows.forEach((row, index) => row.setAttribute("aria-level", index ? 3 : 2));
        for (const mark of lane.body.querySelectorAll("[data-k], .es-gc, .es-gv")) {
          mark.setAttribute("role", "link");
          mark.tabIndex = -1;
          mark.setAttribute("aria-label", this.sentence(mark));
        }
        for (const item of lane.body.querySelectorAll("a, button")) item.tabIndex = -1;
        this.markOpen(lane);
      }
      if (this.lanes.length) this.stop(this.lanes[0].link);
    }

    stop(item) {
      if (this.current) this.current.tabIndex = -1;
      this.current = item;
      item.tabIndex = 0;
    }

    about(mark) {
      const own = mark.twin || mark;
      const name = own.dataset.n || own.closest("tr").querySelector("th").textContent;
      const waits = (own.dataset.w || "").split(" ").filter(Boolean).map((text) => this.waitText(text));
      return factsOf(this.words, own, name, own.dataset.o || own.lane.owner, waits);
    }

    waitText(text) {
      const [on, type, lag] = text.split(":");
      const [id, key] = on.split("/");
      const lane = this.byId.get(id);
      const mark = lane && key && lane.marks.get(key);
      const name = mark ? mark.dataset.n || mark.closest("tr").querySelector("th").textContent : lane ? lane.name : on;
      const extra = [type === "FS" ? "" : type, lag === "0" ? "" : (lag > 0 ? `+${lag}` : lag)].filter(Boolean);
      return extra.length ? `${name} (${extra.join(" ")})` : name;
    }

    sentence(mark) {
      const { name, facts, critical } = this.about(mark);
      const { colon, semicolon } = window.erpsiteLanguage;
      const parts = [name, mark.allowed || "", ...facts.map(([what, value]) => what + colon + value), critical];
      return parts.filter((part) => part !== "").join(semicolon);
    }

    listen() {
      const { root, tools } = this;
      root.addEventListener("click", (event) => this.click(event));
      root.addEventListener("keydown", (event) => onKey(this, event));
      tools.addEventListener("input", () => this.readTools());
      root.addEventListener("change", (event) => {
        if (!event.target.matches(".es-g-level input")) return;
        this.change({ dates: event.target.value === "levelled" ? "levelled" : "" });
      });
      root.addEventListener("focusin", (event) => {
        const item = event.target.closest("tbody a, tbody button, [role='link']");
        if (item) this.stop(item);
        this.choose(event.target);
        this.show(event.target.closest("[role='link']"));
      });
      root.addEventListener("focusout", () => this.show(null));
      root.addEventListener("mouseover", (event) => {
        // Rows that scroll by under a pointer that rests are not pointed at: the keyboard has chosen another.
        const { screenX, screenY, target } = event;
        if (this.pointer?.screenX === screenX && this.pointer.screenY === screenY) return;
        this.pointer = { screenX, screenY };
        this.choose(target.closest(".es-gl") ? target : this.focused);
        if (event.target.closest(".es-g-note")) clearTimeout(this.leaving);
        else if (event.target.closest("[role='link']")) this.show(event.target.closest("[role='link']"));
        else this.leave();
      });
      root.addEventListener("mouseleave", () => this.leave());
      this.scroll.addEventListener("scroll", () => this.scrolled(), { passive: true });
      // With instant navigation the window outlives the chart.
      const gone = new AbortController();
      const hear = (name, answer) => window.addEventListener(
        name, () => (root.isConnected ? answer() : gone.abort()), { signal: gone.signal },
      );
      hear("hashchange", () => this.readAddress());
      hear("erpsite:only", () => this.filter());
      hear("beforeprint", () => this.slice());
      hear("afterprint", () => this.unslice());
    }

    click(event) {
      const button = event.target.closest("button");
      const mark = event.target.closest("[role='link']");
      if (mark) mark.lane.link.click();
      else if (!button) return;
      else if (button.dataset.zoom) this.change({ zoom: button.dataset.zoom });
      else if (button.dataset.act) this.act(button.dataset.act);
      else if (button.classList.contains("es-gt")) this.fold(this.byId.get(button.closest("tbody").dataset.id));
      else if (button.dataset.group !== undefined) this.foldGroup(button.dataset.group);
    }

    act(name) {
      if (name === "print") window.print();
      if (name === "full") this.change({ full: this.wanted.full ? "" : "1" });
      if (name === "open") this.change({ phases: "1", other: "" });
      if (name === "fold") this.change({ phases: "0", other: "" });
      if (name === "reset") this.change(Object.fromEntries(FILTERS.map((key) => [key, ""])));
    }

    // Lines lead to where tasks stand on the dates that are shown.
    get levelled() {
      return this.wanted.dates === "levelled";
    }

    // The state of the view is what the address says; everything else follows from it.
    readTools() {
      const values = {};
      for (const field of this.tools.querySelectorAll("[data-filter]")) {
        values[field.dataset.filter] = field.type === "checkbox" ? (field.checked ? "1" : "") : field.value;
      }
      this.change(values);
    }

    change(values) {
      this.wanted = { ...this.wanted, ...values };
      this.apply();
      if (!this.keepsAddress) return;
      const usual = { zoom: "year", group: this.usualGroup };
      const kept = Object.entries(this.wanted).filter(([key, value]) => value && value !== usual[key]);
      const address = kept.length ? `#${new URLSearchParams(kept)}` : location.pathname + location.search;
      try { history.replaceState(history.state, "", address); } catch { /* a page opened from a file keeps none */ }
    }

    readAddress() {
      this.usualGroup ??= this.root.dataset.group;
      const usual = { zoom: "year", group: this.usualGroup };
      const text = this.keepsAddress && location.hash.includes("=") ? location.hash.slice(1) : "";
      const person = this.keepsAddress && new URLSearchParams(location.search).get("person");
      const owners = [...this.tools.querySelectorAll("[data-filter=owner] option")];
      const asked = person && owners.some(({ value }) => value === person) ? { owner: person } : {};
      this.wanted = { ...usual, ...asked, ...Object.fromEntries(new URLSearchParams(text)) };
      this.apply();
    }

    apply() {
      const { wanted, root } = this;
      if (!(wanted.zoom in ZOOMS)) wanted.zoom = "year";
      const zoomed = root.dataset.zoom !== wanted.zoom;
      root.dataset.zoom = wanted.zoom;
      root.classList.toggle("full", Boolean(wanted.full));
      if (this.keepsAddress) document.documentElement.classList.toggle("es-full", Boolean(wanted.full));
      for (const field of this.tools.querySelectorAll("[data-filter]")) {
        const value = wanted[field.dataset.filter] || "";
        if (field.type === "checkbox") field.checked = value === "1";
        else if (document.activeElement !== field) field.value = value;
      }
      for (const button of this.tools.querySelectorAll("[data-zoom]")) {
        button.setAttribute("aria-pressed", String(button.dataset.zoom === wanted.zoom));
      }
      for (const choice of root.querySelectorAll(".es-g-level input")) {
        choice.checked = (choice.value === "levelled") === this.levelled;
      }
      const full = this.tools.querySelector("[data-act='full']");
      full.textContent = wanted.full ? this.words.exit : this.words.full;
      this.group();
      this.foldAsWanted();
      this.filter();
      if (zoomed) this.keepToday();
    }

    group() {
      const by = this.tools.querySelector(`option[value="${CSS.escape(this.wanted.group || "")}"]`)
        ? this.wanted.group : this.usualGroup;
      if (this.grouped === by) return;
      const asDrawn = this.grouped === undefined && by === this.usualGroup;
      this.grouped = by;
      this.closed.clear();
      const options = [...this.tools.querySelectorAll(`select[data-filter="${by}"] option`)].slice(1);
      const names = new Map(options.map((option) => [option.value, option.textContent]));
      const found = new Map([...names.keys(), ""].map((key) => [key, []]));
      for (const lane of this.lanes) {
        lane.group = lane.body.dataset[by].split(" ")[0];
        found.get(lane.group)?.push(lane);
      }
      this.heads = new Map();
      const heads = [...this.table.querySelectorAll(".es-gg")];
      if (asDrawn) {
        // The rows stand where they belong; to move them all would cost a layout.
        for (const old of heads) old.replaceWith(this.head(old.dataset.key, names.get(old.dataset.key) || this.words.nothing));
        return;
      }
      for (const old of heads) old.remove();
      for (const [key, lanes] of found) {
        if (!lanes.length) continue;
        this.table.append(this.head(key, names.get(key) || this.words.nothing), ...lanes.map((lane) => lane.body));
      }
    }

    head(key, name) {
      const body = document.createElement("tbody");
      body.className = "es-gg";
      body.innerHTML = '<tr aria-level="1"><th scope="rowgroup"><button type="button"></button> <small></small></th><td><div></div></td></tr>';
      const button = body.querySelector("button");
      button.dataset.group = key;
      button.textContent = name;
      button.tabIndex = -1;
      this.heads.set(key, body);
      return body;
    }

    foldGroup(key) {
      if (!this.closed.delete(key)) this.closed.add(key);
      this.filter();
    }

    fold(lane) {
      const other = new Set((this.wanted.other || "").split(",").filter(Boolean));
      if (!other.delete(lane.id)) other.add(lane.id);
      this.change({ other: [...other].join(",") });
    }

    foldAsWanted() {
      const open = this.wanted.phases ? this.wanted.phases === "1" : this.allOpen;
      const other = new Set((this.wanted.other || "").split(","));
      for (const lane of this.lanes) {
        const now = open !== other.has(lane.id);
        if (lane.body.classList.contains("open") !== now) {
          lane.body.classList.toggle("open", now);
          this.markOpen(lane);
        }
      }
    }

    markOpen(lane) {
      if (!lane.toggle) return;
      const open = lane.body.classList.contains("open");
      lane.toggle.setAttribute("aria-label", fill(open ? this.words.fold : this.words.open, { name: lane.name }));
      lane.rows[0].setAttribute("aria-expanded", String(open));
    }

    fits(lane) {
      const { wanted } = this;
      const data = lane.body.dataset;
      if (window.erpsiteOnly?.lane && !window.erpsiteOnly.lane(lane.id)) return false; // the page's choice of a plant
      if (wanted.q) {
        lane.text ??= (lane.body.textContent + lane.id + [...lane.marks.values()].map((m) => m.dataset.n || "").join(" ")).toLowerCase();
        if (!lane.text.includes(wanted.q.toLowerCase())) return false;
      }
      if (wanted.critical === "1" && data.critical === undefined) return false;
      if (wanted.late === "1" && data.late === undefined) return false;
      return ["module", "owner", "objective", "type", "status"].every(
        (key) => !wanted[key] || data[key].split(" ").includes(wanted[key]),
      );
    }

    filter() {
      const counts = new Map();
      let shown = 0;
      for (const lane of this.lanes) {
        const fits = this.fits(lane);
        if (fits) counts.set(lane.group, (counts.get(lane.group) || 0) + 1);
        shown += fits;
        lane.body.hidden = !fits || this.closed.has(lane.group);
      }
      for (const [key, body] of this.heads) {
        const open = !this.closed.has(key);
        const button = body.querySelector("button");
        body.hidden = !counts.get(key);
        body.querySelector("small").textContent = counts.get(key) || 0;
        button.setAttribute("aria-expanded", String(open));
        body.rows[0].setAttribute("aria-expanded", String(open));
        button.setAttribute("aria-label", fill(open ? this.words.foldGroup : this.words.openGroup, { name: button.textContent }));
      }
      this.none.hidden = shown > 0;
      const text = fill(this.words.count, { n: shown, all: this.lanes.length });
      const count = this.tools.querySelector(".es-g-count");
      if (count.textContent !== text) count.textContent = text;
      if (this.current && !this.isShown(this.current)) {
        const first = this.lanes.find((lane) => !lane.body.hidden);
        if (first) this.stop(first.link);
      }
      this.lines();
    }

    isShown(item) {
      const body = item.closest("tbody");
      return !body.hidden && !(item.closest(".es-gp") && !body.classList.contains("open"));
    }

    // Lines wait for a quiet moment: the view must not.
    lines() {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.drawNow(), 0);
    }

    get focused() {
      return this.root.contains(document.activeElement) ? document.activeElement : null;
    }

    // The initiative whose lines are drawn: where the pointer or the focus is.
    choose(item) {
      const body = item && item.closest(".es-gl");
      const chosen = body ? this.byId.get(body.dataset.id) : undefined;
      if (chosen === this.chosen) return;
      this.chosen = chosen;
      this.lines();
    }

    drawNow(whole = false) {
      clearTimeout(this.waiting);
      for (const part of this.drawn) part.remove();
      const rows = [];
      for (const lane of this.lanes) lane.at = undefined;
      for (const body of this.table.tBodies) {
        if (body.hidden) continue;
        const lane = this.byId.get(body.dataset.id);
        if (lane) lane.at = rows.length;
        rows.push(...(lane && !body.classList.contains("open") ? [body.rows[0]] : body.rows));
      }
      const place = new Map(rows.map((row, index) => [row, index]));
      const shown = this.lanes.filter((lane) => lane.at !== undefined);
      const every = whole || shown.length <= FEW;
      const links = shown
        .flatMap((lane) => this.linksOf(lane, place))
        .filter((link) => every || link.critical || link.lanes.includes(this.chosen));
      this.drawn = drawLines(rows, links, this.words.days, ZOOMS[this.wanted.zoom]);
    }

    linksOf(lane, place) {
      const links = [];
      for (const mark of lane.marks.values()) {
        for (const text of (mark.dataset.w || "").split(" ").filter(Boolean)) {
          const [on, type] = text.split(":");
          const [id, key] = on.split("/");
          const other = this.byId.get(id);
          if (!other || other.at === undefined) continue;
          const before = key ? other.marks.get(key) : other.body.querySelector(".es-gs");
          if (!before) continue;
          const critical = mark.classList.contains("c") && before.classList.contains("c");
          links.push({ type, critical, lanes: [lane, other], from: this.end(before, other, place), to: this.end(mark, lane, place) });
        }
      }
      return links;
    }

    end(planned, lane, place) {
      const mark = (this.levelled && planned.moved) || planned;
      const row = place.get(mark.closest("tr")) ?? lane.at;
      const days = (name) => ((Number.parseFloat(mark.style[name]) || 0) / 100) * this.words.days;
      const start = days("left");
      return { row, start, finish: start + days("width") };
    }

    keepToday() {
      const label = this.table.tHead.rows[0].cells[0].offsetWidth;
      const track = this.table.offsetWidth - label;
      const today = (Math.min(Math.max(this.words.today, 0), this.words.days) / this.words.days) * track;
      this.scroll.scrollLeft = today - (this.scroll.clientWidth - label) / 3;
    }

    show(mark) {
      clearTimeout(this.leaving);
      if (!mark) {
        this.note?.remove();
        this.note = null;
        return;
      }
      if (this.note && this.note.mark === mark) return;
      this.note?.remove();
      const { name, facts, critical } = this.about(mark);
      const note = Object.assign(document.createElement("div"), { className: "es-g-note", mark });
      note.setAttribute("role", "tooltip");
      note.append(Object.assign(document.createElement("strong"), { textContent: name }));
      const { colon } = window.erpsiteLanguage;
      const told = [mark.allowed, ...facts.map(([what, value]) => what + colon + value), critical];
      for (const text of told.filter(Boolean)) {
        note.append(Object.assign(document.createElement("span"), { textContent: text }));
      }
      this.root.append(note);
      this.note = note;
      this.place(note, mark);
    }

    // The browser tells of a scroll later: a note stays with the sign that the keyboard has scrolled to.
    scrolled() {
      if (this.note && this.note.mark === document.activeElement) this.place(this.note, this.note.mark);
      else this.show(null);
    }

    place(note, mark) {
      const [at, size, frame] = [mark, note, this.scroll].map((part) => part.getBoundingClientRect());
      const label = mark.closest("td") ? this.table.tHead.rows[0].cells[0].offsetWidth : 0;
      const left = Math.min(Math.max(at.left, frame.left + label), window.innerWidth - size.width - 8);
      const below = at.bottom + 6 + size.height < window.innerHeight;
      note.style.left = `${Math.max(left, 8)}px`;
      note.style.top = `${below ? at.bottom + 6 : Math.max(at.top - size.height - 6, 4)}px`;
    }

    leave() {
      clearTimeout(this.leaving);
      this.leaving = setTimeout(() => {
        const focused = document.activeElement?.closest?.("[role='link']");
        this.show(focused && this.root.contains(focused) ? focused : null);
        this.choose(this.focused);
      }, 150);
    }

    // A closer look is printed as slices of the year, each with its labels and its head.
    slice() {
      this.unslice();
      this.drawNow(true); // on paper nobody points at a row
      const parts = ZOOMS[this.wanted.zoom];
      this.root.classList.toggle("es-sliced", parts > 1);
      if (parts === 1) return;
      for (let part = 0; part < parts; part += 1) {
        const copy = this.table.cloneNode(true);
        copy.classList.add("es-g-slice");
        copy.style.setProperty("--parts", parts);
        copy.style.setProperty("--part", part);
        copy.caption.textContent += ` · ${fill(this.words.part, { n: part + 1, all: parts })}`;
        this.scroll.append(copy);
      }
    }

    unslice() {
      this.root.classList.remove("es-sliced");
      for (const copy of this.scroll.querySelectorAll(".es-g-slice")) copy.remove();
      this.lines();
    }
  }

  function start() {
    const first = document.querySelector(".es-gantt:not(.es-g-small)");
    if (!first) document.documentElement.classList.remove("es-full");
    for (const root of document.querySelectorAll(".es-gantt:not([data-ready], .es-g-small)")) new Roadmap(root, root === first);
  }

  // With instant navigation each page arrives without the scripts being run again.
  if (window.document$) window.document$.subscribe(start);
  else start();
})();
