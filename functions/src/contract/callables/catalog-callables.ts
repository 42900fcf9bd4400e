import { z } from 'zod';
import { CatalogChange } from '../catalog/catalog-diff.ts';
import { WhatIfResult } from '../insight/what-if/what-if-result.ts';
import { ModerationSettings } from '../moderation/moderation-settings.ts';
import { LocalizedText } from '../policies/terms.ts';
import { leastRole } from '../staff/staff-permissions.ts';
import { Name, Reason, RequestId } from '../text/identifiers.ts';
/** The targets of a kill switch. */
export const SwitchTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('operation'), operation: Name }),
  z.strictObject({ kind: z.literal('model'), operation: Name, model: Name }),
  z.strictObject({ kind: z.literal('provider'), provider: Name }),
]);
export type SwitchTarget = z.infer<typeof SwitchTarget>;

const CatalogVersionNumber = z.int().min(0);

/** The calls of staff that change prices and word lists. Each change writes its audit entry. */
export const catalogCallables = {
  /**
   * Publishes a version of the catalog. `version-conflict` if another was published since the version that this is
   * based on. A switch applies to whatever version is newest. Audited.
   */
  updateCreditConfiguration: {
    caller: leastRole('publish-prices'),
    request: z.discriminatedUnion('action', [
      z.strictObject({
        action: z.literal('publish'),
        requestId: RequestId,
        /** The version that the draft is based on; 0 if none is published. */
        baseVersion: CatalogVersionNumber,
        /** A `Catalog`. Each fault in it is returned with its path. */
        draft: z.unknown(),
        /** Notifies those who use what becomes dearer, with a note of the operator's; absent or null: nobody. */
        announcement: z.strictObject({ note: LocalizedText.nullable() }).nullable().optional(),
        reason: Reason,
      }),
      z.strictObject({
        action: z.literal('rollBack'),
        requestId: RequestId,
        baseVersion: CatalogVersionNumber,
        toVersion: z.int().min(1),
        reason: Reason,
      }),
      z.strictObject({
        action: z.literal('switch'),
        requestId: RequestId,
        target: SwitchTarget,
        enabled: z.boolean(),
        reason: Reason,
      }),
    ]),
    response: z.strictObject({ version: z.int().min(1), changes: z.array(CatalogChange) }),
  },
  /**
   * Replays the last 30 days under the published catalog and under a draft: revenue, margin, who pays more, what becomes
   * unaffordable. Assumes unchanged behavior. Changes nothing. `busy` while figures are recomputed.
   */
  previewPrices: {
    caller: leastRole('publish-prices'),
    request: z.strictObject({
      /** A `Catalog`. Each fault in it is returned with its path. */
      draft: z.unknown(),
    }),
    response: WhatIfResult,
  },
  /**
   * Publishes word lists and the action for texts that they don't match. `version-conflict` if others were published
   * since the version that these are based on. Audited.
   */
  updateModeration: {
    caller: leastRole('update-moderation'),
    request: z.strictObject({
      requestId: RequestId,
      /** The version that these are based on; 0 if none is published. */
      baseVersion: CatalogVersionNumber,
      settings: ModerationSettings,
      reason: Reason,
    }),
    response: z.strictObject({ version: z.int().min(1) }),
  },
} as const;
