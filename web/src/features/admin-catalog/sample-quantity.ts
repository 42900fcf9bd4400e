import { assertNever, type Operation, type Quantity } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';

export interface SampleQuantity {
  quantity: Quantity;
  words: string;
}

/** A usual piece of work of each kind: what a margin is shown for. */
export function sampleQuantity(kind: Operation['kind']): SampleQuantity {
  switch (kind) {
    case 'image':
    case 'edit':
      return { quantity: { images: 1, characters: 100 }, words: t`1 picture` };
    case 'video':
      return { quantity: { seconds: 8, characters: 100 }, words: t`8 seconds` };
    case 'voice':
    case 'narration':
      return { quantity: { seconds: 60, characters: 900 }, words: t`1 minute, 900 characters` };
    case 'chat':
      return {
        quantity: { inputTokens: 500, outputTokens: 500, characters: 2_000 },
        words: t`500 tokens in, 500 out`,
      };
    case 'story':
      return {
        quantity: { inputTokens: 600, outputTokens: 1_500, characters: 200 },
        words: t`600 tokens in, 1,500 out`,
      };
    case 'music':
      return { quantity: { seconds: 30 }, words: t`30 seconds` };
    case 'captions':
      return { quantity: { characters: 900 }, words: t`900 characters` };
    case 'render':
      return { quantity: { images: 5 }, words: t`5 pictures` };
    case 'polish':
      return { quantity: {}, words: t`1 video` };
    case 'upload':
      return { quantity: {}, words: t`1 file` };
    default:
      return assertNever(kind);
  }
}
