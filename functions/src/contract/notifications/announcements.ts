import { z } from 'zod';
import { LocalizedText, TermsVersion } from '../policies/terms.ts';
import { schemaVersion } from '../store/stored-document.ts';
import { Time, TimeMs } from '../time.ts';

/** `system_config/announcements`: publications of which users still have to be notified. Absent: none. */
export const ANNOUNCEMENTS_CONFIG = 'announcements';

/** A publication. Each user whom it concerns is notified once. */
export const Announcement = z.discriminatedUnion('kind', [
  /** Concerns everybody with an account. */
  z.strictObject({
    kind: z.literal('terms'),
    /** Such as `terms-3`. */
    id: z.string(),
    terms: TermsVersion,
  }),
  /** Concerns users of the models in the 30 days before, and holders of the plans. */
  z.strictObject({
    kind: z.literal('prices'),
    /** Such as `prices-12`. */
    id: z.string(),
    catalogVersion: z.int().min(1),
    publishedAtMs: TimeMs,
    /** The models whose prices have risen. */
    rises: z.array(z.strictObject({ operation: z.string(), model: z.string() })),
    /** The plans that cost more for new subscribers. */
    plans: z.array(z.string()),
    /** The models and plans, in words. */
    names: LocalizedText,
    /** The operator's note; null: none. */
    note: LocalizedText.nullable(),
  }),
]);
export type Announcement = z.infer<typeof Announcement>;

export const Announcements = z.strictObject({
  schemaVersion,
  /** Oldest first. The first is announced before the next one. */
  due: z.array(Announcement),
  updatedAt: Time,
});
export type Announcements = z.infer<typeof Announcements>;
