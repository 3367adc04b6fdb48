// Each is run in the page, and says what of it does not fit, or is drawn otherwise than its own styles say.

function wide() {
  const { scrollWidth } = document.documentElement;
  return scrollWidth > window.innerWidth ? [`it is ${scrollWidth} pixels wide`] : [];
}

function lists() {
  const found = [];
  const pen = document.createElement("canvas").getContext("2d");
  for (const list of document.querySelectorAll("select")) {
    const style = getComputedStyle(list);
    if (style.appearance !== "none") found.push(`the system draws the list ${list.id}`);
    pen.font = `${style.fontSize} ${style.fontFamily}`;
    const longest = Math.max(...[...list.options].map(({ text }) => pen.measureText(text).width));
    const room = list.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if (list.checkVisibility() && longest > room + 1)
      found.push(`the list ${list.id} has ${room} pixels for ${longest}`);
  }
  return found;
}

/** Lines of Chinese that end early, though more would fit: what must not begin a line takes one or two signs along. */
function lines() {
  const MISSING = 3;
  const linesOf = (text) => {
    const range = document.createRange();
    const found = [];
    for (let at = 0; at < text.length; at += 1) {
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      const { right, top, width } = range.getBoundingClientRect();
      const line = found.at(-1);
      if (line && Math.abs(line.top - top) < 4) line.right = Math.max(line.right, right);
      else if (width > 0) found.push({ top, right });
    }
    return found;
  };
  const found = [];
  for (const element of document.querySelectorAll("p, li, dd")) {
    const isText = ({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim();
    const texts = [...element.childNodes].filter(isText);
    const isPlain = element.childElementCount === 0 && texts.length === 1;
    if (!isPlain || !element.checkVisibility() || /\w{3}/.test(texts[0].data)) continue;
    const { paddingRight, fontSize } = getComputedStyle(element);
    const end = element.getBoundingClientRect().right - parseFloat(paddingRight);
    for (const { right } of linesOf(texts[0]).slice(0, -1)) {
      const missing = (end - right) / parseFloat(fontSize);
      if (missing > MISSING)
        found.push(`a line ends ${missing.toFixed(1)} signs early: ${texts[0].data.trim()}`);
    }
  }
  return found;
}

/** Lines of the header; what English needs more is its own matter. */
function header() {
  const rows = new Set();
  for (const control of document.querySelectorAll("header a, header button")) {
    const { top, height } = control.getBoundingClientRect();
    rows.add(Math.round((top + height / 2) / 10));
  }
  const most = window.innerWidth < 390 || document.documentElement.lang === "en" ? 3 : 2;
  return rows.size > most ? [`the header has ${rows.size} lines`] : [];
}

export const layoutChecks = [wide, lists, lines, header];
