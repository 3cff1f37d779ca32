// The controls above and below a long table.
(() => {
  const { read, ordered, matches, rowsOf } = window.erpsiteRowTools;
  const MOST_CHOICES = 60;

  function el(tag, facts, ...parts) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(facts)) made.setAttribute(name, value);
    made.append(...parts);
    return made;
  }

  const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);

  class LongTable {
    constructor(box, words) {
      this.box = box;
      this.words = words;
      this.body = box.querySelector("table").tBodies[0];
      this.heads = [...box.querySelector("thead tr").cells];
      this.groups = new Map();
      this.rows = rowsOf(this.body, this.groups);
      const rest = box.querySelector(".es-rest");
      if (rest) {
        this.rows.push(...rowsOf(rest.querySelector("tbody"), this.groups));
        rest.remove();
      }
      this.size = window.matchMedia("(max-width: 600px)").matches ? 8 : 20;
      Object.assign(this, { page: 0, text: "", chosen: new Map(), column: -1, down: false });
      this.total = Number(box.dataset.count);
      this.build();
      this.find(location.hash);
      this.show();
      window.addEventListener("hashchange", () => this.find(location.hash) && this.show());
      window.addEventListener("erpsite:only", () => this.change(() => {}));
      window.addEventListener("beforeprint", () => this.show(true));
      window.addEventListener("afterprint", () => this.show());
    }

    get lacks() {
      return this.box.dataset.rows && this.rows.length < this.total;
    }

    build() {
      const filter = el("input", { type: "search", "aria-label": this.words.filter, placeholder: this.words.filter });
      filter.addEventListener("input", () => this.change(() => (this.text = filter.value.trim().toLocaleLowerCase())));
      const tools = el("div", { class: "es-tools" }, filter, ...this.choices(), this.order());
      this.before = el("button", { type: "button" }, `← ${this.words.previous}`);
      this.after = el("button", { type: "button" }, `${this.words.next} →`);
      this.before.addEventListener("click", () => this.turn(-1));
      this.after.addEventListener("click", () => this.turn(1));
      this.told = el("span", { "aria-live": "polite" });
      this.box.prepend(tools);
      const pager = el("div", { class: "es-pager" }, this.before, this.told, this.after);
      this.box.querySelector(".es-table").after(pager);
    }

    // A choice for each column of few different words: its statuses, its plants.
    choices() {
      if (this.lacks) return [];
      return this.heads.flatMap((head, column) => {
        const few = head.matches(".es-status, [data-es-choice]");
        const told = new Map(this.rows.map(({ row }) => [read(row.cells[column]), row.cells[column]?.textContent.trim()]));
        if (!few || told.size < 2 || told.size > MOST_CHOICES) return [];
        const title = fill(this.words.any, { column: head.textContent });
        const select = el("select", { "aria-label": head.textContent }, el("option", { value: "" }, title));
        for (const [value, text] of told) if (value) select.append(el("option", { value }, text));
        select.addEventListener("change", () => this.change(() => {
          if (select.value) this.chosen.set(column, select.value);
          else this.chosen.delete(column);
        }));
        return [select];
      });
    }

    order() {
      const select = el("select", { "aria-label": this.words.order }, el("option", { value: "" }, this.words.asGiven));
      this.heads.forEach((head, column) => {
        for (const way of ["up", "down"]) {
          const title = fill(this.words[way], { column: head.textContent });
          select.append(el("option", { value: `${column} ${way}` }, title));
        }
      });
      select.addEventListener("change", () => this.change(() => {
        const [column, way] = select.value.split(" ");
        this.column = select.value ? Number(column) : -1;
        this.down = way === "down";
      }));
      return select;
    }

    change(work) {
      work();
      this.page = 0;
      this.whole(() => this.show());
    }

    turn(step) {
      this.page += step;
      if ((this.page + 1) * this.size > this.rows.length) this.whole(() => this.show());
      else this.show();
    }

    // Do some work once every row is here; those of a very long table come with its script.
    whole(work) {
      if (!this.lacks) return work();
      this.told.textContent = this.words.loading;
      const script = el("script", { src: this.box.dataset.rows });
      script.addEventListener("load", () => {
        const [, html] = window.erpsiteRows.find(([name]) => name === this.box.dataset.esLong);
        const table = document.createElement("template");
        table.innerHTML = `<table><tbody>${html}</tbody></table>`;
        this.rows.push(...rowsOf(table.content.querySelector("tbody"), this.groups));
        this.box.removeAttribute("data-rows");
        work();
      });
      script.addEventListener("error", () => (this.told.textContent = this.words.failed));
      document.body.append(script);
    }

    // Turn to the page of the row that the address points to; tell whether there is one.
    find(hash) {
      const name = hash && decodeURIComponent(hash.slice(1));
      if (!name || (document.getElementById(name) && !this.body.querySelector(`#${CSS.escape(name)}`))) return false;
      const place = this.rows.findIndex(({ row }) => row.id === name);
      if (place < 0 && this.lacks) this.whole(() => this.find(hash) && this.show());
      if (place < 0) return false;
      Object.assign(this, { text: "", column: -1, page: Math.floor(place / this.size), pointed: this.rows[place].row });
      this.chosen.clear();
      return true;
    }

    show(all = false) {
      const only = window.erpsiteOnly;
      const named = only && this.rows.some(({ row }) => only.names(row));
      if (named && this.lacks) return this.whole(() => this.show(all));
      const kept = this.rows.filter(
        ({ row }) => matches(row, this.text, this.chosen) && (!named || only.fits(row)));
      const language = document.documentElement.lang;
      const rows = this.column < 0 ? kept : ordered(kept, this.column, this.down, language);
      const first = all ? 0 : this.page * this.size;
      const last = all ? rows.length : Math.min(first + this.size, rows.length);
      this.body.replaceChildren(...this.withGroups(rows.slice(first, last)));
      const count = this.lacks && !this.text && !named ? this.total : rows.length;
      const facts = { from: Math.min(first + 1, count), to: last, n: count };
      this.told.textContent = count ? fill(this.words.shown, facts) : this.words.none;
      this.before.disabled = first === 0;
      this.after.disabled = last >= count;
      window.erpsiteTuckCards?.(this.box);
      if (this.pointed) this.pointed.scrollIntoView();
      this.pointed = undefined;
    }

    withGroups(rows) {
      if (this.column >= 0) return rows.map(({ row }) => row);
      let group = null;
      return rows.flatMap((one) => {
        const head = one.group !== group && one.group ? [one.group.cloneNode(true)] : [];
        group = one.group;
        return [...head, one.row];
      });
    }
  }

  const words = document.getElementById("es-folding").dataset;
  window.erpsiteLongTable = (box) => new LongTable(box, words);
  for (const box of document.querySelectorAll(".es-long:not(.es-ready)")) {
    box.classList.add("es-ready");
    window.erpsiteLongTable(box);
  }
})();
