import { Cell } from "../changes.ts";
import type { ToServiceWorker } from "../service-worker/messages.ts";

/** Whether a newer build than this page's is ready. */
export const updateReady = new Cell(false);

/** Whether the browser knows that it has no network. */
export const offline = new Cell(!navigator.onLine);

/** A page that stays open looks for a newer build this often, when it is looked at again. */
const EVERY_MS = 60 * 60 * 1000;

/** A newer build that is being fetched is waited for this long. */
const LONGEST_WAIT_MS = 10_000;

let registration: ServiceWorkerRegistration | undefined;

/** Installs the service worker once the page is there, where the browser has one: under https and on localhost. */
export function startUpdates(): void {
  addEventListener("online", () => (offline.value = false));
  addEventListener("offline", () => (offline.value = true));
  if (!import.meta.env.PROD || !isSecureContext || !("serviceWorker" in navigator)) return;
  // Without it the pages work as well, so that a refusal is nobody's trouble.
  addEventListener("load", () => void register().catch(() => undefined));
}

/** Lets the newer build take over and loads it: only ever at the person's own word. */
export function useUpdate(): void {
  const waiting = registration?.waiting;
  if (!waiting || !navigator.serviceWorker.controller) return location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {
    once: true,
  });
  tell(waiting, "activate");
}

/** Looks for the newest build first, for whoever is told that this one is not taken any more, and loads it. */
export async function upgrade(): Promise<void> {
  await registration?.update().catch(() => undefined);
  const installing = registration?.installing;
  if (installing) await settled(installing);
  useUpdate();
}

/** Waits until a worker is installed, or cannot be, or it takes too long: a page that is loaded anew asks the network. */
function settled(installing: ServiceWorker): Promise<unknown> {
  const settling = new Promise<void>((resolve) =>
    installing.addEventListener("statechange", () => resolve(), { once: true }),
  );
  return Promise.race([settling, new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT_MS))]);
}

async function register(): Promise<void> {
  registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  const found = registration;
  consider(found.waiting);
  found.addEventListener("updatefound", () => {
    const installing = found.installing;
    installing?.addEventListener("statechange", () => {
      if (installing.state === "installed") consider(installing);
    });
  });
  lookAgain(found);
}

function lookAgain(found: ServiceWorkerRegistration): void {
  let lookedAt = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" || Date.now() - lookedAt < EVERY_MS) return;
    lookedAt = Date.now();
    void found.update().catch(() => undefined);
  });
}

/** A worker that waits is told to take over if this page is already of its build, and else offered. */
function consider(waiting: ServiceWorker | null): void {
  // The first worker of all takes over by itself.
  if (!waiting || !navigator.serviceWorker.controller) return;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<string>) => {
    if (data === ownBuild()) tell(waiting, "activate");
    else updateReady.value = true;
  };
  tell(waiting, "build", [port2]);
}

function tell(worker: ServiceWorker, message: ToServiceWorker, ports: MessagePort[] = []): void {
  worker.postMessage(message, ports);
}

function ownBuild(): string | undefined {
  return document.querySelector<HTMLMetaElement>("meta[name=build]")?.content;
}
