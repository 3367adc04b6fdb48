import { Cell } from "./changes.ts";
import { go } from "./router.ts";

/** What somebody came for who has to sign in, register or scan first: they go on there afterwards. */
const PLACES = ["/authorize", "/device", "/invitation"] as const;
export type OnwardPlace = (typeof PLACES)[number];

const KEY = "onward";

/** Where to go on; it outlives a reload, and the tab does not outlive it. */
const onward = new Cell<string | undefined>(kept());

function kept(): string | undefined {
  try {
    const href = sessionStorage.getItem(KEY) ?? undefined;
    return href && placeOf(href) ? href : undefined;
  } catch {
    return undefined;
  }
}

function placeOf(href: string): OnwardPlace | undefined {
  const path = href.split("#")[0];
  return PLACES.find((place) => place === path);
}

/** What the person came for, if they came for something. */
export function onwardPlace(): OnwardPlace | undefined {
  return onward.value === undefined ? undefined : placeOf(onward.value);
}

/** Where to go once the person has done what was asked of them. */
export function after(otherwise: string): string {
  return onward.value ?? otherwise;
}

export function goOn(otherwise: string): void {
  go(after(otherwise), { replace: true });
}

/** Remembers where the person is, to come back to it. */
export function comeBackTo(place: OnwardPlace, secret: string): void {
  set(`${place}#${secret}`);
}

export function forgetOnward(): void {
  set(undefined);
}

/** What stands behind `#` is what these pages are about: another one, in the same window, is another page. */
export function startOnward(): void {
  window.addEventListener("hashchange", ({ oldURL, newURL }) => {
    const [before, now] = [new URL(oldURL).pathname, new URL(newURL).pathname];
    if (before === now && placeOf(now)) location.reload();
  });
}

function set(href: string | undefined): void {
  if (onward.value === href) return;
  onward.value = href;
  try {
    if (href) sessionStorage.setItem(KEY, href);
    else sessionStorage.removeItem(KEY);
  } catch {
    // It lasts for as long as the page is not reloaded then.
  }
}
