import { z } from 'zod';
import { wellFormedText } from '../text.ts';
import { TimeMs } from '../time.ts';

/** A document in an export, as it is stored: times as ISO 8601, bytes as base64. */
export const ExportedDocument = z.strictObject({
  collection: z.string(),
  id: z.string(),
  data: z.record(z.string(), z.json()),
});
export type ExportedDocument = z.infer<typeof ExportedDocument>;

/** A file in an export, by the name that its document has for it. */
export const ExportedFile = z.strictObject({
  name: z.string(),
  /** Absolute, or a path from the root of the app's own site, or a `data:` URL. */
  url: z.string(),
  /** Null: the URL never expires. */
  expiresAtMs: TimeMs.nullable(),
});
export type ExportedFile = z.infer<typeof ExportedFile>;

/** The operations of people on what is held about them. */
export const privacyCallables = {
  /** Returns what is held about the caller, a page at a time, with links to their files. */
  exportMyData: {
    caller: 'guest',
    request: z.strictObject({
      /** The end of the page before; null: the first page. */
      cursor: wellFormedText({ min: 1, max: 2_000 }).nullable(),
    }),
    response: z.strictObject({
      documents: z.array(ExportedDocument),
      files: z.array(ExportedFile),
      cursor: z.string().nullable(),
    }),
  },
} as const;
