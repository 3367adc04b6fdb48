/** What of a request decides how it is answered. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly mode: string;
  readonly headers: { has(name: string): boolean };
}

/** The build whose files are served. */
export interface Build {
  /** Differs whenever any of its files does. */
  id: string;
  /** The paths that every visit needs, kept from the start. */
  early: string[];
  /** The paths that are kept once they were asked for: above all the scan, which nobody loads before consenting. */
  later: string[];
}

export type Answered = "file" | "document" | "network";

/** How a request is answered; whatever is not certainly public goes to the network as if there were no worker. */
export function answerOf(asked: Asked, build: Build, origin: string): Answered {
  if (isCacheable(asked, build, origin)) return "file";
  const url = new URL(asked.url);
  const isPage = asked.method === "GET" && asked.mode === "navigate" && url.origin === origin;
  return isPage && !isInterface(url.pathname) ? "document" : "network";
}

/** Only a file of the build, asked for by its bare name: nothing that an answer to a person could be. */
export function isCacheable(asked: Asked, build: Build, origin: string): boolean {
  const { origin: from, pathname, search } = new URL(asked.url);
  if (asked.method !== "GET" || asked.mode === "navigate" || from !== origin) return false;
  if (search !== "" || isInterface(pathname)) return false;
  if (["authorization", "range"].some((name) => asked.headers.has(name))) return false;
  return build.early.includes(pathname) || build.later.includes(pathname);
}

/** Answers to a person, and what is served to pages of other origins under headers of its own. */
const OF_THE_EDGE = ["/v1/", "/.well-known/", "/oauth/", "/frame/", "/widget/"];

/** What the edge answers itself rather than from a file. */
function isInterface(pathname: string): boolean {
  return OF_THE_EDGE.some((place) => pathname.startsWith(place));
}

/** Bundled assets, and models with a hash before their ending, never change under their name. */
export function isNamedByItsContent(path: string): boolean {
  return path.startsWith("/assets/") || /\.[0-9a-f]{16,}\./.test(path);
}

const PREFIX = "pages-";

export function cacheName(build: Build): string {
  return PREFIX + build.id;
}

/** The caches that can go, oldest first in `names`: pages that are still open may need the last one before this. */
export function outdated(names: string[], build: Build): string[] {
  const others = names.filter((name) => name.startsWith(PREFIX) && name !== cacheName(build));
  return others.slice(0, -1);
}
