import type { ModerationSettings } from './moderation-settings.ts';
import { allowedWords } from './words/allowed.ts';
import { hateWords } from './words/hate.ts';
import { illegalWords } from './words/illegal.ts';
import { minorsWords } from './words/minors.ts';
import { nsfwWords } from './words/nsfw.ts';
import { profanityWords } from './words/profanity.ts';
import { selfHarmWords } from './words/self-harm.ts';
import { violenceWords } from './words/violence.ts';

/** In force until an admin publishes others. */
export const defaultModeration: ModerationSettings = {
  categories: {
    minors: { label: 'Sex and minors', enabled: true, words: minorsWords },
    'self-harm': { label: 'Self-harm', enabled: true, words: selfHarmWords },
    violence: { label: 'Violence', enabled: true, words: violenceWords },
    hate: { label: 'Hate', enabled: true, words: hateWords },
    illegal: { label: 'Illegal goods and acts', enabled: true, words: illegalWords },
    nsfw: { label: 'Sex and nudity', enabled: true, words: nsfwWords },
    profanity: { label: 'Swearing', enabled: true, words: profanityWords },
  },
  allowed: allowedWords,
  secondStage: { enabled: false, whenUnreachable: 'refuse', timeoutMs: 2_000 },
};
