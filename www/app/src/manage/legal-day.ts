import type { Language } from "../language.ts";

/** China has had one time and no summer time since 1991. */
const AHEAD_OF_UTC_MS = 8 * 3600 * 1000;

const DAY_MS = 24 * 3600 * 1000;

/** The day in Asia/Shanghai at this instant, `YYYY-MM-DD`, whatever zone the device is set to. */
export function legalDay(now: number): string {
  return new Date(now + AHEAD_OF_UTC_MS).toISOString().slice(0, 10);
}

/** Whether the calendar has this day: browsers take 30 February for 2 March. */
export function isDay(day: string): boolean {
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day);
}

/** A day as people write it. */
export function dayWords(day: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    dateStyle: "long",
    timeZone: "UTC",
  });
  return isDay(day) ? format.format(new Date(`${day}T00:00:00Z`)) : day;
}

/** The years in which a last day may lie; `workingDays` is the deployment's limit, if there is one. */
export function lastDayYears(now: number, workingDays: number | undefined): [number, number] {
  // A week has five of them, and the longest holidays take less than another fortnight.
  const days = workingDays === undefined ? UNLIMITED_DAYS : 2 * workingDays + 14;
  return [yearOf(now), yearOf(now + days * DAY_MS)];
}

/** Where there is no limit: as far ahead as anybody plans a registration. */
const UNLIMITED_DAYS = 3 * 365;

function yearOf(now: number): number {
  return Number(legalDay(now).slice(0, 4));
}
