import init, * as identity from "./generated/identity/identity.js";
import wasm from "./generated/identity/identity_bg.wasm?url";

export type { NumberRead, RuleError, ValidityRead } from "./generated/identity/identity.js";

/** The rules of identity numbers, names, mobile numbers and cards, once loaded. */
export type Rules = typeof identity;

let loading: Promise<Rules> | undefined;

/** Loads the rules once; a failure may be tried again. Without them a form still works: the edge checks. */
export function loadRules(): Promise<Rules> {
  loading ??= init({ module_or_path: wasm })
    .then(() => identity)
    .catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
  return loading;
}
