import { translationsOf } from '../catalog/german-labels.ts';
import type { ModerationSettings } from './moderation-settings.ts';
import { allowedWords } from './words/allowed.ts';
import { hateWords } from './words/hate.ts';
import { illegalWords } from './words/illegal.ts';
import { minorsWords } from './words/minors.ts';
import { nsfwWords } from './words/nsfw.ts';
import { profanityWords } from './words/profanity.ts';
import { selfHarmWords } from './words/self-harm.ts';
import { violenceWords } from './words/violence.ts';

/** Applies until an admin publishes other lists. */
export const defaultModeration: ModerationSettings = {
  categories: {
    minors: {
      label: 'Sex and minors',
      labels: translationsOf('Sex and minors'),
      enabled: true,
      words: minorsWords,
    },
    'self-harm': {
      label: 'Self-harm',
      labels: translationsOf('Self-harm'),
      enabled: true,
      words: selfHarmWords,
    },
    violence: { label: 'Violence', labels: translationsOf('Violence'), enabled: true, words: violenceWords },
    hate: { label: 'Hate', labels: translationsOf('Hate'), enabled: true, words: hateWords },
    illegal: {
      label: 'Illegal goods and acts',
      labels: translationsOf('Illegal goods and acts'),
      enabled: true,
      words: illegalWords,
    },
    nsfw: {
      label: 'Sex and nudity',
      labels: translationsOf('Sex and nudity'),
      enabled: true,
      words: nsfwWords,
    },
    profanity: {
      label: 'Swearing',
      labels: translationsOf('Swearing'),
      enabled: true,
      words: profanityWords,
    },
  },
  allowed: allowedWords,
  secondStage: { enabled: false, whenUnreachable: 'refuse', timeoutMs: 2_000 },
};
