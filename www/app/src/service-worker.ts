/// <reference lib="webworker" />
import {
  answerOf,
  cacheName,
  isNamedByItsContent,
  outdated,
  type Build,
} from "./service-worker/answers.ts";
import type { ToServiceWorker } from "./service-worker/messages.ts";

declare const self: ServiceWorkerGlobalScope;

/** Put here by the build. */
declare const BUILD: Build;

const DOCUMENT = "/index.html";

self.addEventListener("install", (event) => event.waitUntil(install()));

self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("message", (event: ExtendableMessageEvent) => {
  const message = event.data as ToServiceWorker;
  if (message === "build") event.ports[0]?.postMessage(BUILD.id);
  if (message === "activate") event.waitUntil(self.skipWaiting());
});

self.addEventListener("fetch", (event) => {
  const answered = answerOf(event.request, BUILD, self.location.origin);
  if (answered === "file") event.respondWith(file(event));
  if (answered === "document") event.respondWith(page(event.request));
});

/** Keeps what every visit needs, and what an earlier build already had of the rest. */
async function install(): Promise<void> {
  const cache = await caches.open(cacheName(BUILD));
  await Promise.all(BUILD.early.map((path) => keep(cache, path)));
  await Promise.all(BUILD.later.map((path) => carryOver(cache, path)));
}

async function keep(cache: Cache, path: string): Promise<void> {
  if (isNamedByItsContent(path) && (await carryOver(cache, path))) return;
  const asked = new Request(path, {
    cache: isNamedByItsContent(path) ? "default" : "no-cache",
    credentials: "omit",
    redirect: "error",
  });
  const response = await fetch(asked);
  if (!response.ok) throw new Error("a file of the build did not arrive");
  if (path === DOCUMENT) await checkBuild(response.clone());
  await cache.put(path, response);
}

/** In the middle of a deployment the document may already, or still, be another build's. */
async function checkBuild(response: Response): Promise<void> {
  const text = await response.text();
  if (!text.includes(BUILD.id)) throw new Error("the document is of another build");
}

async function carryOver(cache: Cache, path: string): Promise<boolean> {
  const known = await caches.match(path, { ignoreVary: true });
  if (known) await cache.put(path, known);
  return known !== undefined;
}

async function activate(): Promise<void> {
  const names = outdated(await caches.keys(), BUILD);
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** From this build's cache, from an older one's, or from the network, and then kept. */
async function file(event: FetchEvent): Promise<Response> {
  const path = new URL(event.request.url).pathname;
  const cache = await caches.open(cacheName(BUILD));
  const options = { ignoreVary: true };
  const known = (await cache.match(path, options)) ?? (await caches.match(path, options));
  if (known) return known;
  const response = await fetch(event.request);
  // Where there is no room it is fetched again the next time.
  if (response.status === 200)
    event.waitUntil(cache.put(path, response.clone()).catch(() => undefined));
  return response;
}

/** The newest page there is; without a network the one of this build, which says so by itself. */
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    const cache = await caches.open(cacheName(BUILD));
    return (await cache.match(DOCUMENT, { ignoreVary: true })) ?? Response.error();
  }
}
