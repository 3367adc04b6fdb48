import { createServer, request } from "node:http";

/** So much of a body has gone through when the connection breaks. */
const HALF_WAY = 500_000;

/**
 * A proxy between browser and edge that can fail as mobile networks do. `loses` says what: "request" breaks the
 * connection in the middle of sending evidence, "answer" after the edge has answered. `sent` holds the bodies of
 * evidence, each as far as it came.
 */
export async function startNetwork() {
  const network = { loses: undefined, sent: [] };
  const server = createServer((incoming, outgoing) => {
    const evidence = incoming.method === "PUT" && incoming.url.endsWith("/evidence");
    if (!evidence) return pass(incoming, outgoing);
    const pieces = [];
    network.sent.push(pieces);
    incoming.on("data", (piece) => pieces.push(piece));
    if (network.loses === "request") return breakHalfWay(incoming, pieces);
    pass(incoming, outgoing, network.loses === "answer");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  network.proxy = { server: `http://127.0.0.1:${server.address().port}` };
  network.bodies = () => network.sent.map((pieces) => Buffer.concat(pieces));
  network.stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return network;
}

function breakHalfWay(incoming, pieces) {
  incoming.on("data", () => {
    const arrived = pieces.reduce((sum, { length }) => sum + length, 0);
    if (arrived > HALF_WAY) incoming.socket.destroy();
  });
}

/** Hands a request on, and its answer back unless that is lost. */
function pass(incoming, outgoing, answerIsLost = false) {
  const { method, headers, url } = incoming;
  const onward = request(url, { method, headers }, (answer) => {
    if (answerIsLost) {
      answer.resume();
      answer.on("end", () => incoming.socket.destroy());
      return;
    }
    outgoing.writeHead(answer.statusCode, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on("error", () => incoming.socket.destroy());
  incoming.on("error", () => onward.destroy());
  incoming.pipe(onward);
}
