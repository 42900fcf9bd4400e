import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import {
  AppError,
  CATALOG_CONFIG,
  CatalogVersion,
  collections,
  PublishedCatalog,
} from '../contract/index.ts';
import { log } from './log.ts';

/** A change made by an admin holds on every instance within this time. */
const MAX_AGE_MS = 5_000;

export interface Catalogs {
  /**
   * The published catalog, at most so old (five seconds unless asked otherwise) and never older than the caller's.
   * @throws AppError `not-configured` when none is published: nothing runs without a price
   */
  current(atLeastVersion: number, limits?: { readonly maxAgeMs: number }): Promise<PublishedCatalog>;
  /** A past version: what an open hold was priced by. Falls back on the current one. */
  at(version: number): Promise<PublishedCatalog>;
}

export function createCatalogs(options: { db: Firestore; now?: () => number }): Catalogs {
  const { db, now = Date.now } = options;
  const versions = new Map<number, PublishedCatalog>();
  let latest: { published: PublishedCatalog; readMs: number } | null = null;
  let reading: Promise<PublishedCatalog> | null = null;

  async function read(): Promise<PublishedCatalog> {
    const readMs = now();
    const snapshot = await db.collection(collections.config).doc(CATALOG_CONFIG).get();
    const published = parse(PublishedCatalog, snapshot);
    if (!published) {
      throw new AppError('not-configured', 'No prices are published yet. An admin has to publish a catalog.');
    }
    latest = { published, readMs };
    return published;
  }

  function readShared(): Promise<PublishedCatalog> {
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  }

  async function current(
    atLeastVersion: number,
    { maxAgeMs } = { maxAgeMs: MAX_AGE_MS },
  ): Promise<PublishedCatalog> {
    const isFresh = latest && now() - latest.readMs < maxAgeMs;
    if (latest && isFresh && latest.published.version >= atLeastVersion) return latest.published;
    const wasUnderWay = reading !== null;
    const published = await readShared();
    // A read that began before the caller came may have missed what the caller has seen.
    return wasUnderWay && published.version < atLeastVersion ? readShared() : published;
  }

  async function at(version: number): Promise<PublishedCatalog> {
    const published = await current(0);
    if (published.version === version) return published;
    const known = versions.get(version);
    if (known) return known;
    const past = parse(
      CatalogVersion,
      await db.collection(collections.catalogVersions).doc(String(version)).get(),
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
  const parsed = z.safeDecode(schema, snapshot.data() as z.input<S>);
  if (!parsed.success) log.catalogUnreadable({ version: snapshot.ref.path, cause: parsed.error });
  return parsed.success ? parsed.data : null;
}
