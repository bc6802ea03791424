import type { View } from "./camera";
import { DOT, LINE, type Painter } from "./painter";

/**
 * Draws hairlines and dots pixel by pixel. Where no graphics card stands behind WebGL, thousands of lines
 * through an emulated one take ten times as long; and where there is no WebGL at all, this serves.
 */
export class PixelPainter implements Painter {
  readonly canvas = document.createElement("canvas");
  private readonly context: CanvasRenderingContext2D;
  private image: ImageData | undefined;
  private pixels: Uint32Array = new Uint32Array(0);
  private lines: Float32Array = new Float32Array(0);
  private lineInks: Uint32Array = new Uint32Array(0);
  private dots: Float32Array = new Float32Array(0);
  private dotInks: Uint32Array = new Uint32Array(0);
  private lineCount = 0;
  private dotCount = 0;

  constructor() {
    const context = this.canvas.getContext("2d");
    if (!context) throw new Error("no canvas to draw on");
    this.context = context;
  }

  take(lines: Float32Array, lineCount: number, dots: Float32Array, dotCount: number): void {
    // The colours stand in the same buffers as bytes.
    if (this.lines !== lines) this.lineInks = new Uint32Array(lines.buffer);
    if (this.dots !== dots) this.dotInks = new Uint32Array(dots.buffer);
    [this.lines, this.lineCount, this.dots, this.dotCount] = [lines, lineCount, dots, dotCount];
  }

  draw(view: View, grow: number): void {
    const { width, height, clientWidth } = this.canvas;
    if (this.image?.width !== width || this.image.height !== height) {
      this.image = this.context.createImageData(width, height);
      this.pixels = new Uint32Array(this.image.data.buffer);
    }
    const ratio = width / Math.max(1, clientWidth);
    const scale = view.scale * ratio;
    this.pixels.fill(0);
    const left = width / 2 - view.x * scale;
    const top = height / 2 + view.y * scale;
    const { lines, dots } = this;
    for (let line = 0; line < this.lineCount; line += 1) {
      const at = line * LINE;
      const ink = (this.lineInks[at + 4] ?? 0) | 0xff000000;
      this.line(left + (lines[at] ?? 0) * scale, top - (lines[at + 1] ?? 0) * scale, left + (lines[at + 2] ?? 0) * scale, top - (lines[at + 3] ?? 0) * scale, ink);
    }
    for (let dot = 0; dot < this.dotCount; dot += 1) {
      const at = dot * DOT;
      this.dot(left + (dots[at] ?? 0) * scale, top - (dots[at + 1] ?? 0) * scale, (dots[at + 3] ?? 0) * grow * ratio, this.dotInks[at + 2] ?? 0);
    }
    this.context.putImageData(this.image, 0, 0);
  }

  close(): void {
    this.image = undefined;
    this.pixels = new Uint32Array(0);
  }

  /** One pixel for each step along the longer side (a digital differential analyser, in 16 binary places). */
  private line(x0: number, y0: number, x1: number, y1: number, ink: number): void {
    const { width, height } = this.canvas;
    // What lies outside is cut off first (Liang and Barsky 1984).
    let [from, to] = [0, 1];
    const [dx, dy] = [x1 - x0, y1 - y0];
    for (let side = 0; side < 4; side += 1) {
      const toward = side === 0 ? -dx : side === 1 ? dx : side === 2 ? -dy : dy;
      const room = side === 0 ? x0 : side === 1 ? width - 1 - x0 : side === 2 ? y0 : height - 1 - y0;
      if (toward === 0) {
        if (room < 0) return;
        continue;
      }
      const part = room / toward;
      if (toward < 0) from = part > from ? part : from;
      else to = part < to ? part : to;
      if (from > to) return;
    }
    const [ax, ay, bx, by] = [x0 + from * dx, y0 + from * dy, x0 + to * dx, y0 + to * dy];
    const { pixels } = this;
    const steps = Math.max(1, Math.round(Math.max(Math.abs(bx - ax), Math.abs(by - ay))));
    let x = (ax * 65536 + 32768) | 0;
    let y = (ay * 65536 + 32768) | 0;
    const stepX = (((bx - ax) * 65536) / steps) | 0;
    const stepY = (((by - ay) * 65536) / steps) | 0;
    for (let step = 0; step <= steps; step += 1) {
      pixels[(y >> 16) * width + (x >> 16)] = ink;
      x += stepX;
      y += stepY;
    }
  }

  /** A disc whose rim covers its pixels in part. */
  private dot(x: number, y: number, radius: number, ink: number): void {
    const { width, height } = this.canvas;
    const reach = radius + 1;
    if (x < -reach || y < -reach || x > width + reach || y > height + reach) return;
    const { pixels } = this;
    const full = (ink | 0xff000000) >>> 0;
    const [red, green, blue] = [ink & 255, (ink >> 8) & 255, (ink >> 16) & 255];
    const [top, bottom] = [Math.max(0, Math.floor(y - reach)), Math.min(height - 1, Math.ceil(y + reach))];
    const [left, right] = [Math.max(0, Math.floor(x - reach)), Math.min(width - 1, Math.ceil(x + reach))];
    const inside = (radius - 0.5) * Math.max(0, radius - 0.5);
    for (let py = top; py <= bottom; py += 1) {
      for (let px = left; px <= right; px += 1) {
        const square = (px + 0.5 - x) ** 2 + (py + 0.5 - y) ** 2;
        const at = py * width + px;
        if (square <= inside) {
          pixels[at] = full;
          continue;
        }
        const cover = radius + 0.5 - Math.sqrt(square);
        if (cover <= 0) continue;
        if (cover >= 1) {
          pixels[at] = full;
          continue;
        }
        const under = pixels[at] ?? 0;
        // Over nothing the rim is let through; over a line it is mixed with it.
        if (under === 0) pixels[at] = ((ink & 0xffffff) | (Math.round(cover * 255) << 24)) >>> 0;
        else {
          const mix = (over: number, shift: number) => Math.round(over * cover + ((under >> shift) & 255) * (1 - cover)) << shift;
          pixels[at] = (mix(red, 0) | mix(green, 8) | mix(blue, 16) | (under & 0xff000000)) >>> 0;
        }
      }
    }
  }
}
