import type { ReactiveController, ReactiveControllerHost } from "lit";
import * as client from "../../../shared/client.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import { seen } from "../errand.ts";
import { language } from "../language.ts";
import { deployment, loadDeployment } from "../state.ts";
import { broken, type Broken } from "./broken.ts";
import type { Given } from "./identity-checks.ts";

/** A countdown is shown for a wait of so many seconds at most; a longer one is told in words. */
const LONGEST_COUNTDOWN = 120;

/** How a code is asked for, and what for. */
export interface CodeWay {
  /** Names the codes that belong together: a code that was sent on one page serves on no other. */
  key: string;
  /** Whether the deployment asks for one. */
  isWanted: () => boolean;
  send: (mobile: string, language: string) => Promise<client.Answer<client.MobileCodeSent>>;
}

/** A code to a number that is typed, to show that it is the person's own. */
export const confirmingMobile = (purpose: "register" | "change_mobile"): CodeWay => ({
  key: purpose,
  isWanted: () => deployment.value?.message_codes === true,
  send: (mobile, language) => client.sendMobileCode({ mobile, purpose, language }, seen.value),
});

/** A code to the number on file, beside a face that agreed: `ticket` is the scan's. */
export const confirmingFace = (ticket: string): CodeWay => ({
  key: ticket,
  isWanted: () => true,
  send: (_, language) => client.sendConfirmationCode(ticket, language),
});

/** A code to the number on file, beside a password. */
export const confirmingPassword = (
  isWanted: () => boolean,
  typed: () => { number: string; password: string },
): CodeWay => ({
  key: "sign_in",
  isWanted,
  send: (_, language) => client.sendSignInCode({ ...typed(), language }),
});

/** A code that is on its way. */
interface Sent {
  mobile: string;
  masked: string;
  ticket: string;
  expiresAt: number;
}

/** Kept while the person reads another page, as what was typed is. */
const sent = new Map<string, Sent>();
const againAt = new Map<string, number>();

/** A code by message: asking for it, the wait until it may be asked for again, and the ticket it belongs to. */
export class MobileCode implements ReactiveController {
  busy = false;
  trouble: Trouble | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #way: CodeWay;
  readonly #given: Given;
  #ticking: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, way: CodeWay, given: Given) {
    this.#host = host;
    this.#way = way;
    this.#given = given;
    host.addController(this);
  }

  hostConnected(): void {
    this.#tick();
  }

  hostDisconnected(): void {
    clearInterval(this.#ticking);
  }

  /** Whether the deployment confirms mobile numbers. */
  get isWanted(): boolean {
    return this.#way.isWanted();
  }

  /** Where the last code went, its middle hidden. */
  get sentTo(): string | undefined {
    return sent.get(this.#way.key)?.masked;
  }

  /** Seconds until another code may be asked for. */
  get left(): number {
    const until = againAt.get(this.#way.key) ?? 0;
    return Math.max(0, Math.ceil((until - this.#given.now()) / 1000));
  }

  /** Has a code sent, and tells whether it is on its way. */
  async ask(typed: string): Promise<boolean> {
    if (this.busy || this.left > 0) return false;
    const { mobile, masked } = this.#read(typed);
    this.#show(true, undefined);
    const answer = await this.#way.send(mobile, language.value);
    if (!answer.ok) {
      this.#wait(retryAfter(answer.trouble));
      this.#show(false, answer.trouble);
      return false;
    }
    const { ticket, expires_at, again_after_seconds } = answer.value;
    sent.set(this.#way.key, { mobile, masked, ticket, expiresAt: Date.parse(expires_at) });
    this.#wait(again_after_seconds);
    this.#show(false, undefined);
    return true;
  }

  /** What is wrong with the code that was typed for this number. */
  check(code: string, mobile: string): Broken | undefined {
    if (!this.isWanted) return undefined;
    const last = sent.get(this.#way.key);
    if (!last) return broken("missing");
    if (last.mobile !== this.#read(mobile).mobile) return broken("foreign");
    if (code.trim() === "") return broken("empty");
    const rules = this.#given.rules();
    if (rules && !/^\d{6}$/.test(rules.typedCode(code))) return broken("format");
    return this.#given.now() < last.expiresAt ? undefined : broken("expired");
  }

  /** What goes with a request: the code and its ticket. */
  request(code: string): { mobile_code?: client.MobileCode } {
    const last = sent.get(this.#way.key);
    if (!this.isWanted || !last) return {};
    return { mobile_code: { ticket: last.ticket, code } };
  }

  /** Takes the edge's word: it may ask for codes since the page was opened. */
  async refused(fields: { field: string }[]): Promise<void> {
    const isAsked = fields.some(({ field }) => field === "mobile_code");
    if (isAsked && !this.isWanted) await loadDeployment();
  }

  /** It has served. */
  forget(): void {
    sent.delete(this.#way.key);
  }

  #read(typed: string): { mobile: string; masked: string } {
    try {
      const read = this.#given.rules()?.parseMobile(typed);
      if (read) return { mobile: read.value, masked: read.masked };
    } catch {
      // It is told where it was typed.
    }
    return { mobile: typed, masked: typed };
  }

  #show(busy: boolean, trouble: Trouble | undefined): void {
    this.busy = busy;
    this.trouble = trouble;
    this.#host.requestUpdate();
  }

  #wait(seconds: number): void {
    if (seconds > LONGEST_COUNTDOWN) return;
    againAt.set(this.#way.key, this.#given.now() + seconds * 1000);
    this.#tick();
  }

  #tick(): void {
    clearInterval(this.#ticking);
    if (this.left === 0) return;
    this.#ticking = setInterval(() => {
      if (this.left === 0) clearInterval(this.#ticking);
      this.#host.requestUpdate();
    }, 1000);
  }
}

function retryAfter(trouble: Trouble): number {
  return "problem" in trouble ? (trouble.problem.retry_after_seconds ?? 0) : 0;
}
