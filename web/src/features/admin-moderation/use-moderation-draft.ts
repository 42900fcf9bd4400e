import { ModerationSettings } from '@firemeter/functions/contract';
import { useEffect, useMemo, useState } from 'react';
import { z } from 'zod';
import { type Kept, keptFor } from '../../lib/kept/kept.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { isSame, rebase } from '../../lib/service/sources/rebase.ts';

const name = 'moderation-draft';

/** Lists as they are typed: a word may be none yet. */
const Typed = z.object({
  ...ModerationSettings.shape,
  categories: z.record(
    z.string(),
    z.object({
      label: z.string(),
      labels: z.record(z.string(), z.string()).optional(),
      enabled: z.boolean(),
      words: z.array(z.string()),
    }),
  ),
  allowed: z.array(z.string()),
});
const Draft = z.object({ baseVersion: z.int(), base: Typed, settings: Typed });
/** Changes that are not published yet, and what they were made from. */
export type Draft = z.infer<typeof Draft>;

interface InForce {
  readonly version: number;
  readonly settings: ModerationSettings;
}

/** The changes of the lists that an admin has made and not published: kept in this browser until they are published or discarded. */
export function useModerationDraft(inForce: InForce) {
  const { uid } = usePerson();
  const kept = useMemo(() => keptFor(uid, 'browser'), [uid]);
  const [draft, setDraft] = useState(() => load(kept));
  useEffect(() => save(kept, draft), [kept, draft]);
  const { version, settings } = inForce;
  return {
    /** Null while nothing is changed. */
    draft,
    /** The draft, or what is in force. */
    settings: draft?.settings ?? settings,
    change: (next: ModerationSettings) =>
      setDraft((before) =>
        unlessSame({ ...(before ?? { baseVersion: version, base: settings }), settings: next }),
      ),
    discard: () => setDraft(null),
    /** Brings back what was discarded, from another page too. */
    restore(lost: Draft) {
      save(kept, lost);
      setDraft(lost);
    },
    /** Makes the changes anew on what is in force now; returns where both had changed the same. */
    takeOver(): readonly string[] {
      if (!draft) return [];
      const rebased = rebase({ base: draft.base, mine: draft.settings, theirs: settings });
      setDraft(unlessSame({ baseVersion: version, base: settings, settings: rebased.draft }));
      return rebased.overlaps;
    },
  };
}

function unlessSame(draft: Draft): Draft | null {
  return isSame(draft.base, draft.settings) ? null : draft;
}

function load(kept: Kept): Draft | null {
  try {
    return Draft.parse(JSON.parse(kept.read(name) ?? ''));
  } catch {
    return null;
  }
}

function save(kept: Kept, draft: Draft | null): void {
  kept.write(name, draft && JSON.stringify(draft));
}
