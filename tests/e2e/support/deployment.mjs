import { createServer } from "node:http";

/** The name that the second build bears. */
export const NEXT = "0123456789abcdef";

/**
 * The pages of `edge` at an address of their own. Once `update()` was called they are of another build: worker and
 * document bear its name.
 */
export async function startDeployment(edge) {
  let isUpdated = false;
  const server = createServer(async ({ url }, outgoing) => {
    const answer = await fetch(edge + url);
    const headers = { "content-type": answer.headers.get("content-type") };
    const body = Buffer.from(await answer.arrayBuffer());
    outgoing.writeHead(answer.status, headers);
    const bearsName = url === "/sw.js" || headers["content-type"]?.startsWith("text/html");
    outgoing.end(isUpdated && bearsName ? await renamed(edge, body) : body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    update: () => (isUpdated = true),
    stop: () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      return closed;
    },
  };
}

async function renamed(edge, body) {
  const page = await (await fetch(edge)).text();
  const [, own] = /name="build" content="(\w+)"/.exec(page);
  return body.toString().replaceAll(own, NEXT);
}
