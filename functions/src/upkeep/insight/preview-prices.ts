import type { Firestore } from 'firebase-admin/firestore';
import {
  AppError,
  MINUTE_MS,
  type OffersOf,
  type Operations,
  readCatalog,
  toIssues,
  whatIf,
} from '../../contract/index.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import type { Catalogs } from '../../platform/store/catalogs.ts';
import { readRecentFacts } from './read-what-if.ts';
import { isCurrent, readInsightSettings } from './update-insights.ts';

export interface PreviewServices {
  readonly db: Firestore;
  readonly catalogs: Catalogs;
  readonly operations: Operations;
  readonly offersOf: OffersOf;
}

/** Replays the last 30 days under a draft of the catalog, beside the published one. Changes nothing. */
export function previewPrices({
  db,
  catalogs,
  operations,
  offersOf,
}: PreviewServices): Handler<'previewPrices'> {
  return async ({ draft }) => {
    const { catalog, faults } = readCatalog(draft, { operations, offersOf });
    if (!catalog) throw new AppError('invalid-argument', { reason: 'draft', issues: toIssues(faults) });
    const { catalog: current } = await catalogs.current(0);
    const settings = await readInsightSettings(db);
    const facts = await readRecentFacts(db);
    if (!facts || facts.head.rebuildingToMs !== null || !isCurrent(facts.head, settings)) {
      throw new AppError('busy', { reason: 'figures-behind', retryAfterMs: MINUTE_MS });
    }
    const { head, range, accounts, money } = facts;
    const { throughMs } = head;
    return whatIf({ accounts, current, draft: catalog, range, throughMs, money, settings });
  };
}
