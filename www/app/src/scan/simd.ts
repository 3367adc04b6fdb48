/** The smallest module with a vector instruction: `i32.const 0; i8x16.splat; drop`. */
const WITH_VECTORS = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26,
  11,
]);

/** Whether this browser has the vector instructions that halve the time of a frame. */
export function hasVectors(): boolean {
  return WebAssembly.validate(WITH_VECTORS);
}
