import type { Firestore } from 'firebase-admin/firestore';
import type { z } from 'zod';
import {
  AppError,
  type FindWords,
  loadModeration,
  MODERATION_CONFIG,
  type ModerationSettings,
  PublishedModeration,
  safeDecodeStored,
} from '../../contract/index.ts';
import type { Moderate } from '../../platform/calls/moderate.ts';
import { log } from '../../platform/signals/log.ts';
import { collection } from '../../platform/store/documents.ts';
import { createSharedRead } from '../../platform/store/shared-read.ts';
import type { AskModel } from './ask-openai.ts';

/** The published lists, ready for matching. */
interface InForce {
  readonly version: number;
  readonly settings: ModerationSettings;
  readonly find: FindWords;
}

/**
 * Checks texts for listed words, then asks the model if an admin has enabled it. The settings are at most five seconds
 * old.
 */
export function createModerate(options: { db: Firestore; now: () => number; ask: AskModel }): Moderate {
  const { db, now, ask } = options;
  const current = createSharedRead<InForce>({
    async read(before) {
      const snapshot = await collection(db, 'config').doc(MODERATION_CONFIG).get();
      const stored = snapshot.data() as z.input<typeof PublishedModeration> | undefined;
      const version = typeof stored?.version === 'number' ? stored.version : 0;
      return before?.version === version ? before : inForceOf(stored);
    },
    now,
  });

  return async (texts) => {
    const { settings, find } = await current();
    for (const text of texts) {
      const [finding] = find(text);
      if (finding) return moderated(settings, finding.category);
    }
    return askModel(settings, texts.filter(Boolean), ask);
  };
}

async function inForceOf(stored: z.input<typeof PublishedModeration> | undefined): Promise<InForce> {
  const { createMatcher, defaultModeration } = await loadModeration();
  const published = stored === undefined ? null : safeDecodeStored(PublishedModeration, stored);
  // If the lists can't be read, the defaults apply, so that nothing passes unchecked.
  if (published && !published.success) log.moderationUnreadable({ cause: published.error });
  const { version, settings } = published?.data ?? { version: 0, settings: defaultModeration };
  return { version, settings, find: createMatcher(settings) };
}

/** Asks the model about what passes the lists. */
async function askModel(
  settings: ModerationSettings,
  texts: readonly string[],
  ask: AskModel,
): Promise<AppError | null> {
  const { enabled, timeoutMs, whenUnreachable } = settings.secondStage;
  if (!enabled || texts.length === 0) return null;
  try {
    const category = (await ask(texts, timeoutMs)).find((name) => settings.categories[name]?.enabled ?? true);
    return category === undefined ? null : moderated(settings, category);
  } catch (cause) {
    log.moderationUnreachable({ cause, becomes: whenUnreachable });
    if (whenUnreachable === 'allow') return null;
    return new AppError('busy', { reason: 'moderation', retryAfterMs: 5_000 });
  }
}

function moderated({ categories }: ModerationSettings, category: string): AppError {
  const { label = category, labels } = categories[category] ?? {};
  return new AppError('moderated', { category, label, ...(labels && { labels }) });
}
