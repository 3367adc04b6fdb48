import type { DeviceTrouble } from "../../../shared/trouble.ts";
import { withoutCamera } from "./camera.ts";

/** What a scan needs, as far as it can be known without asking the person for anything. */
export interface Surroundings {
  isSecure: boolean;
  userAgent: string;
  /** Whether the browser runs wasm, and pictures in a worker. */
  canCompute: boolean;
  /** Whether the page around this one lets it use the camera; unknown where the browser does not say. */
  isDelegated: boolean | undefined;
  /** The kinds of devices that there are; unknown where there is no way to ask. */
  devices: (() => Promise<string[]>) | undefined;
}

/** What keeps this device from scanning, so that nothing large is loaded in vain. */
export async function obstacle(here: Surroundings): Promise<DeviceTrouble | undefined> {
  if (!here.isSecure) return "connection_insecure";
  if (!here.canCompute) return "browser_too_old";
  if (!here.devices) return inApp(here.userAgent);
  if (here.isDelegated === false) return "camera_not_delegated";
  const kinds = await here.devices().catch(() => ["videoinput"]);
  return kinds.includes("videoinput") ? undefined : "camera_absent";
}

function inApp(userAgent: string): DeviceTrouble {
  return withoutCamera(userAgent) === "camera_in_app" ? "camera_in_app" : "browser_too_old";
}

interface Policy {
  allowsFeature(feature: string): boolean;
}

/** What this browser and this page are. */
export function surroundings(): Surroundings {
  const { featurePolicy } = document as { featurePolicy?: Policy };
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  return {
    isSecure: isSecureContext,
    userAgent: navigator.userAgent,
    canCompute: typeof WebAssembly === "object" && typeof OffscreenCanvas === "function",
    isDelegated: featurePolicy?.allowsFeature("camera"),
    devices: devices?.getUserMedia
      ? async () => (await devices.enumerateDevices()).map(({ kind }) => kind)
      : undefined,
  };
}
