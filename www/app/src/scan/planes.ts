/** Puts a file together again whose even bytes travel before its odd ones: so its weights compress better. */
export function joined(planes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(planes.length);
  const half = Math.ceil(planes.length / 2);
  for (let index = 0; index < half; index += 1) whole[2 * index] = planes[index] ?? 0;
  for (let index = half; index < planes.length; index += 1)
    whole[2 * (index - half) + 1] = planes[index] ?? 0;
  return whole;
}
