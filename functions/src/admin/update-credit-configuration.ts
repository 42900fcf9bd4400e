import { setTimeout as sleep } from 'node:timers/promises';
import type { DocumentSnapshot, Firestore, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import {
  type Announcement,
  AppError,
  AuditEntry,
  assertFreshRequestId,
  CATALOG_CONFIG,
  Catalog,
  type CatalogChange,
  CatalogVersion,
  catalogChanges,
  firstCatalog,
  largestPriceChange,
  namesOfRises,
  type OffersOf,
  type Operations,
  PublishedCatalog,
  priceRises,
  type ResponseOf,
  safeDecodeStored,
  withOffers,
} from '../contract/index.ts';
import { attribution, type CallContext } from '../platform/calls/call-context.ts';
import type { Handler } from '../platform/calls/callable.ts';
import { intentDigestOf } from '../platform/digest.ts';
import { log } from '../platform/signals/log.ts';
import { assertPricesAlone, type ReadStaffSettings } from '../platform/signals/read-staff-settings.ts';
import { changeAnnouncements } from '../platform/store/change-announcements.ts';
import {
  collection,
  decodeDocument,
  encodeDocument,
  storeVersion,
  writeOver,
} from '../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../platform/store/landed.ts';
import { type ConfigurationRequest, nextCatalog } from './next-catalog.ts';

const MAX_TRIES = 12;
const PAUSE_MS = 25;
/** The most changes in an audit entry. All of them can be derived from the two versions. */
const MAX_AUDITED_CHANGES = 200;

export interface ConfigurationServices {
  readonly db: Firestore;
  readonly now: () => number;
  /** The registered kinds of work. No other kind can be sold. */
  readonly operations: Operations;
  readonly reachableProviders: () => ReadonlySet<string>;
  readonly providerLabels: Readonly<Record<string, string>>;
  readonly offersOf: OffersOf;
}

type Answer = ResponseOf<'updateCreditConfiguration'>;

/** Publishes a version of the catalog, if its prices don't change by so much that a second admin has to approve it. */
export function updateCreditConfiguration(
  services: ConfigurationServices & { readonly staffSettings: ReadStaffSettings },
): Handler<'updateCreditConfiguration'> {
  return publishWith(services, async ({ action }, { from, to }) => {
    // What stops work, or goes back to what was in force, is for emergencies.
    if (action !== 'publish' || !from) return;
    await assertPricesAlone(services.staffSettings, largestPriceChange(from, to));
  });
}

/** Does the same for any prices, after a second admin has approved them. */
export function publishApproved(services: ConfigurationServices): Handler<'updateCreditConfiguration'> {
  return publishWith(services, async () => undefined);
}

type Assert = (
  request: ConfigurationRequest,
  catalogs: { readonly from: Catalog | null; readonly to: Catalog },
) => Promise<void>;

/** Publishes once per request id, with an audit entry in the same commit. @param assertAllowed throws to prevent it */
function publishWith(
  services: ConfigurationServices,
  assertAllowed: Assert,
): Handler<'updateCreditConfiguration'> {
  return async (request, context) => {
    assertFreshRequestId(request.requestId, services.now());
    for (let tries = 1; tries <= MAX_TRIES; tries++) {
      const stored = await readStored(services.db, request);
      const answer =
        (await answerGiven(services.db, request, stored)) ??
        (await publish(services, { request, context, stored, assertAllowed }));
      if (answer) return answer;
      await sleep(Math.random() * PAUSE_MS * tries);
    }
    throw new AppError('busy', { reason: 'publishing', retryAfterMs: 1_000 });
  };
}

interface Stored {
  readonly audit: AuditEntry | null;
  readonly current: Catalog | null;
  readonly currentVersion: number;
  /** The time of the published document's last change; null if there is none. */
  readonly updateTime: Timestamp | null;
  readonly past: unknown;
}

async function readStored(db: Firestore, request: ConfigurationRequest): Promise<Stored> {
  const [audit, current, past] = await db.getAll(
    collection(db, 'audit').doc(auditIdOf(request)),
    collection(db, 'config').doc(CATALOG_CONFIG),
    ...(request.action === 'rollBack' ? [versionOf(db, request.toVersion)] : []),
  );
  const parsed = safeDecodeStored(Catalog, current?.get('catalog'));
  return {
    audit: audit ? (decodeDocument(AuditEntry, audit)?.value ?? null) : null,
    // A catalog that this build can't read can still be replaced.
    current: parsed.data ?? null,
    currentVersion: numberIn(current),
    updateTime: (current?.exists && current.updateTime) || null,
    past: past?.get('catalog'),
  };
}

function numberIn(current: DocumentSnapshot | undefined): number {
  return z.int().safeParse(current?.get('version')).data ?? 0;
}

/** Returns the response to the first call with this request id. @throws AppError `idempotency-conflict` */
async function answerGiven(
  db: Firestore,
  request: ConfigurationRequest,
  { audit }: Stored,
): Promise<Answer | null> {
  if (!audit) return null;
  const { version, intentDigest } = audit.after ?? {};
  if (typeof version !== 'number' || intentDigest !== intentDigestOf(request)) {
    throw new AppError('idempotency-conflict', { reason: 'publication' });
  }
  const [before, after] = await db.getAll(versionOf(db, version - 1), versionOf(db, version));
  const [from, to] = [before, after].map(
    (snapshot) => safeDecodeStored(Catalog, snapshot?.get('catalog')).data ?? null,
  );
  return { version, changes: to ? changesFrom(from ?? null, to) : [] };
}

interface Publishing {
  readonly request: ConfigurationRequest;
  readonly context: CallContext;
  readonly stored: Stored;
  readonly assertAllowed: Assert;
}

/**
 * Writes the published document, the version and the audit entry in one commit. Returns null if the catalog has changed
 * and must be read again.
 */
async function publish(services: ConfigurationServices, publishing: Publishing): Promise<Answer | null> {
  const { db, now, operations, offersOf } = services;
  const { request, context, stored, assertAllowed } = publishing;
  const terms = { operations, offersOf, storeVersion: await storeVersion(db) };
  const catalog = withOffers(nextCatalog(request, stored, terms), offersOf);
  await assertAllowed(request, { from: stored.current, to: catalog });
  const version = stored.currentVersion + 1;
  const changes = changesFrom(stored.current, catalog);
  const common = {
    schemaVersion: 1 as const,
    version,
    catalog,
    publishedBy: context.uid,
    publishedAt: now(),
    reachableProviders: null,
  };
  const published: PublishedCatalog = {
    ...common,
    reachableProviders: [...services.reachableProviders()].sort(),
    providerLabels: { ...services.providerLabels },
  };
  const { reason } = request;
  const inForce = collection(db, 'config').doc(CATALOG_CONFIG);
  const encoded = await encodeDocument(db, PublishedCatalog, published);
  const announced = announcementOf(publishing, { catalog, version, nowMs: published.publishedAt });
  const announcement =
    announced && (await changeAnnouncements(db, (due) => [...due, announced], published.publishedAt));
  const batch = db.batch();
  announcement?.(batch);
  writeOver(batch, inForce, { was: stored.updateTime, data: encoded });
  batch.create(
    versionOf(db, version),
    await encodeDocument(db, CatalogVersion, { ...common, email: null, reason }),
  );
  const entry = auditEntryOf(publishing, { version, changes, nowMs: published.publishedAt });
  batch.create(collection(db, 'audit').doc(auditIdOf(request)), await encodeDocument(db, AuditEntry, entry));
  if (!(await landed(batch.commit(), UNLESS_CONFLICT))) return null;
  const { action } = request;
  log.catalogPublished({ version, action, changes: changes.length, traceId: context.traceId });
  return { version, changes };
}

/** Returns the announcement of what becomes dearer; null: nothing does, or nobody is to be notified. */
function announcementOf(
  { request, stored }: Publishing,
  { catalog, version, nowMs }: { catalog: Catalog; version: number; nowMs: number },
): Announcement | null {
  if (request.action !== 'publish' || !request.announcement || !stored.current) return null;
  const rises = priceRises(stored.current, catalog);
  const { models, plans } = rises;
  if (models.length === 0 && plans.length === 0) return null;
  return {
    ...{ kind: 'prices', id: `prices-${version}`, catalogVersion: version, publishedAtMs: nowMs },
    ...{ rises: [...models], plans: [...plans], names: namesOfRises(catalog, rises) },
    note: request.announcement.note,
  };
}

function auditEntryOf(
  { request, context, stored }: Publishing,
  { version, changes, nowMs }: { version: number; changes: CatalogChange[]; nowMs: number },
): AuditEntry {
  return {
    schemaVersion: 1,
    ...attribution(context),
    action: auditActions[request.action],
    target: `system_config/${CATALOG_CONFIG}`,
    before: { version: stored.currentVersion },
    after: {
      version,
      changes: changes.slice(0, MAX_AUDITED_CHANGES),
      intentDigest: intentDigestOf(request),
    },
    reason: request.reason,
    createdAt: nowMs,
  };
}

const auditActions = {
  publish: 'publish-catalog',
  rollBack: 'roll-back-catalog',
  switch: 'switch-catalog',
} as const;

function changesFrom(from: Catalog | null, to: Catalog): CatalogChange[] {
  return from ? catalogChanges(from, to) : [firstCatalog(to)];
}

const auditIdOf = ({ requestId }: ConfigurationRequest) => `catalog-${requestId}`;
const versionOf = (db: Firestore, version: number) => collection(db, 'catalogVersions').doc(String(version));
