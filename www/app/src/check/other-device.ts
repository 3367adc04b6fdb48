import type { ProblemCode } from "../../../shared/generated/problems.ts";
import type { LocalCode } from "../../../shared/trouble.ts";

/** Troubles that another device is likely not to have. */
const OF_THIS_DEVICE = new Set<LocalCode | ProblemCode>([
  "camera_refused",
  "camera_absent",
  "camera_busy",
  "camera_lost",
  "camera_in_app",
  "camera_not_delegated",
  "connection_insecure",
  "browser_too_old",
  "parts_missing",
  "device_too_slow",
  "poor_quality",
  "scan_interrupted",
  "scan_not_still",
]);

/** Whether going on with a phone is worth a button. */
export function anotherDeviceHelps(code: LocalCode | ProblemCode): boolean {
  return OF_THIS_DEVICE.has(code);
}
