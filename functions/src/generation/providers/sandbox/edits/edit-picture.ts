import { filterPicture } from '../../media/filter-picture.ts';
import { mediaFacts } from '../../media/media-facts.ts';
import type { PictureSize } from '../pictures/draw-picture.ts';
import { mentions } from '../pictures/mood.ts';
import { seededRandom } from '../pictures/seeded-random.ts';
import { editStyle } from './edit-styles.ts';
import { letterCaption, writable } from './letter-caption.ts';

interface Edit {
  readonly instruction: string;
  readonly model: string;
  readonly abortSignal: AbortSignal | undefined;
}

/**
 * Changes a picture as the words say: it stays as large as it is, and one still sees what is on it.
 * @returns JPEG @throws TypeError when it is no picture; the signal's reason
 */
export async function editPicture(
  picture: Uint8Array,
  { instruction, model, abortSignal }: Edit,
): Promise<Uint8Array> {
  const facts = await mediaFacts(picture, { abortSignal });
  if (facts?.kind !== 'image') throw new TypeError('These bytes are no picture.');
  const { width, height } = facts;
  if (mentions(instruction, 'meme')) {
    const overlay = {
      width,
      height,
      pixels: letterCaption(captionOf(instruction, model), { width, height }),
    };
    const filters = '[0:v]eq=contrast=1.1:saturation=1.2[under];[under][1:v]overlay=format=yuv444';
    return filterPicture(picture, { filters, overlay, abortSignal });
  }
  const filters = `format=yuv444p,${editStyle(instruction, model)},${atSize({ width, height })}`;
  return filterPicture(picture, { filters, abortSignal });
}

/** What was enlarged shows its pixels. */
function atSize({ width, height }: PictureSize): string {
  return `scale=${width}:${height}:flags=neighbor`;
}

const captions = [
  'Nobody: absolutely nobody: this view',
  'When it finally works and you do not know why',
  'One does not simply scroll past this',
  'Me pretending everything is under control',
  'Monday: starts. Me:',
] as const;

/** The words in quotes, else what was said before the style, else a line that always goes. */
function captionOf(instruction: string, model: string): string {
  const quoted = /["“«]([^"”»]{2,90})["”»]/.exec(instruction)?.[1];
  const [said = '', ...style] = instruction.split('\n\n');
  const own = quoted ?? (style.length > 0 ? said : '');
  return writable(own) || seededRandom(`${model}: ${instruction}`).pick(captions);
}
