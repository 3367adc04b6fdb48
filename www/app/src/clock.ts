import { Cell } from "./changes.ts";

/** A device whose clock is further off than that is told so. */
const TOLERATED_MS = 5 * 60 * 1000;

/** How far the edge's clock is ahead of this device's, milliseconds; nothing until it is known. */
const ahead = new Cell(0);

/** The edge's time: rules that refuse or offer days go by it, whatever the device thinks. */
export const edgeNow = (): number => Date.now() + ahead.value;

/** Learns the edge's time from an answer that was asked for and came at these times of the device. */
export function learnTime(told: string, askedAt: number, cameAt: number): void {
  const edge = Date.parse(told);
  if (!Number.isNaN(edge)) ahead.value = edge - (askedAt + cameAt) / 2;
}

/** Whether this device's clock is wrong. */
export const isClockWrong = (): boolean => Math.abs(ahead.value) > TOLERATED_MS;
