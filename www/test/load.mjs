import { build } from "esbuild";
import { join } from "node:path";

/** A module of the pages, bundled as a browser would load it; `path` is relative to `www/`. */
export async function load(path) {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "..", path)],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    // The address a module knows itself by; a bundle of bytes has none that others can be relative to.
    define: { "import.meta.url": '"https://edge.example/module.js"' },
    // Decorators are those of the pages' own configuration.
    tsconfig: join(import.meta.dirname, "../tsconfig.json"),
  });
  const [{ contents }] = outputFiles;
  return import(`data:text/javascript;base64,${Buffer.from(contents).toString("base64")}`);
}
