import type { PhotoSpot } from "../generated/scan/scan.js";
import type { Change } from "./advice.ts";

/** Light on dark, so that it is seen on any picture. */
const STROKES = [
  { colour: "#101416", width: 7 },
  { colour: "#ffd24a", width: 3.5 },
];

/** Draws a picture with its marks, numbered as the changes are; `width` is the measured picture's. */
export function draw(
  canvas: HTMLCanvasElement,
  picture: ImageBitmap,
  width: number,
  changes: Change[],
): void {
  Object.assign(canvas, { width: picture.width, height: picture.height });
  const context = canvas.getContext("2d");
  if (!context) return;
  context.drawImage(picture, 0, 0);
  const pen = new Pen(context, picture.width / width, Math.max(picture.width, 360) / 480);
  changes.forEach(({ places }, index) => {
    for (const { place, isArrow } of places) {
      switch (place.kind) {
        case "area":
          pen.area(place);
          break;
        case "line":
          pen.line(place.from, place.to, isArrow);
          break;
        case "angle":
          pen.angle(place.at, place.wanted, place.found);
          break;
      }
      pen.number(index + 1);
    }
  });
}

class Pen {
  readonly #context: CanvasRenderingContext2D;
  readonly #scale: number;
  readonly #size: number;
  /** Where the number of what was drawn last goes. */
  #corner: PhotoSpot = { x: 0, y: 0 };
  readonly #taken: PhotoSpot[] = [];

  constructor(context: CanvasRenderingContext2D, scale: number, size: number) {
    this.#context = context;
    this.#scale = scale;
    this.#size = size;
  }

  area({ left, top, right, bottom }: Record<"left" | "top" | "right" | "bottom", number>): void {
    const [from, to] = [this.#at({ x: left, y: top }), this.#at({ x: right, y: bottom })];
    this.#corner = from;
    this.#stroke(() => this.#context.rect(from.x, from.y, to.x - from.x, to.y - from.y));
  }

  line(start: PhotoSpot, end: PhotoSpot, isArrow: boolean): void {
    const [from, to] = [this.#at(start), this.#at(end)];
    this.#corner = from;
    const angle = Math.atan2(to.y - from.y, to.x - from.x);
    const size = 12 * this.#size;
    this.#stroke(() => {
      this.#move(from, to);
      for (const turn of isArrow ? [2.6, -2.6] : [Math.PI / 2, -Math.PI / 2]) {
        const [x, y] = [Math.cos(angle + turn) * size, Math.sin(angle + turn) * size];
        this.#move(to, { x: to.x + x, y: to.y + y });
      }
    });
  }

  angle(vertex: PhotoSpot, wanted: PhotoSpot, found: PhotoSpot): void {
    const at = this.#at(vertex);
    this.#corner = at;
    this.#stroke(() => this.#move(at, this.#at(found)));
    const dash = 6 * this.#size;
    this.#context.setLineDash([dash, dash]);
    this.#stroke(() => this.#move(at, this.#at(wanted)));
    this.#context.setLineDash([]);
  }

  /** A number at the beginning of what was drawn last, beside the numbers that are there. */
  number(value: number): void {
    const { canvas } = this.#context;
    const radius = 13 * this.#size;
    let { x, y } = this.#corner;
    x = Math.min(Math.max(x, radius + 2), canvas.width - radius - 2);
    y = Math.min(Math.max(y, radius + 2), canvas.height - radius - 2);
    while (this.#taken.some((spot) => Math.hypot(spot.x - x, spot.y - y) < 2 * radius)) {
      x += 2 * radius;
      if (x > canvas.width - radius) [x, y] = [radius + 2, y + 2 * radius];
      if (y > canvas.height - radius) break;
    }
    this.#taken.push({ x, y });
    const context = this.#context;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = "#ffd24a";
    context.fill();
    context.lineWidth = 2 * this.#size;
    context.strokeStyle = "#101416";
    context.stroke();
    context.fillStyle = "#101416";
    context.font = `700 ${17 * this.#size}px system-ui, sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(String(value), x, y);
  }

  #at({ x, y }: PhotoSpot): PhotoSpot {
    const { canvas } = this.#context;
    const edge = 4 * this.#size;
    const inside = (value: number, most: number): number =>
      Math.min(Math.max(value * this.#scale, edge), most - edge);
    return { x: inside(x, canvas.width), y: inside(y, canvas.height) };
  }

  #move(from: PhotoSpot, to: PhotoSpot): void {
    this.#context.moveTo(from.x, from.y);
    this.#context.lineTo(to.x, to.y);
  }

  #stroke(path: () => void): void {
    const context = this.#context;
    context.lineCap = "round";
    for (const { colour, width } of STROKES) {
      context.beginPath();
      path();
      context.lineWidth = width * this.#size;
      context.strokeStyle = colour;
      context.stroke();
    }
  }
}
