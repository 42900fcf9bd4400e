import { isDeepStrictEqual } from 'node:util';
import { v7 as newRequestId } from 'uuid';
import { type ConfigurationServices, publishApproved } from '../admin/update-credit-configuration.ts';
import { AppError, type Catalog, type PublishedCatalog, SCHEMA_VERSION } from '../contract/index.ts';
import type { CallContext } from '../platform/calls/call-context.ts';
import { log } from '../platform/signals/log.ts';
import type { Catalogs } from '../platform/store/catalogs.ts';
import { raiseStore, storeVersion } from '../platform/store/documents.ts';

/** The offers that an app's code declares. */
export interface CodeCatalog {
  /** The catalog before any was published, with the app's operations. */
  readonly first: Catalog;
  /** Whether the code says what new accounts are given. */
  readonly givesWelcome: boolean;
}

type Services = ConfigurationServices & { readonly catalogs: Catalogs };

/** The code of the app, as the one who publishes. */
const CODE: CallContext = {
  ...{ uid: 'code', accountId: 'code', email: null, isEmailVerified: false, name: null },
  ...{
    role: null,
    isGuest: false,
    client: { ip: null, country: null, device: null },
    traceId: '0'.repeat(32),
  },
};

/**
 * Returns catalogs that publish the code's offers that the store lacks, once per instance, before the first read.
 * Published offers stay unchanged: prices are changed by `publishCode`, or by staff.
 */
export function publishingCatalogs(services: Services, code: CodeCatalog): Catalogs {
  const { catalogs } = services;
  let ready: Promise<void> | null = null;
  function prepare(): Promise<void> {
    ready ??= publishMissing(services, code)
      .then(() => requireSchema(services))
      .catch((error: unknown) => {
        ready = null;
        throw error;
      });
    return ready;
  }
  return {
    async current(atLeastVersion, limits) {
      await prepare();
      return catalogs.current(atLeastVersion, limits);
    },
    async at(version) {
      await prepare();
      return catalogs.at(version);
    },
  };
}

/** @throws AppError `busy` when others publish all the while, `invalid-argument` when the code's catalog is none */
async function publishMissing(services: Services, { first }: CodeCatalog): Promise<void> {
  const published = await publishedIn(services);
  if (!published)
    return publish(services, { draft: first, baseVersion: 0, reason: 'First catalog of the code' });
  const { catalog, version } = published;
  const operations = { ...first.operations, ...catalog.operations };
  if (Object.keys(operations).length > Object.keys(catalog.operations).length) {
    const draft = { ...catalog, operations };
    return publish(services, { draft, baseVersion: version, reason: 'New operations of the code' });
  }
  // Packs that the store lacks may have been removed by staff.
  const sold = { ...catalog.operations, ...catalog.packs };
  const differing = Object.entries({ ...first.operations, ...first.packs }).filter(
    ([name, entry]) => !isDeepStrictEqual(entry, sold[name]),
  );
  if (differing.length > 0) log.codeCatalogDiffers({ version, names: differing.map(([name]) => name) });
}

/** Publishes everything that the code sells and gives, at the code's prices. Returns the version in force. */
export async function publishCode(
  services: Services,
  { first, givesWelcome }: CodeCatalog,
  reason: string,
): Promise<number> {
  const published = await publishedIn(services);
  const before = published?.catalog ?? first;
  const draft = {
    ...before,
    operations: { ...before.operations, ...first.operations },
    packs: { ...before.packs, ...first.packs },
    grants: givesWelcome ? first.grants : before.grants,
  };
  await publish(services, { draft, baseVersion: published?.version ?? 0, reason });
  return (await services.catalogs.current((published?.version ?? 0) + 1)).version;
}

/**
 * The schema version since which kinds of work of an app's own, and shadow mode, are stored. Later versions are not waited
 * for: an upgraded app works on a store that was not raised yet.
 */
const HOST_WORK_SINCE = 3;

async function requireSchema({ db }: Services): Promise<void> {
  const version = await storeVersion(db, { maxAgeMs: 0 });
  if (version >= HOST_WORK_SINCE) return;
  log.storeTooOld({ version, needed: HOST_WORK_SINCE });
  throw new AppError('not-configured', { reason: 'catalog' });
}

async function publishedIn({ catalogs }: Services): Promise<PublishedCatalog | null> {
  try {
    return await catalogs.current(0, { maxAgeMs: 0 });
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-configured') return null;
    throw error;
  }
}

async function publish(
  services: Services,
  { draft, baseVersion, reason }: { draft: Catalog; baseVersion: number; reason: string },
): Promise<void> {
  // A store without a catalog is new: no earlier build reads it.
  if (baseVersion === 0 && (await storeVersion(services.db)) < SCHEMA_VERSION) {
    await raiseStore(services.db, { version: SCHEMA_VERSION, cursor: null, nowMs: services.now() });
    await storeVersion(services.db, { maxAgeMs: 0 });
  }
  const request = { action: 'publish', requestId: newRequestId(), baseVersion, draft, reason } as const;
  try {
    await publishApproved(services)(request, CODE, () => undefined);
  } catch (error) {
    // Another instance was quicker: its catalog is read next.
    if (!(error instanceof AppError && error.code === 'version-conflict')) throw error;
  }
}
