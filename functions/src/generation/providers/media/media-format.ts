/** A format of bytes: ffmpeg's name for it, and the kinds that they can be. */
export interface MediaFormat {
  readonly demuxer: string;
  readonly image?: string;
  readonly audio?: string;
  readonly video?: string;
}

/** Formats by their first bytes; `.` stands for any byte. The first match wins. */
const formats: readonly (readonly [start: string, format: MediaFormat])[] = [
  ['\x89PNG\r\n\x1a\n', { demuxer: 'png_pipe', image: 'image/png' }],
  ['\xff\xd8\xff', { demuxer: 'jpeg_pipe', image: 'image/jpeg' }],
  ['RIFF....WEBP', { demuxer: 'webp_pipe', image: 'image/webp' }],
  ['GIF8', { demuxer: 'gif', image: 'image/gif' }],
  ['RIFF....WAVE', { demuxer: 'wav', audio: 'audio/wav' }],
  ['ID3', { demuxer: 'mp3', audio: 'audio/mpeg' }],
  ['OggS', { demuxer: 'ogg', audio: 'audio/ogg' }],
  ['fLaC', { demuxer: 'flac', audio: 'audio/flac' }],
  ['....ftypavif', { demuxer: '' }],
  ['....ftypqt  ', { demuxer: 'mov', audio: 'audio/mp4', video: 'video/quicktime' }],
  ['....ftyp', { demuxer: 'mov', audio: 'audio/mp4', video: 'video/mp4' }],
  ['\x1a\x45\xdf\xa3', { demuxer: 'matroska', audio: 'audio/webm', video: 'video/webm' }],
];

/** Returns how to read bytes; undefined if browsers or ffmpeg don't support the format. */
export function mediaFormat(bytes: Uint8Array): MediaFormat | undefined {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  const found = formats.find(([signature]) =>
    [...signature].every((sign, at) => (sign === '.' ? at < start.length : sign === start[at])),
  )?.[1];
  return found?.demuxer === '' ? undefined : (found ?? frames(bytes));
}

/** Recognizes sound that consists of frames only: each begins with eleven set bits, followed by the layer. */
function frames([first = 0, second = 0]: Uint8Array): MediaFormat | undefined {
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  if ((second & 0xf6) === 0xf0) return { demuxer: 'aac', audio: 'audio/aac' };
  return (second & 0x06) === 0x02 ? { demuxer: 'mp3', audio: 'audio/mpeg' } : undefined;
}
