const READ_WITHIN_MS = 10_000;

/** Hands a value to the browser as a JSON file, indented so that people can read it. */
export function downloadJson(name: string, value: unknown): void {
  const file = new Blob([JSON.stringify(value, null, 2)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Safari reads the file a while after the click; after that nothing of the person stays in memory.
  setTimeout(() => URL.revokeObjectURL(link.href), READ_WITHIN_MS);
}
