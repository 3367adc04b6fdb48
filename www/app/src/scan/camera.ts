import type { LocalCode } from "../../../shared/trouble.ts";

/** The camera cannot be used, and why, in the page's own codes. */
export class CameraError extends Error {
  readonly code: LocalCode;

  constructor(code: LocalCode) {
    super(code);
    this.code = code;
  }
}

/** Opens the camera at the person's side; never the microphone. */
export async function openCamera(): Promise<MediaStream> {
  // The type promises it; browsers inside other applications, and pages without TLS, lack it.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices?.getUserMedia) throw new CameraError(withoutCamera(navigator.userAgent));
  const video = { facingMode: "user", width: { ideal: 640 }, height: { ideal: 480 } };
  try {
    return await devices.getUserMedia({ audio: false, video });
  } catch (error) {
    throw new CameraError(cameraCode(error instanceof DOMException ? error.name : ""));
  }
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
