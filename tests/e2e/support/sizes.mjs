/**
 * Run in the page: what can be touched and is less than `target` pixels high or wide, the size of the smallest text
 * and the least height of a line. The label around a box to tick is touched with it.
 */
export function sizes(target) {
  const touched = [...document.querySelectorAll("a, button, select, input")]
    .filter((element) => element.checkVisibility() && !element.matches(".skip-link"))
    .map(
      (element) =>
        (element.matches("[type=checkbox], [type=radio]") && element.closest("label")) || element,
    );
  // A layout may round half a pixel away.
  const isSmall = ({ width, height }) => width < target - 0.5 || height < target - 0.5;
  const small = touched
    .filter((element) => isSmall(element.getBoundingClientRect()))
    .map((element) => `${element.localName}.${element.className} ${element.textContent.trim()}`);
  const written = [...document.querySelectorAll("body *")].filter(
    (element) =>
      element.checkVisibility() &&
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()),
  );
  const styles = written.map((element) => getComputedStyle(element));
  const font = Math.min(...styles.map(({ fontSize }) => parseFloat(fontSize)));
  const leading = Math.min(
    ...styles.map(({ lineHeight, fontSize }) => parseFloat(lineHeight) / parseFloat(fontSize)),
  );
  return { small, font, leading };
}
