const KEY = "layout";

/** 长辈版: larger text and targets. */
export let isElder = chosen();

/** Says that text and targets have another size: see `View`. */
export const sizeSwitched = new EventTarget();

export function switchElder(): void {
  isElder = !isElder;
  wear();
  try {
    localStorage.setItem(KEY, isElder ? "elder" : "standard");
  } catch {
    // Where nothing may be kept it lasts as long as the page.
  }
  sizeSwitched.dispatchEvent(new Event("switched"));
}

/** Puts the size on the document. */
export function wear(): void {
  document.documentElement.classList.toggle("elder", isElder);
}

function chosen(): boolean {
  try {
    return localStorage.getItem(KEY) === "elder";
  } catch {
    return false;
  }
}
