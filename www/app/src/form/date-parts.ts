/** A day as three parts, each empty until it is chosen. */
export interface DateParts {
  year: string;
  month: string;
  day: string;
}

/** The parts of `YYYY-MM-DD`, of which any may be missing; 长期 has none. */
export function partsOf(value: string): DateParts {
  if (!value.includes("-")) return { year: "", month: "", day: "" };
  const [year = "", month = "", day = ""] = value.split("-");
  return { year, month, day };
}

/** The day on the wire; empty as long as nothing is chosen. */
export function dateOf({ year, month, day }: DateParts): string {
  return year || month || day ? [year, month, day].join("-") : "";
}

/** Whether all three parts are chosen. */
export function isWhole(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value);
}

/** Years to choose from, newest first for the past, nearest first for the future. */
export function yearsFrom(first: number, last: number): string[] {
  const step = first <= last ? 1 : -1;
  return Array.from({ length: Math.abs(last - first) + 1 }, (_, index) =>
    String(first + step * index),
  );
}

export function twoDigits(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index + 1).padStart(2, "0"));
}
