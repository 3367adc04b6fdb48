import { broken, type Broken } from "../form/broken.ts";
import { isWhole } from "../form/date-parts.ts";
import { isDay, legalDay } from "./legal-day.ts";

/** What the page can tell of 截止日期; how far ahead it may lie, the edge knows by its holidays. */
export function checkLastDay(day: string, now: number): Broken | undefined {
  if (day === "") return broken("empty");
  if (!isWhole(day)) return broken("format");
  if (!isDay(day)) return broken("calendar");
  return day < legalDay(now) ? broken("past") : undefined;
}
