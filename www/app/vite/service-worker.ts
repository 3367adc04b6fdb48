import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { build as bundle } from "esbuild";
import type { Plugin, Rollup } from "vite";
import type { Build } from "../src/service-worker/answers.ts";

const ENTRY = "src/service-worker.ts";
const DOCUMENT = "index.html";
/** The widget's frame is another document, which no service worker serves. */
const FRAME = "frame.html";
/** Where the document says which build it is of. */
const MARK = "</title>";

/** Emits `/sw.js`, which knows the files of the build, and names the build in the document. */
export function serviceWorker(): Plugin {
  let root = "";
  let publicFolder = "";
  return {
    name: "service-worker",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      ({ root, publicDir: publicFolder } = config);
    },
    generateBundle: {
      order: "post",
      async handler(_, files) {
        // The workers of the scan are built by themselves, without a document.
        const page = files[DOCUMENT];
        if (page?.type !== "asset") return;
        const build = buildOf(files, publicFolder);
        page.source = String(page.source).replace(
          MARK,
          `${MARK}\n    <meta name="build" content="${build.id}" />`,
        );
        const source = await bundled(join(root, ENTRY), build);
        this.emitFile({ type: "asset", fileName: "sw.js", source });
      },
    },
  };
}

function buildOf(files: Rollup.OutputBundle, publicFolder: string): Build {
  const loose = looseFiles(publicFolder);
  const pictures = loose.filter((path) => path.endsWith(".svg"));
  const models = loose.filter((path) => path.endsWith(".planes"));
  const first = new Set([DOCUMENT, ...ofEveryVisit(files), ...pictures]);
  const own = Object.keys(files).filter((path) => path !== FRAME);
  const rest = [...own, ...models].filter((path) => !first.has(path));
  const early = [...first].sort().map((path) => `/${path}`);
  const later = rest.sort().map((path) => `/${path}`);
  const hash = createHash("sha256").update(JSON.stringify([early, later]));
  hash.update(String((files[DOCUMENT] as Rollup.OutputAsset).source));
  for (const path of pictures) hash.update(readFileSync(join(publicFolder, path)));
  return { id: hash.digest("hex").slice(0, 16), early, later };
}

/** What is kept once somebody wanted it: the scan, which nobody loads before consenting, the counter, another language. */
const WHEN_WANTED =
  /\/src\/(scan\/|staff\/|counter\/|portal\/|check\/|embedded\/|photo\/|pages\/(scan|photo|staff|counter|check|authorize|device|invitation|portals)-page)|\/locales\/(en|staff|portal|embedded|photo)\./;

/** The code of every page but those, with the styles and rules it needs, and without what pages load when it is wanted. */
function ofEveryVisit(files: Rollup.OutputBundle): string[] {
  const chunks = Object.values(files)
    .filter((file) => file.type === "chunk")
    .filter(({ moduleIds }) => !moduleIds.some((module) => WHEN_WANTED.test(module)));
  const chunk = (name: string) => chunks.find(({ fileName }) => fileName === name);
  const withImports = (names: string[], seen = new Set<string>()): Set<string> => {
    for (const name of names) {
      const found = chunk(name);
      if (!found || seen.has(name)) continue;
      seen.add(name);
      withImports(found.imports, seen);
    }
    return seen;
  };
  const entries = chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName);
  const frame = withImports(entries);
  const pages = withImports([...frame].flatMap((name) => chunk(name)?.dynamicImports ?? []));
  const code = [...new Set([...frame, ...pages])];
  const beside = code.flatMap((name) => {
    const { importedCss, importedAssets } = chunk(name)?.viteMetadata ?? {};
    return [...(importedCss ?? []), ...(importedAssets ?? [])];
  });
  return [...code, ...beside];
}

/** Files that are copied as they are. */
function looseFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) =>
    path.replaceAll(sep, "/"),
  );
}

async function bundled(entry: string, build: Build): Promise<string> {
  const { outputFiles } = await bundle({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
    define: { BUILD: JSON.stringify(build) },
  });
  return outputFiles[0]?.text ?? "";
}
