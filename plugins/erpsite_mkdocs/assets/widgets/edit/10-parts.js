// The editor's small parts: elements, words, and the files of the build that it reads when it needs them.
(() => {
  // `home` is the site of the page, `root` that of the plan which is edited, `shown` what the page was built from
  // where that is another.
  const parts = { general: null, root: "", home: "", shown: null };

  parts.el = (tag, settings = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(settings)) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (name === "value" || name === "checked") made[name] = value;
      else made.setAttribute(name, value === true ? "" : value);
    }
    // Every text goes in as text, never as markup.
    made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return made;
  };
  parts.fill = (text, values = {}) => (text || "").replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
  parts.say = (name, values) => parts.fill(parts.general.words[name], values);
  // An item as its list calls it: “Phases: Pilot”.
  parts.within = (list, name) => parts.say("within", { list, name });
  parts.button = (text, act, kind = "", more = {}) =>
    parts.el("button", { type: "button", class: `es-edit-button ${kind}`, onclick: act, ...more }, text);
  let count = 0;
  parts.uid = () => `es-edit-${(count += 1)}`;

  // A further script of the editor, which comes when it is needed.
  parts.widgetUrl = (name) => new URL(`widget-${name}.js`, document.querySelector("script[src*='assets/erpsite/erpsite.js']").src).href;
  const widgets = new Map();
  parts.widget = (name) => {
    if (!widgets.has(name)) {
      widgets.set(name, new Promise((resolve, reject) => {
        const script = parts.el("script", { src: parts.widgetUrl(name) });
        script.addEventListener("load", () => resolve());
        script.addEventListener("error", () => {
          widgets.delete(name);
          script.remove();
          reject(new Error(name));
        });
        document.head.append(script);
      }));
    }
    return widgets.get(name);
  };

  const asked = new Map();
  const mine = new Map(); // what was read of the plan that is edited, by name
  // Read a file of the build; as a script, because a file share hands out no data to scripts.
  parts.read = (path, name, root = parts.root) => {
    const held = root === parts.root && window.erpsiteForms?.[name];
    if (held) return Promise.resolve(held);
    const key = `${root} ${name}`;
    if (!asked.has(key)) {
      const reading = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = root + path.split("/").map(encodeURIComponent).join("/");
        script.addEventListener("load", () => {
          const found = window.erpsiteForms?.[name];
          // A file of another release leaves that of the edited plan where it is.
          if (root === parts.root) mine.set(name, found);
          else if (mine.has(name)) window.erpsiteForms[name] = mine.get(name);
          else delete window.erpsiteForms[name];
          if (found) resolve(found);
          else reject(new Error(name));
        });
        script.addEventListener("error", () => {
          asked.delete(key);
          script.remove();
          reject(new Error(name));
        });
        document.head.append(script);
      });
      asked.set(key, reading);
    }
    return asked.get(key);
  };
  // Edit the plan of another site of the same address, and remember what the page was built from.
  parts.turnTo = (root, general) => {
    Object.assign(parts, { root, general, shown: parts.general });
    window.erpsiteForms = { "": general };
    mine.clear();
    mine.set("", general);
  };
  parts.readGeneral = async () => {
    parts.general ||= await parts.read("assets/forms/forms.js", "");
    return parts.general;
  };
  parts.readFile = (file) => parts.read(`assets/forms/data/${file}.js`, file);
  // Short lists come with the fields, the others when they are needed.
  parts.readList = (kind) => (parts.general.lists?.[kind] ? Promise.resolve(parts.general.lists[kind]) : parts.read(`assets/forms/lists/${kind}.js`, `list:${kind}`));
  parts.list = (kind) => parts.general?.lists?.[kind] || window.erpsiteForms?.[`list:${kind}`] || {};
  parts.kind = (name) => parts.general.kinds.find((one) => one.kind === name);

  parts.download = (name, text, type = "application/json") => {
    const url = URL.createObjectURL(new Blob([text], { type }));
    const link = parts.el("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  window.erpsiteEditParts = parts;
})();
