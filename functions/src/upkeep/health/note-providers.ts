import { isDeepStrictEqual } from 'node:util';
import type { Firestore } from 'firebase-admin/firestore';
import {
  CATALOG_CONFIG,
  type OffersOf,
  PublishedCatalog,
  safeDecodeStored,
  versionsOf,
  withOffers,
} from '../../contract/index.ts';
import type { Catalogs } from '../../platform/store/catalogs.ts';
import { collection, encodeDocument, storeVersion } from '../../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../../platform/store/landed.ts';

/** The providers of this deployment. */
export interface KnownProviders {
  readonly reachableProviders: () => ReadonlySet<string>;
  readonly providerLabels: Readonly<Record<string, string>>;
  readonly offersOf: OffersOf;
}

/** The providers that this instance wrote last. */
const noted = new WeakMap<Firestore, string>();

/** Writes the providers into the published catalog, once per instance and version of the catalog. */
export async function noteProviders(
  services: KnownProviders & { readonly db: Firestore; readonly catalogs: Catalogs },
): Promise<void> {
  const { db, catalogs, reachableProviders, providerLabels } = services;
  const published = await catalogs.current(0).catch(() => null);
  const known = JSON.stringify([published?.version, [...reachableProviders()].sort(), providerLabels]);
  if (!published || noted.get(db) === known) return;
  await writeProviders(db, services);
  noted.set(db, known);
}

/**
 * Updates the published catalog with the providers that can be reached, their labels and their models' outputs, if these
 * have changed: keys change with deployments, and models with builds. Does nothing if a catalog is published in between,
 * because publishing writes the same fields.
 */
async function writeProviders(db: Firestore, known: KnownProviders): Promise<void> {
  if ((await storeVersion(db)) < versionsOf(PublishedCatalog.shape.reachableProviders).from) return;
  const reference = collection(db, 'config').doc(CATALOG_CONFIG);
  const snapshot = await reference.get();
  const { data: published } = safeDecodeStored(PublishedCatalog, snapshot.data());
  if (!snapshot.updateTime || !published) return;
  const { reachableProviders, providerLabels, catalog } = await encodeDocument(db, PublishedCatalog, {
    ...published,
    reachableProviders: [...known.reachableProviders()].sort(),
    providerLabels: { ...known.providerLabels },
    catalog: withOffers(published.catalog, known.offersOf),
  });
  const noted = { reachableProviders, providerLabels, catalog };
  const isSame = Object.entries(noted).every(([field, value]) =>
    isDeepStrictEqual(snapshot.get(field), value),
  );
  if (isSame) return;
  const batch = db.batch();
  batch.update(reference, noted, { lastUpdateTime: snapshot.updateTime });
  await landed(batch.commit(), UNLESS_CONFLICT);
}
