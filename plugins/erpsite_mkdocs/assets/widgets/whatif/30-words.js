// Write numbers, money and sentences as the page's language does.
(() => {
  const parts = window.erpsiteWhatif;
  const MINUS = "\u2212";

  function number(value, decimals, sign) {
    const text = Math.abs(value).toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    if (Number(text.replaceAll(",", "")) === 0) return text;
    return value < 0 ? MINUS + text : sign ? `+${text}` : text;
  }

  function money(data, amount, sign) {
    const size = Math.abs(amount);
    if (data.language === "zh") {
      const name = { CNY: "元", EUR: "欧元", USD: "美元" }[data.currency] || data.currency;
      if (size >= 1e8) return `${number(amount / 1e8, 2, sign)}亿${name}`;
      if (size >= 1e4) return `${number(amount / 1e4, amount % 1e4 ? 1 : 0, sign)}万${name}`;
      return `${number(amount, 0, sign)}${name}`;
    }
    const text = size >= 1e6 ? `${number(amount / 1e6, 2, sign)}\u00a0m` : size >= 1e4 ? `${number(amount / 1e3, 0, sign)}\u00a0k` : number(amount, 0, sign);
    return `${data.currency}\u00a0${text}`;
  }

  parts.speaker = (data) => ({
    fill: (word, values = {}) => data.words[word].replace(/\{(\w+)\}/g, (_, name) => String(values[name])),
    money: (amount, sign) => money(data, amount, sign),
    steps: (count, sign) => money(data, count * data.steps.money, sign),
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
