import { broken, type Broken } from "./broken.ts";

export const SHORTEST = 12;
export const LONGEST = 128;

/** How many code points a password has: what people count, and what the edge counts. */
export function passwordLength(password: string): number {
  return [...password].length;
}

/** What the page can tell of a new password; the list of common ones is at the edge. */
export function checkNewPassword(
  password: string,
  own: { number: string; mobile: string },
): Broken | undefined {
  const length = passwordLength(password);
  if (length === 0) return broken("empty");
  if (length < SHORTEST) return broken("too_short");
  if (length > LONGEST) return broken("too_long");
  if (contains(password, own.number) || contains(password, own.mobile)) return broken("personal");
  return undefined;
}

function contains(password: string, own: string): boolean {
  const digits = own.replace(/\s/g, "").toUpperCase();
  return digits.length >= 8 && password.toUpperCase().includes(digits);
}
