import { runFfmpeg } from '../../src/generation/providers/media/run-ffmpeg.ts';

/** Small files of each kind, made by the encoder that the functions carry. */

export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==',
  'base64',
);

/** A tone as WAV: 16 bits, mono. */
export function wav(durationMs: number): Buffer {
  const rate = 8_000;
  const samples = Math.round((rate * durationMs) / 1_000);
  const bytes = Buffer.alloc(44 + 2 * samples);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + 2 * samples, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(2 * rate, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(2 * samples, 40);
  for (let at = 0; at < samples; at++) {
    bytes.writeInt16LE(Math.round(9_000 * Math.sin((at * 440 * 2 * Math.PI) / rate)), 44 + 2 * at);
  }
  return bytes;
}

/** A silent test picture in motion as MP4. */
export async function mp4(durationMs: number): Promise<Buffer> {
  const source = `testsrc=duration=${durationMs / 1_000}:size=64x48:rate=10`;
  const { stdout } = await runFfmpeg([
    ...['-f', 'lavfi', '-i', source, '-pix_fmt', 'yuv420p'],
    ...['-f', 'mp4', '-movflags', 'frag_keyframe+empty_moov', 'pipe:1'],
  ]);
  return stdout;
}
