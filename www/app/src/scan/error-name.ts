/** What an error calls itself: WebKit's for a camera that is not there is no `DOMException`. */
export function errorName(error: unknown): string {
  return typeof error === "object" && error !== null && "name" in error ? String(error.name) : "";
}
