import { defineConfig } from "vite";
import { firstPaint } from "./vite/first-paint.ts";
import { serviceWorker } from "./vite/service-worker.ts";

export default defineConfig({
  plugins: [firstPaint(), serviceWorker()],
  build: {
    target: "es2022",
    rolldownOptions: { input: ["index.html", "frame.html"] },
    // The content policy allows no data: addresses, and no inline code.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 200,
  },
  worker: { format: "es" },
});
