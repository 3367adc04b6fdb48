import { language } from "../language.ts";
import { isSpoken } from "./stated.ts";

/** How the device vibrates, in milliseconds on and off: each movement feels different. */
export const patterns: Readonly<Record<string, readonly number[]>> = {
  turn_left: [80],
  turn_right: [80, 80, 80],
  open_mouth: [240],
  blink: [40, 60, 40, 60, 40],
  nod: [160, 80, 80],
  returning: [30],
  done: [200, 100, 200],
  failed: [400],
};

/** How long advice that stays the same is not said again. */
const AGAIN_MS = 4_000;

/** Says prompts aloud, one at a time. */
export class Voice {
  #last: { text: string; atMs: number } | undefined;

  /** What is `urgent` interrupts what is being said; advice waits, and is said again while it stands. */
  say(text: string, urgent: boolean, nowMs: number): void {
    if (!isSpoken.value || !text || !canSpeak()) return;
    const isSame = this.#last?.text === text;
    if (isSame && (urgent || nowMs - (this.#last?.atMs ?? 0) < AGAIN_MS)) return;
    if (urgent) speechSynthesis.cancel();
    else if (speechSynthesis.speaking) return;
    this.#last = { text, atMs: nowMs };
    speak(text);
  }

  /** Whoever leaves the scan hears no more of it. */
  stop(): void {
    this.#last = undefined;
    if (canSpeak()) speechSynthesis.cancel();
  }
}

export function canSpeak(): boolean {
  return "speechSynthesis" in window && "SpeechSynthesisUtterance" in window;
}

/** Whether the page is heard, so that a screen reader need not say the same: many devices have no voice of the language. */
export function isHeard(): boolean {
  const speaks = ({ lang }: SpeechSynthesisVoice): boolean =>
    lang.toLowerCase().startsWith(language.value);
  return isSpoken.value && canSpeak() && speechSynthesis.getVoices().some(speaks);
}

/** Turns speech on or off; the words that confirm it are the gesture that browsers want before a page may speak. */
export function setSpoken(on: boolean, confirmation: string): void {
  isSpoken.value = on;
  if (!canSpeak()) return;
  speechSynthesis.cancel();
  if (on) speak(confirmation);
}

export function vibrate(pattern: readonly number[] | undefined): void {
  if (pattern && "vibrate" in navigator) navigator.vibrate([...pattern]);
}

function speak(text: string): void {
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = language.value === "zh" ? "zh-CN" : "en";
  speechSynthesis.speak(utterance);
}
