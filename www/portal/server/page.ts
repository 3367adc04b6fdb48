import type { Context } from "hono";
import type { Env } from "./env.ts";

const TYPES: Record<string, string> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

/** A file of the pages, or their one document. */
export async function page(context: Context<{ Bindings: Env }>): Promise<Response> {
  const { pathname } = new URL(context.req.url);
  const isFile = /^\/(assets\/)?[\w-]+(\.[\w-]+)*\.(css|js|svg)$/.test(pathname);
  if (pathname.startsWith("/api/")) return context.json({ code: "not_found" }, 404);
  const path = isFile ? pathname : "/index.html";
  const found = await context.env.PAGES.fetch(`${context.env.PORTAL_ORIGIN}${path}`);
  if (!found.ok) return context.text("404", 404);
  const ending = path.split(".").pop() ?? "";
  const isKept = pathname.startsWith("/assets/");
  return new Response(found.body, {
    headers: {
      "content-type": TYPES[ending] ?? "application/octet-stream",
      "cache-control": isKept ? "public, max-age=31536000, immutable" : "no-cache",
    },
  });
}
