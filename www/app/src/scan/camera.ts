import type { LocalCode } from "../../../shared/trouble.ts";
import { errorName } from "./error-name.ts";

/** The camera cannot be used, and why, in the page's own codes. */
export class CameraError extends Error {
  readonly code: LocalCode;

  constructor(code: LocalCode) {
    super(code);
    this.code = code;
  }
}

/** The camera that the person changed to, as long as the page lives. */
let chosen: string | undefined;

/** Opens the camera at the person's side, or the one they changed to; never the microphone. */
export async function openCamera(): Promise<MediaStream> {
  // The type promises it; browsers inside other applications, and pages without TLS, lack it.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices?.getUserMedia) throw new CameraError(withoutCamera(navigator.userAgent));
  try {
    const stream = await openOne(devices);
    if (!isInfrared(trackOf(stream)?.label ?? "")) return stream;
    const [other] = await camerasOf(devices);
    if (!other) return stream;
    // Many devices open one camera at a time.
    closeCamera(stream);
    return await open(devices, { deviceId: { exact: other.deviceId } });
  } catch (error) {
    const code = cameraCode(errorName(error));
    const other = code === "camera_refused" ? undefined : await openAnother(devices);
    if (other) return other;
    throw new CameraError(code);
  }
}

/** One camera does not open; another may, one after the other. */
async function openAnother(devices: MediaDevices): Promise<MediaStream | undefined> {
  for (const { deviceId } of await camerasOf(devices)) {
    // Before the person has allowed a camera, none of them has a name.
    if (deviceId === "") continue;
    const stream = await open(devices, { deviceId: { exact: deviceId } }).catch(() => undefined);
    if (!stream) continue;
    chosen = deviceId;
    return stream;
  }
  return undefined;
}

async function openOne(devices: MediaDevices): Promise<MediaStream> {
  if (chosen === undefined) return open(devices, { facingMode: "user" });
  try {
    return await open(devices, { deviceId: { exact: chosen } });
  } catch {
    // It was pulled out meanwhile.
    chosen = undefined;
    return open(devices, { facingMode: "user" });
  }
}

function open(devices: MediaDevices, which: MediaTrackConstraints): Promise<MediaStream> {
  const video = { ...which, width: { ideal: 640 }, height: { ideal: 480 } };
  return devices.getUserMedia({ audio: false, video });
}

/** What changes to another camera than the open one, where there is another: the next time one is opened. */
export async function nextCamera(stream: MediaStream): Promise<(() => void) | undefined> {
  const all = await camerasOf(navigator.mediaDevices);
  const id = trackOf(stream)?.getSettings().deviceId;
  const place = all.findIndex(({ deviceId }) => deviceId === id);
  const next = all[(place + 1) % all.length];
  return next && next.deviceId !== id ? () => (chosen = next.deviceId) : undefined;
}

/** The cameras that see what people see; none where the browser does not tell. */
async function camerasOf(devices: MediaDevices): Promise<MediaDeviceInfo[]> {
  const all = await devices.enumerateDevices().catch(() => []);
  return all.filter(({ kind, label }) => kind === "videoinput" && !isInfrared(label));
}

/** Whether a camera of this name sees infrared light or distances: no colours, and often nothing without its own lamp. */
export function isInfrared(label: string): boolean {
  return /\b(ir|infrared|infra-red|depth|tof)\b|windows hello|红外|深度/i.test(label);
}

/** People know themselves mirrored; what a camera on the back sees is no mirror. */
export function isMirrored(stream: MediaStream): boolean {
  return trackOf(stream)?.getSettings().facingMode !== "environment";
}

function trackOf(stream: MediaStream): MediaStreamTrack | undefined {
  return stream.getVideoTracks()[0];
}

export function closeCamera(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** From the browser's name for what went wrong to ours. */
export function cameraCode(name: string): LocalCode {
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return "camera_refused";
    case "NotFoundError":
    case "OverconstrainedError":
      return "camera_absent";
    default:
      return "camera_busy";
  }
}

/** A browser without cameras: most often one inside another application. */
export function withoutCamera(userAgent: string): LocalCode {
  const inApp = /MicroMessenger|QQ\/|AlipayClient|DingTalk|Weibo|; wv\)|FBAN|FBAV/;
  return inApp.test(userAgent) ? "camera_in_app" : "browser_too_old";
}
