import { defineConfig } from "vite";

export default defineConfig({
  build: {
    target: "es2022",
    // The content policy allows no data: addresses, and no inline code.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 200,
  },
  worker: { format: "es" },
});
