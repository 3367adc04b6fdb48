import { base64url } from "jose";
import type { Context } from "hono";
import type { Env } from "./env.ts";

/** What stands in the portal's rows in place of `value`: a keyed hash, from which nobody gets it back. */
export async function named(env: Env, kind: string, value: string): Promise<string> {
  const key = await crypto.subtle.importKey(
    "raw",
    new Uint8Array(base64url.decode(env.PORTAL_DATA_KEY)),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const text = new TextEncoder().encode(`${kind}:${value}`);
  return base64url.encode(new Uint8Array(await crypto.subtle.sign("HMAC", key, text)));
}

/** Whose attempts are counted together, as a row's name: those from one address, of IPv6 the first 64 bits. */
export function sender(context: Context<{ Bindings: Env }>, kind: string): Promise<string> {
  return named(context.env, kind, network(address(context)));
}

/** The other end of the connection, or what the proxy in front wrote into the header that the deployment names. */
function address(context: Context<{ Bindings: Env }>): string {
  const header = context.env.PORTAL_ADDRESS_HEADER;
  const { cf } = context.req.raw as Request & { cf?: { clientIp?: string } };
  return (header ? context.req.header(header) : cf?.clientIp) ?? "";
}

/** `address:port`, `[address]:port` or an address alone, cut down to its network. */
function network(text: string): string {
  const [, bracketed] = /^\[([^\]]*)\]/.exec(text) ?? [];
  const host = bracketed ?? (text.split(":").length === 2 ? (text.split(":")[0] ?? "") : text);
  if (!host.includes(":") || !URL.canParse(`http://[${host}]`)) return host;
  const [before = "", after = ""] = new URL(`http://[${host}]`).hostname.slice(1, -1).split("::");
  const parts = (half: string): string[] => half.split(":").filter((part) => part !== "");
  const missing = 8 - parts(before).length - parts(after).length;
  const all = [...parts(before), ...Array<string>(missing).fill("0"), ...parts(after)];
  return all.slice(0, 4).join(":");
}
