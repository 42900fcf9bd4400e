import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import {
  AppError,
  AuditEntry,
  assertFreshRequestId,
  loadModeration,
  MODERATION_CONFIG,
  type ModerationChange,
  PublishedModeration,
  type RequestOf,
  safeDecodeStored,
} from '../../contract/index.ts';
import { attribution, type CallContext } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { intentDigestOf } from '../../platform/digest.ts';
import { log } from '../../platform/signals/log.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../../platform/store/landed.ts';

const MAX_TRIES = 4;
/** The most changes in an audit entry. */
const MAX_AUDITED_CHANGES = 200;

interface ModerationServices {
  readonly db: Firestore;
  readonly now: () => number;
}

type ModerationRequest = RequestOf<'updateModeration'>;

/** Publishes lists, once per request id, with an audit entry in the same commit. */
export function updateModeration(services: ModerationServices): Handler<'updateModeration'> {
  return async (request, context) => {
    assertFreshRequestId(request.requestId, services.now());
    for (let tries = 1; tries <= MAX_TRIES; tries++) {
      const version = await publish(services, request, context);
      if (version !== null) return { version };
    }
    throw new AppError('busy', { reason: 'publishing', retryAfterMs: 1_000 });
  };
}

/**
 * Returns the version that this call or an earlier one published; null if the lists have changed and must be read
 * again.
 */
async function publish(
  { db, now }: ModerationServices,
  request: ModerationRequest,
  context: CallContext,
): Promise<number | null> {
  const auditReference = collection(db, 'audit').doc(`moderation-${request.requestId}`);
  const inForce = collection(db, 'config').doc(MODERATION_CONFIG);
  const [audited, stored] = await db.getAll(auditReference, inForce);
  const given = audited && decodeDocument(AuditEntry, audited);
  if (given) return versionGiven(given.value, request);

  const replaced = z.int().safeParse(stored?.get('version')).data ?? 0;
  if (request.baseVersion !== replaced) {
    throw new AppError('version-conflict', { reason: 'published-meanwhile', catalogVersion: replaced });
  }
  // Lists that this build can't read can still be replaced.
  const before = safeDecodeStored(PublishedModeration, stored?.data());
  const previous = before.data?.settings ?? null;
  const published: PublishedModeration = {
    schemaVersion: 1,
    ...before.data,
    version: replaced + 1,
    settings: request.settings,
    previous,
    publishedBy: context.uid,
    publishedAt: now(),
  };
  const { defaultModeration, moderationChanges } = await loadModeration();
  const changes = moderationChanges(previous ?? defaultModeration, request.settings);
  const encoded = await encodeDocument(db, PublishedModeration, published);
  const batch = db.batch();
  writeOver(batch, inForce, { was: stored?.updateTime ?? null, data: encoded });
  batch.create(
    auditReference,
    await encodeDocument(db, AuditEntry, auditEntryOf({ request, context, published, changes })),
  );
  if (!(await landed(batch.commit(), UNLESS_CONFLICT))) return null;
  const { version } = published;
  log.moderationPublished({ version, changes: changes.length, traceId: context.traceId });
  return version;
}

/** @throws AppError `idempotency-conflict` */
function versionGiven({ after }: AuditEntry, request: ModerationRequest): number {
  if (typeof after?.version === 'number' && after.intentDigest === intentDigestOf(request))
    return after.version;
  throw new AppError('idempotency-conflict', { reason: 'publication' });
}

function auditEntryOf({
  request,
  context,
  published: { version, publishedAt },
  changes,
}: {
  request: ModerationRequest;
  context: CallContext;
  published: PublishedModeration;
  changes: readonly ModerationChange[];
}): AuditEntry {
  return {
    schemaVersion: 1,
    ...attribution(context),
    action: 'update-moderation',
    target: `system_config/${MODERATION_CONFIG}`,
    before: { version: request.baseVersion },
    after: { version, changes: changes.slice(0, MAX_AUDITED_CHANGES), intentDigest: intentDigestOf(request) },
    reason: request.reason,
    createdAt: publishedAt,
  };
}
