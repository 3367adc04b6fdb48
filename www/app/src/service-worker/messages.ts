/** What a page says to a service worker: "which build are you?", answered over the port sent along; "take over". */
export type ToServiceWorker = "build" | "activate";
