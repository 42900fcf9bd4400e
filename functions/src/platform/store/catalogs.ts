import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import type { z } from 'zod';
import {
  AppError,
  CATALOG_CONFIG,
  CatalogVersion,
  collections,
  type OffersOf,
  PublishedCatalog,
  safeDecodeStored,
  withOffers,
} from '../../contract/index.ts';
import { log } from '../signals/log.ts';
import { createSharedRead } from './shared-read.ts';

export interface Catalogs {
  /**
   * Returns the published catalog, at most five seconds old unless requested otherwise, and never older than the
   * caller's.
   * @throws AppError `not-configured` when none is published, because nothing runs without a price
   */
  current(atLeastVersion: number, limits?: { readonly maxAgeMs: number }): Promise<PublishedCatalog>;
  /** Returns a past version, by which an open hold was priced. Falls back to the current one. */
  at(version: number): Promise<PublishedCatalog>;
}

/**
 * @param options.offersOf returns what a model makes, which replaces the stored values; without it, the stored ones
 * apply
 */
export function createCatalogs(options: {
  db: Firestore;
  now?: () => number;
  offersOf?: OffersOf;
}): Catalogs {
  const { db, now = Date.now, offersOf } = options;
  const versions = new Map<number, PublishedCatalog>();
  const read = createSharedRead({ read: readPublished, now });

  async function readPublished(): Promise<PublishedCatalog> {
    const snapshot = await db.collection(collections.config).doc(CATALOG_CONFIG).get();
    const published = known(parse(PublishedCatalog, snapshot));
    if (published) return published;
    throw new AppError('not-configured', { reason: 'catalog' });
  }

  function known(published: PublishedCatalog | null): PublishedCatalog | null {
    if (!published || !offersOf) return published;
    return { ...published, catalog: withOffers(published.catalog, offersOf) };
  }

  const current: Catalogs['current'] = (atLeastVersion, limits) =>
    read({ ...limits, isEnough: ({ version }) => version >= atLeastVersion });

  async function at(version: number): Promise<PublishedCatalog> {
    const published = await current(0);
    if (published.version === version) return published;
    const before = versions.get(version);
    if (before) return before;
    const past = known(
      parse(CatalogVersion, await db.collection(collections.catalogVersions).doc(String(version)).get()),
    );
    if (past) versions.set(version, past);
    return past ?? published;
  }

  return { current, at };
}

function parse<S extends z.ZodType<PublishedCatalog>>(
  schema: S,
  snapshot: DocumentSnapshot,
): z.output<S> | null {
  if (!snapshot.exists) return null;
  const parsed = safeDecodeStored(schema, snapshot.data());
  if (!parsed.success) log.catalogUnreadable({ version: snapshot.ref.path, cause: parsed.error });
  return parsed.success ? parsed.data : null;
}
