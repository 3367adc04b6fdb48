/** Which kind of error it was, no more: what went wrong may name a person. */
export function log(path: string, error: unknown): void {
  const kind = error instanceof Error ? error.name : "unknown";
  // eslint-disable-next-line no-console -- it is the worker's log
  console.error(JSON.stringify({ path, error: kind }));
}
