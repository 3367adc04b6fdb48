// What the runtime sees of the edge: its entry point, and one class for each kind of durable object.
//
// All requests and objects of an isolate share one wasm instance. A trap leaves that instance
// undefined: every call in it fails, the next call starts a fresh instance, and each object is made
// anew from its storage.

import { DurableObject } from "cloudflare:workers";
import * as edge from "./index.js";

const state = edge.__worker_init_state();
const running = new Set();

addEventListener("error", (event) => note(event.error));

function note(error) {
  if (!(error instanceof WebAssembly.RuntimeError)) return;
  state.criticalError = true;
  for (const fail of running) fail(error);
}

async function guarded(call) {
  if (state.criticalError) {
    edge.__wbg_reset_state();
    state.criticalError = false;
  }
  const { promise: trapped, reject: fail } = Promise.withResolvers();
  running.add(fail);
  try {
    return await Promise.race([call(), trapped]);
  } catch (error) {
    note(error);
    throw error;
  } finally {
    running.delete(fail);
  }
}

function object(Inner) {
  return class extends DurableObject {
    #inner;
    #instance;

    #current() {
      if (this.#instance !== state.instanceId) {
        this.#inner = new Inner(this.ctx, this.env);
        this.#instance = state.instanceId;
      }
      return this.#inner;
    }

    fetch(request) {
      return guarded(() => this.#current().fetch(request));
    }

    alarm() {
      return guarded(() => this.#current().alarm());
    }
  };
}

export default {
  fetch: (request, env, context) => guarded(() => edge.fetch(request, env, context)),
};

export const Account = object(edge.Account);
export const Throttle = object(edge.Throttle);
export const Registry = object(edge.Registry);
export const Voucher = object(edge.Voucher);
export const Staff = object(edge.Staff);
export const Check = object(edge.Check);
export const Filing = object(edge.Filing);
export const Issuer = object(edge.Issuer);
export const DeviceGrant = object(edge.DeviceGrant);
