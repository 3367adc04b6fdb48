import { base64url } from "jose";
import type { Env } from "./env.ts";

const NONCE_BYTES = 12;

/** `value` as text that only this portal can read (AES-256-GCM). */
export async function seal(env: Env, value: unknown): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, await key(env), plain);
  return `${base64url.encode(nonce)}.${base64url.encode(new Uint8Array(sealed))}`;
}

/** What was sealed here; nothing where the text is anything else. */
export async function open<T>(env: Env, text: string | undefined): Promise<T | undefined> {
  const [nonce, sealed] = text?.split(".").map(decoded) ?? [];
  if (!nonce || !sealed) return undefined;
  try {
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: nonce },
      await key(env),
      sealed,
    );
    return JSON.parse(new TextDecoder().decode(plain)) as T;
  } catch {
    return undefined;
  }
}

function key(env: Env): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", decoded(env.PORTAL_DATA_KEY), "AES-GCM", false, [
    "encrypt",
    "decrypt",
  ]);
}

const decoded = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(base64url.decode(text));
