/** What the first page is told in its address: how a sign-in ended. */
const OUTCOME = "sign-in";

/** Where whoever signs in again, in a tab of its own, is sent back to the first. */
export const AGAIN = `/?${OUTCOME}=again`;

/** How the sign-in ended that led here. */
export const outcome = (): string | null => new URLSearchParams(location.search).get(OUTCOME);

/** Where the person is, without what was told there. */
export function here(): string {
  const address = new URL(location.href);
  address.searchParams.delete(OUTCOME);
  return address.pathname + address.search;
}

/** Signs in and leads on to `to`. */
export const signInAddress = (to: string): string => `/sign-in?to=${encodeURIComponent(to)}`;
