// Write numbers, money and sentences as the page's language does.
(() => {
  const parts = window.erpsiteWhatif;
  const language = window.erpsiteLanguage;
  const MINUS = "\u2212";

  function number(value, decimals, sign) {
    const text = Math.abs(value).toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    const own = text.replace(/[,.]/g, (mark) => (mark === "," ? language.group : language.decimal));
    if (Number(text.replaceAll(",", "")) === 0) return own;
    return value < 0 ? MINUS + own : sign ? `+${own}` : own;
  }

  // In the largest scale that the amount reaches, as it is printed in the next smaller one.
  function money(amount, sign) {
    let [unit, digits, text] = [1, 0, "{n}"];
    for (const [least, size, decimals, whole, words] of language.scales) {
      const carried = Number((Math.abs(amount) / unit).toFixed(digits)) * unit;
      if (carried < least) break;
      [unit, text] = [size, words];
      digits = whole !== null && amount % size === 0 ? whole : decimals;
    }
    return language.money.replace("{n}", text.replace("{n}", number(amount / unit, digits, sign)));
  }

  parts.speaker = (data) => ({
    fill: (word, values = {}) => data.words[word].replace(/\{(\w+)\}/g, (_, name) => String(values[name])),
    money,
    steps: (count, sign) => money(count * data.steps.money, sign),
    value: (count, sign) => number(count * data.steps.value, data.decimals, sign),
    days: (count) => {
      const days = count * data.steps.effort;
      return number(days, Number.isInteger(Math.round(days * 1000) / 1000) ? 0 : 1);
    },
    count: (value) => number(value, 0),
  });

  parts.el = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(key, "");
      else if (value !== false && value !== undefined) element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  };
})();
