import { z } from 'zod';
import { wellFormedText } from '../text/text.ts';
import { defineOperation } from './define-operation.ts';
import { ANY_SOURCE, NO_FACTS, SourceId } from './fields.ts';

/** The most images in a render. */
export const MAX_SHOTS = 36;

/** Combines images, speech, music and captions into a video. Each image is shown while its text is spoken. */
export const render = defineOperation({
  kind: 'render',
  input: {
    scenes: z
      .array(z.strictObject({ image: SourceId, text: wellFormedText({ min: 1, max: 1_000 }) }))
      .min(1)
      .max(MAX_SHOTS),
    narration: SourceId,
    music: SourceId.nullable(),
    captions: SourceId.nullable(),
  },
  units: ['image'],
  runs: 'queue',
  sample: {
    input: {
      kind: 'render',
      scenes: Array.from({ length: 5 }, () => ({ image: ANY_SOURCE, text: 'a' })),
      narration: ANY_SOURCE,
      music: null,
      captions: null,
    },
    sources: Array.from({ length: 6 }, () => NO_FACTS),
  },
  atMost: ({ scenes }) => ({ images: scenes.length }),
  promptOf: ({ scenes }) => scenes.map(({ text }) => text).join(' '),
  texts: ({ scenes }) => scenes.map(({ text }) => text),
  sources: ({ scenes, narration, music, captions }) => [
    ...scenes.map(({ image }) => ({ requestId: image, kinds: ['image'] as const })),
    { requestId: narration, kinds: ['audio'] },
    ...(music ? [{ requestId: music, kinds: ['audio'] as const }] : []),
    ...(captions ? [{ requestId: captions, kinds: ['captions'] as const }] : []),
  ],
});
