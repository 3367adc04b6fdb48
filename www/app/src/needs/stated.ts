import type { components } from "../../../shared/generated/api.ts";
import { Cell } from "../changes.ts";

/** What somebody cannot do before the camera, as the authority knows it. */
export const inabilities = ["eyes", "mouth", "head"] as const;
export type Inability = (typeof inabilities)[number];

/** What a scan takes into account. Of whoever cannot see the prompts only the need for more time leaves this device. */
export interface Needs {
  sight: boolean;
  without: readonly Inability[];
  moreTime: boolean;
}

const NONE: Needs = { sight: false, without: [], moreTime: false };

/** What was said in this visit; it is kept nowhere else, and forgotten with the person. */
export const needs = new Cell<Needs>(NONE);

/** Whether prompts are spoken; it begins with whoever cannot see them. */
export const isSpoken = new Cell(false);

/** What goes into the next challenge; nothing for whoever said nothing. Whoever said anything is given more time. */
export function statedNeeds(): components["schemas"]["NeedsStated"] | undefined {
  const { sight, without, moreTime } = needs.value;
  if (without.length === 0 && !moreTime && !sight) return undefined;
  return { without: [...without], more_time: true };
}

/** Whether more time may help after this trouble: a movement that was not seen in time may only have needed longer. */
export function moreTimeHelps(code: string): boolean {
  return code === "action_not_seen" && !statedNeeds()?.more_time;
}

/** Whether two kinds of movement are left that could be asked for; turning and nodding are two by themselves. */
export function isEnoughLeft({ without }: Needs): boolean {
  return !without.includes("head") || without.length === 1;
}

export function forgetNeeds(): void {
  needs.value = NONE;
  isSpoken.value = false;
}
