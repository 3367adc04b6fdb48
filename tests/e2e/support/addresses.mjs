/** Pages that everybody sees. */
export const OPEN = [
  "/",
  "/notice",
  "/register",
  "/face",
  "/recover",
  "/activate",
  "/terms",
  "/privacy",
  "/problems",
  "/counter",
  "/check",
  "/photo",
];

/** Pages of an account. */
export const SIGNED_IN = [
  "/account",
  "/account/password",
  "/account/sessions",
  "/account/business",
  "/account/records",
  "/account/close",
  "/account/mobile",
  "/account/mobile/new",
  "/level",
  "/result",
];
