// Small makers of elements; every text goes in as text, never as markup.
(() => {
  function el(tag, settings = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(settings)) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (name === "value" || name === "checked") made[name] = value;
      else made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
    return made;
  }

  // `Fill("{n} min", {n: 3})` → `3 min`.
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
  }

  function button(text, key, act, kind = "") {
    return el("button", { type: "button", class: `es-live-button ${kind}`, onclick: act, "aria-keyshortcuts": key || null },
      text, key ? el("kbd", { "aria-hidden": "true" }, key === "Space" ? "␣" : key) : null);
  }

  function field(label, control) {
    return el("label", { class: "es-live-field" }, el("span", {}, label), control);
  }

  function choice(options, value, empty) {
    const made = el("select", {}, el("option", { value: "" }, empty));
    for (const [id, name] of Object.entries(options)) made.append(el("option", { value: id }, name));
    made.value = value || "";
    return made;
  }

  // A short tone; silent where the browser has no sound.
  function tone(times) {
    const Sound = window.AudioContext || window.webkitAudioContext;
    if (!Sound) return;
    const context = new Sound();
    for (let count = 0; count < times; count += 1) {
      const oscillator = context.createOscillator();
      const gain = context.createGain();
      gain.gain.value = 0.15;
      oscillator.frequency.value = 880;
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(context.currentTime + count * 0.35);
      oscillator.stop(context.currentTime + count * 0.35 + 0.2);
    }
    setTimeout(() => context.close(), times * 350 + 500);
  }

  function download(name, text) {
    const url = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
    const link = el("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }

  window.erpsiteMeetingParts = { el, fill, button, field, choice, tone, download };
})();
