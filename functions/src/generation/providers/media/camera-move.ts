export interface Shot {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  readonly frames: number;
  /** The direction of the camera: any whole number from 0. */
  readonly move: number;
  /** The distance that the camera moves in; 0.12 is 12 %. */
  readonly depth: number;
}

/** The camera's target at the start and at the end: fractions from left to right and from top to bottom. */
const ways: readonly [Way, ...Way[]] = [
  { from: [0.15, 0.45], to: [0.8, 0.5], inwards: true },
  { from: [0.9, 0.35], to: [0.3, 0.6], inwards: true },
  { from: [0.5, 0.95], to: [0.5, 0.25], inwards: false },
  { from: [0.1, 0.7], to: [0.75, 0.3], inwards: false },
];
interface Way {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly inwards: boolean;
}

/** The image is enlarged first, because the camera moves by whole pixels of its input. */
const OVERSIZE = 3;

/** Returns ffmpeg's filters for a slow camera move over one image that fills the frame. */
export function cameraMove({ width, height, framesPerSecond, frames, move, depth }: Shot): string {
  const { from, to, inwards } = ways[move % ways.length] ?? ways[0];
  const [wide, high] = [width * OVERSIZE, height * OVERSIZE];
  // Starts and ends smoothly.
  const share = `(0.5-0.5*cos(PI*on/${Math.max(frames - 1, 1)}))`;
  const near = 1 + depth;
  const zoom = inwards
    ? `${1 + depth / 3}+${(depth * 2) / 3}*${share}`
    : `${near}-${(depth * 2) / 3}*${share}`;
  const place = (axis: 0 | 1) => `(${from[axis]}+${to[axis] - from[axis]}*${share})`;
  return [
    `scale=${wide}:${high}:force_original_aspect_ratio=increase:flags=bicubic,crop=${wide}:${high},setsar=1`,
    `zoompan=z='${zoom}':x='(iw-iw/zoom)*${place(0)}':y='(ih-ih/zoom)*${place(1)}':d=${frames}:s=${width}x${height}:fps=${framesPerSecond}`,
    `trim=end_frame=${frames},setpts=PTS-STARTPTS,format=yuv420p`,
  ].join(',');
}
