/** What a picture shows: the point in its middle and how many pixels one unit takes. Upward is positive. */
export interface View {
  x: number;
  y: number;
  scale: number;
}

/** How far beyond the whole, and how near, one can look. */
const FARTHEST = 0.35;
const NEAREST = 60;
/** A pointer that moved less than this, pixels, has clicked. */
const STILL = 5;

/** Moves a view by wheel, drag, two fingers and buttons. */
export class Camera {
  view: View = { x: 0, y: 0, scale: 1 };
  private home: View = this.view;
  private readonly pointers = new Map<number, { x: number; y: number }>();
  private moved = 0;
  private running = 0;

  constructor(
    private readonly element: HTMLElement,
    private readonly on: { move: () => void; click: (x: number, y: number) => void; hover: (x: number, y: number) => void; leave: () => void },
  ) {
    element.addEventListener("wheel", this.onWheel, { passive: false });
    element.addEventListener("pointerdown", this.onDown);
    element.addEventListener("pointermove", this.onMove);
    element.addEventListener("pointerup", this.onUp);
    element.addEventListener("pointercancel", this.onCancel);
    element.addEventListener("pointerleave", this.onLeave);
  }

  close(): void {
    cancelAnimationFrame(this.running);
    this.element.removeEventListener("wheel", this.onWheel);
    this.element.removeEventListener("pointerdown", this.onDown);
    this.element.removeEventListener("pointermove", this.onMove);
    this.element.removeEventListener("pointerup", this.onUp);
    this.element.removeEventListener("pointercancel", this.onCancel);
    this.element.removeEventListener("pointerleave", this.onLeave);
  }

  /** Where a point of the drawing stands, pixels from the upper left. */
  place(x: number, y: number): [number, number] {
    const { clientWidth, clientHeight } = this.element;
    return [clientWidth / 2 + (x - this.view.x) * this.view.scale, clientHeight / 2 - (y - this.view.y) * this.view.scale];
  }

  /** How much nearer than the whole. */
  get nearness(): number {
    return this.view.scale / this.home.scale;
  }

  /** Takes these bounds (left, low, right, high) as the whole; goes there unless the reader has moved. */
  fit([left, low, right, high]: readonly [number, number, number, number], padding: number): void {
    const { clientWidth, clientHeight } = this.element;
    const room = (size: number) => Math.max(40, size - 2 * padding);
    const scale = Math.min(room(clientWidth) / Math.max(right - left, 1e-6), room(clientHeight) / Math.max(high - low, 1e-6));
    const untouched = this.view === this.home;
    this.home = { x: (left + right) / 2, y: (low + high) / 2, scale };
    if (untouched) this.view = this.home;
  }

  /** Goes to the whole. */
  whole(): void {
    this.glide(this.home, true);
  }

  /** One step nearer (or farther). */
  zoom(direction: 1 | -1): void {
    this.glide({ ...this.view, scale: this.view.scale * (direction > 0 ? 1.6 : 1 / 1.6) });
  }

  /** Brings a point to the middle, near enough to read its name. */
  go(x: number, y: number): void {
    this.glide({ x, y, scale: Math.max(this.view.scale, this.home.scale * 2) });
  }

  private glide(to: View, home = false): void {
    cancelAnimationFrame(this.running);
    const from = this.view;
    const start = performance.now();
    const last = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 260;
    const end = home ? this.home : this.limited(to);
    const step = () => {
      const part = last === 0 ? 1 : Math.min(1, (performance.now() - start) / last);
      const eased = part * (2 - part);
      const between = (a: number, b: number) => a + (b - a) * eased;
      this.view =
        part === 1 ? end : { x: between(from.x, end.x), y: between(from.y, end.y), scale: from.scale * (end.scale / from.scale) ** eased };
      this.on.move();
      if (part < 1) this.running = requestAnimationFrame(step);
    };
    step();
  }

  private limited(view: View): View {
    const scale = Math.min(this.home.scale * NEAREST, Math.max(this.home.scale * FARTHEST, view.scale));
    return { ...view, scale };
  }

  /** Changes the scale so that the point under (x, y) stays there. */
  private scaleAt(x: number, y: number, factor: number): void {
    cancelAnimationFrame(this.running);
    const { clientWidth, clientHeight } = this.element;
    const [dx, dy] = [x - clientWidth / 2, clientHeight / 2 - y];
    const { scale } = this.limited({ ...this.view, scale: this.view.scale * factor });
    const shift = 1 / this.view.scale - 1 / scale;
    this.view = { x: this.view.x + dx * shift, y: this.view.y + dy * shift, scale };
    this.on.move();
  }

  private at(event: MouseEvent): { x: number; y: number } {
    const box = this.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private readonly onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const { x, y } = this.at(event);
    // A line of a wheel that counts in lines is about 16 pixels.
    const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : 1);
    this.scaleAt(x, y, Math.exp(-Math.max(-120, Math.min(120, pixels)) * 0.0035));
  };

  private readonly onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    if (this.pointers.size === 0) this.moved = 0;
    this.pointers.set(event.pointerId, this.at(event));
    this.element.setPointerCapture(event.pointerId);
  };

  private readonly onMove = (event: PointerEvent): void => {
    const now = this.at(event);
    const before = this.pointers.get(event.pointerId);
    if (!before) return this.on.hover(now.x, now.y);
    const others = [...this.pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    this.pointers.set(event.pointerId, now);
    this.moved += Math.hypot(now.x - before.x, now.y - before.y);
    if (this.moved < STILL && others.length === 0) return;
    cancelAnimationFrame(this.running);
    const other = others[0];
    if (other) {
      const factor = Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
      this.scaleAt((now.x + other.x) / 2, (now.y + other.y) / 2, factor);
    }
    const share = other ? 0.5 : 1;
    const { x, y, scale } = this.view;
    this.view = { x: x - (share * (now.x - before.x)) / scale, y: y + (share * (now.y - before.y)) / scale, scale };
    this.on.move();
  };

  private readonly onUp = (event: PointerEvent): void => {
    const known = this.pointers.delete(event.pointerId);
    if (known && this.pointers.size === 0 && this.moved < STILL) {
      const { x, y } = this.at(event);
      this.on.click(x, y);
    }
  };

  private readonly onCancel = (event: PointerEvent): void => {
    this.pointers.delete(event.pointerId);
    this.moved = STILL;
  };

  private readonly onLeave = (): void => this.on.leave();
}
