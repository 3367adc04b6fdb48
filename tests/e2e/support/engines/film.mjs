import { readFileSync } from "node:fs";

/** Forward and back: the man opens his mouth four times. */
const PICTURES = 240;
const AT_ONCE = 60;

/**
 * Lets the page's camera show a clip from now on, until another page is loaded: a drawn one in the place of
 * `getUserMedia`, for no setting of this engine feeds a file to its camera.
 */
export async function showFilm(visitor, clip) {
  await visitor.run(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [640, 480];
    const pen = canvas.getContext("2d");
    // The clip's samples are of limited range, and pictures in JPEG are read as of full range.
    pen.filter = `contrast(${255 / 219})`;
    window.film = [];
    setInterval(() => {
      const { film } = window;
      if (film.length > 0)
        pen.drawImage(film[Math.floor((performance.now() * 30) / 1000) % film.length], 0, 0);
    }, 33);
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(30);
  });
  const pictures = jpegs(readFileSync(clip)).slice(0, PICTURES);
  for (let at = 0; at < pictures.length; at += AT_ONCE) {
    const some = pictures.slice(at, at + AT_ONCE).map((bytes) => bytes.toString("base64"));
    await visitor.run(async (given) => {
      for (const base64 of given) {
        const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
        window.film.push(await createImageBitmap(new Blob([bytes], { type: "image/jpeg" })));
      }
    }, some);
  }
}

/** The pictures of a film that is one JPEG after the other. */
function jpegs(film) {
  const start = Buffer.from([0xff, 0xd8, 0xff]);
  const found = [];
  for (let at = 0; at >= 0 && found.length < PICTURES;) {
    const next = film.indexOf(start, at + 3);
    found.push(film.subarray(at, next < 0 ? film.length : next));
    at = next;
  }
  return found;
}
