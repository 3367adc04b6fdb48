/** Choices that stay in the browser: language, size of text and colours, nothing about the person. */
export type Choice = "language" | "text-size" | "colours";

/** What was kept; nothing where the browser keeps nothing, as in some private windows. */
export function kept(choice: Choice): string | null {
  try {
    return localStorage.getItem(choice);
  } catch {
    return null;
  }
}

export function keep(choice: Choice, value: string): void {
  try {
    localStorage.setItem(choice, value);
  } catch {
    // It lasts for this visit then.
  }
}
