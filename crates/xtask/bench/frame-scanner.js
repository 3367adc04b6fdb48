/** A build of the product's module, and its scanner with both networks. */
export async function load(build) {
  const { default: start, ...scan } = await import(`/modules/${build}/scan.js`);
  await start({ module_or_path: `/modules/${build}/scan_bg.wasm` });
  const [detector, mesh] = await Promise.all(["detector", "mesh"].map(network));
  return { ...scan, scanner: new scan.Scanner(detector, mesh) };
}

async function network(name) {
  return new Uint8Array(await (await fetch(`/models/${name}.onnx`)).arrayBuffer());
}
