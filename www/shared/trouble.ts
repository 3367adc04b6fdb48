import type { components } from "./generated/api.ts";
import { problems, type ProblemCode } from "./generated/problems.ts";

export type Problem = components["schemas"]["Problem"];
export type NextStep = components["schemas"]["NextStep"];

/** What can go wrong in the browser alone, and what leads on. */
export const localNext = {
  network: "try_again",
  camera_refused: "scan_again",
  camera_absent: "counter",
  camera_busy: "scan_again",
  camera_lost: "scan_again",
  camera_in_app: "nothing",
  camera_not_delegated: "nothing",
  connection_insecure: "counter",
  browser_too_old: "counter",
  parts_missing: "scan_again",
  device_too_slow: "scan_again",
  scan_no_face: "scan_again",
  scan_several_faces: "scan_again",
  scan_not_still: "scan_again",
  scan_interrupted: "scan_again",
} as const satisfies Record<string, NextStep>;

export type LocalCode = keyof typeof localNext;

/** Why this device or this page cannot scan at all. */
export type DeviceTrouble = Extract<
  LocalCode,
  | "camera_absent"
  | "camera_in_app"
  | "camera_not_delegated"
  | "connection_insecure"
  | "browser_too_old"
>;

/** Something that keeps the person from going on: a problem that the edge told, or one of the browser. */
export type Trouble = { problem: Problem } | { code: LocalCode | ProblemCode };

export function codeOf(trouble: Trouble): LocalCode | ProblemCode {
  return "problem" in trouble ? trouble.problem.code : trouble.code;
}

export function isLocal(code: LocalCode | ProblemCode): code is LocalCode {
  return code in localNext;
}

/** What leads on: the edge may say something else than the catalogue. */
export function nextOf(trouble: Trouble): NextStep {
  if ("problem" in trouble) return trouble.problem.next;
  return isLocal(trouble.code) ? localNext[trouble.code] : problems[trouble.code].next;
}

/** Whether a body is a problem of the catalogue; proxies in between answer other things. */
export function isProblem(body: unknown): body is Problem {
  return (
    typeof body === "object" &&
    body !== null &&
    "code" in body &&
    typeof body.code === "string" &&
    body.code in problems
  );
}
