import type { View } from "./camera";

/** Numbers of one line in the buffer: from x, y, to x, y, colour, width. */
export const LINE = 6;
/** Numbers of one dot: x, y, colour, radius. */
export const DOT = 4;

const CLIP = `
uniform vec3 u_view;   // middle x, y; pixels a unit
uniform vec2 u_half;   // half of the canvas, pixels
vec2 pixels(vec2 at) { return (at - u_view.xy) * u_view.z; }
`;

// A line is a strip as wide as it is drawn and half a pixel more on both sides, where it fades out.
const LINE_VERTEX = `#version 300 es
precision highp float;
${CLIP}
in vec4 a_ends;
in vec4 a_colour;
in float a_width;
out vec4 v_colour;
out float v_off;
out float v_half;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, (gl_VertexID >> 1) * 2 - 1);
  vec2 from = pixels(a_ends.xy);
  vec2 to = pixels(a_ends.zw);
  vec2 along = to - from;
  float length_ = max(length(along), 1e-3);
  vec2 across = vec2(-along.y, along.x) / length_;
  v_half = 0.5 * a_width;
  v_off = corner.y * (v_half + 0.5);
  v_colour = a_colour;
  gl_Position = vec4((mix(from, to, corner.x) + across * v_off) / u_half, 0.0, 1.0);
}`;
const LINE_FRAGMENT = `#version 300 es
precision mediump float;
in vec4 v_colour;
in float v_off;
in float v_half;
out vec4 ink;
void main() {
  float cover = clamp(v_half + 0.5 - abs(v_off), 0.0, 1.0);
  ink = vec4(v_colour.rgb * cover, cover);
}`;

// Among thousands of lines widths cannot be told apart: hairlines cost a fraction.
const HAIR_VERTEX = `#version 300 es
precision highp float;
${CLIP}
in vec4 a_ends;
in vec4 a_colour;
out vec4 v_colour;
void main() {
  v_colour = a_colour;
  gl_Position = vec4(pixels(gl_VertexID == 0 ? a_ends.xy : a_ends.zw) / u_half, 0.0, 1.0);
}`;
const HAIR_FRAGMENT = `#version 300 es
precision mediump float;
in vec4 v_colour;
out vec4 ink;
void main() { ink = vec4(v_colour.rgb, 1.0); }`;

const DOT_VERTEX = `#version 300 es
precision highp float;
${CLIP}
uniform float u_grow;
in vec2 a_at;
in vec4 a_colour;
in float a_radius;
out vec4 v_colour;
out vec2 v_off;
out float v_radius;
void main() {
  vec2 corner = vec2((gl_VertexID & 1) * 2 - 1, (gl_VertexID >> 1) * 2 - 1);
  v_radius = a_radius * u_grow;
  v_off = corner * (v_radius + 1.0);
  v_colour = a_colour;
  gl_Position = vec4((pixels(a_at) + v_off) / u_half, 0.0, 1.0);
}`;
const DOT_FRAGMENT = `#version 300 es
precision mediump float;
in vec4 v_colour;
in vec2 v_off;
in float v_radius;
out vec4 ink;
void main() {
  float cover = clamp(v_radius + 0.5 - length(v_off), 0.0, 1.0);
  ink = vec4(v_colour.rgb * cover, cover);
}`;

interface Program {
  program: WebGLProgram;
  array: WebGLVertexArrayObject;
  uniform: (name: string) => WebGLUniformLocation | null;
}

/** Draws lines and dots from two buffers. What is hidden is not in them. */
export interface Painter {
  /** What it draws on; whoever makes a painter puts it on the page and gives it its size. */
  readonly canvas: HTMLCanvasElement;
  /** Takes what is to be drawn, first to last. */
  take: (lines: Float32Array, lineCount: number, dots: Float32Array, dotCount: number) => void;
  /** Draws it; `grow` scales the radii of dots. */
  draw: (view: View, grow: number, hairlines: boolean) => void;
  close: () => void;
}

/** A painter on a graphics card. */
export class CardPainter implements Painter {
  readonly canvas = document.createElement("canvas");
  private readonly gl: WebGL2RenderingContext;
  private readonly lines: WebGLBuffer | null;
  private readonly dots: WebGLBuffer | null;
  private readonly wide: Program;
  private readonly hair: Program;
  private readonly round: Program;
  private lineCount = 0;
  private dotCount = 0;

  constructor() {
    const gl = this.canvas.getContext("webgl2", { antialias: false, depth: false, stencil: false, premultipliedAlpha: true });
    if (!gl) throw new Error("WebGL 2 is not available");
    this.gl = gl;
    this.lines = gl.createBuffer();
    this.dots = gl.createBuffer();
    const of = (size: number, at: number) => ({ size, at, colour: false });
    const colour = (at: number) => ({ size: 4, at, colour: true });
    this.wide = this.program(LINE_VERTEX, LINE_FRAGMENT, this.lines, LINE, { a_ends: of(4, 0), a_colour: colour(4), a_width: of(1, 5) });
    this.hair = this.program(HAIR_VERTEX, HAIR_FRAGMENT, this.lines, LINE, { a_ends: of(4, 0), a_colour: colour(4) });
    this.round = this.program(DOT_VERTEX, DOT_FRAGMENT, this.dots, DOT, { a_at: of(2, 0), a_colour: colour(2), a_radius: of(1, 3) });
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  take(lines: Float32Array, lineCount: number, dots: Float32Array, dotCount: number): void {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.lines);
    gl.bufferData(gl.ARRAY_BUFFER, lines.subarray(0, lineCount * LINE), gl.DYNAMIC_DRAW);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.dots);
    gl.bufferData(gl.ARRAY_BUFFER, dots.subarray(0, dotCount * DOT), gl.DYNAMIC_DRAW);
    this.lineCount = lineCount;
    this.dotCount = dotCount;
  }

  draw(view: View, grow: number, hairlines: boolean): void {
    const { gl, canvas } = this;
    const ratio = canvas.width / Math.max(1, canvas.clientWidth);
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const use = ({ program, array, uniform }: Program) => {
      gl.useProgram(program);
      gl.bindVertexArray(array);
      gl.uniform3f(uniform("u_view"), view.x, view.y, view.scale);
      gl.uniform2f(uniform("u_half"), canvas.width / ratio / 2, canvas.height / ratio / 2);
    };
    if (hairlines) {
      gl.disable(gl.BLEND);
      use(this.hair);
      gl.drawArraysInstanced(gl.LINES, 0, 2, this.lineCount);
      gl.enable(gl.BLEND);
    } else {
      gl.enable(gl.BLEND);
      use(this.wide);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, this.lineCount);
    }
    use(this.round);
    gl.uniform1f(this.round.uniform("u_grow"), grow);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, this.dotCount);
    gl.bindVertexArray(null);
  }

  /** Whether a card is only emulated: what a browser without one does. */
  get emulated(): boolean {
    const { gl } = this;
    const told = gl.getExtension("WEBGL_debug_renderer_info");
    return /swiftshader|llvmpipe|software|basic render/i.test(String(gl.getParameter(told ? told.UNMASKED_RENDERER_WEBGL : gl.RENDERER)));
  }

  close(): void {
    this.gl.getExtension("WEBGL_lose_context")?.loseContext();
  }

  private program(vertex: string, fragment: string, buffer: WebGLBuffer | null, stride: number, attributes: Record<string, { size: number; at: number; colour: boolean }>): Program {
    const { gl } = this;
    const program = gl.createProgram();
    for (const [kind, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]] as const) {
      const shader = gl.createShader(kind);
      if (!shader) throw new Error("no shader");
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program) ?? "the shaders do not link");
    const array = gl.createVertexArray();
    gl.bindVertexArray(array);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    for (const [name, { size, at, colour }] of Object.entries(attributes)) {
      const place = gl.getAttribLocation(program, name);
      if (place < 0) continue;
      gl.enableVertexAttribArray(place);
      gl.vertexAttribPointer(place, size, colour ? gl.UNSIGNED_BYTE : gl.FLOAT, colour, stride * 4, at * 4);
      gl.vertexAttribDivisor(place, 1);
    }
    gl.bindVertexArray(null);
    const known = new Map<string, WebGLUniformLocation | null>();
    const uniform = (name: string) => {
      if (!known.has(name)) known.set(name, gl.getUniformLocation(program, name));
      return known.get(name) ?? null;
    };
    return { program, array, uniform };
  }
}
