import type { Firestore } from 'firebase-admin/firestore';
import {
  type Announcement,
  AppError,
  type AuditEntry,
  assertFreshRequestId,
  MAX_TERMS_NOTICE_MS,
  MAX_TERMS_VERSIONS,
  NO_TERMS,
  PublishedTerms,
  type RequestOf,
  standingTerms,
  TERMS_CONFIG,
  type TermsVersion,
} from '../../contract/index.ts';
import { attribution } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { changeAnnouncements } from '../../platform/store/change-announcements.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../../platform/store/documents.ts';
import { writeAudited } from '../write-audited.ts';

type Request = RequestOf<'updateTerms'>;

/**
 * Publishes a version of the terms, withdraws one that doesn't apply yet, or sets the minimum age: once per request id, with an
 * audit entry in the same commit.
 * @throws AppError `version-conflict` when another version was published since the one that this is based on;
 *   `already-settled` for a version that applies or was withdrawn; `not-found`
 */
export function updateTerms({
  db,
  now,
}: {
  readonly db: Firestore;
  readonly now: () => number;
}): Handler<'updateTerms'> {
  return async (request, context) => {
    const { requestId, reason } = request;
    assertFreshRequestId(requestId, now());
    const reference = collection(db, 'config').doc(TERMS_CONFIG);
    const auditId = `terms-${requestId}`;
    const [done, found] = await db.getAll(collection(db, 'audit').doc(auditId), reference);
    if (done?.exists) return {};
    const stored = found ? decodeDocument(PublishedTerms, found) : null;
    const was = stored?.value ?? NO_TERMS;
    const change = nextTerms(was, request, now());
    const data = await encodeDocument(db, PublishedTerms, { ...change.terms, updatedAt: now() });
    const { action, before, after, announced } = change;
    const announcement = announced && (await changeAnnouncements(db, announced, now()));
    await writeAudited(
      { db, now },
      {
        auditId,
        entry: {
          ...attribution(context),
          ...{ action, target: `system_config/${TERMS_CONFIG}`, reason, before, after },
        },
        change: (batch) => {
          writeOver(batch, reference, { was: stored?.version ?? null, data });
          announcement?.(batch);
        },
      },
    );
    return {};
  };
}

interface Change {
  readonly action: 'publish-terms' | 'withdraw-terms' | 'set-minimum-age';
  readonly terms: PublishedTerms;
  readonly before: AuditEntry['before'];
  readonly after: AuditEntry['after'];
  /** Changes what users still have to be notified of; null: nothing. */
  readonly announced: ((due: readonly Announcement[]) => Announcement[]) | null;
}

function nextTerms(was: PublishedTerms, request: Request, nowMs: number): Change {
  if (request.action === 'setMinimumAge') {
    const { minimumAge } = request;
    return {
      action: 'set-minimum-age',
      terms: { ...was, minimumAge },
      before: { ...was.minimumAge },
      after: { ...minimumAge },
      announced: null,
    };
  }
  if (request.action === 'withdraw') return withdraw(was, request.version, nowMs);
  const version = nextVersion(was.versions, request, nowMs);
  return {
    action: 'publish-terms',
    terms: { ...was, versions: [...was.versions, version] },
    before: { version: version.version - 1 },
    after: { ...version },
    announced: (due) => [...due, { kind: 'terms', id: announcementId(version.version), terms: version }],
  };
}

/** Keeps the version, so that its number and the proof of agreements to it stay, but it never applies. */
function withdraw(was: PublishedTerms, version: number, nowMs: number): Change {
  const found = was.versions.find((one) => one.version === version);
  if (!found) throw new AppError('not-found', { reason: 'terms' });
  if (found.withdrawnAtMs !== undefined) throw new AppError('already-settled', { reason: 'terms-withdrawn' });
  if (found.appliesFromMs <= nowMs) throw new AppError('already-settled', { reason: 'terms-apply' });
  const withdrawn = { ...found, withdrawnAtMs: nowMs };
  return {
    action: 'withdraw-terms',
    terms: { ...was, versions: was.versions.map((one) => (one === found ? withdrawn : one)) },
    before: { version, appliesFromMs: found.appliesFromMs },
    after: { version, withdrawnAtMs: nowMs },
    announced: (due) => due.filter(({ id }) => id !== announcementId(version)),
  };
}

const announcementId = (version: number) => `terms-${version}`;

/**
 * @throws AppError `version-conflict`; `invalid-argument` for a version that would apply before the last one or in more
 *   than a year, or if there are too many
 */
function nextVersion(
  versions: readonly TermsVersion[],
  { baseVersion, terms }: Extract<Request, { action: 'publish' }>,
  nowMs: number,
): Omit<TermsVersion, 'withdrawnAtMs'> {
  const last = standingTerms(versions).at(-1);
  const lastVersion = versions.at(-1)?.version ?? 0;
  if (baseVersion !== lastVersion) {
    throw new AppError('version-conflict', { reason: 'published-meanwhile', catalogVersion: lastVersion });
  }
  const appliesFromMs = Math.max(terms.appliesFromMs, nowMs);
  const fault = faultOf({ versions, appliesFromMs, nowMs });
  if (fault) throw new AppError('invalid-argument', fault);
  return {
    ...terms,
    version: lastVersion + 1,
    requiresAgreement: terms.requiresAgreement || !last,
    appliesFromMs,
    publishedAtMs: nowMs,
  };
}

function faultOf({
  versions,
  appliesFromMs,
  nowMs,
}: {
  readonly versions: readonly TermsVersion[];
  readonly appliesFromMs: number;
  readonly nowMs: number;
}) {
  if (versions.length >= MAX_TERMS_VERSIONS)
    return { reason: 'too-many-terms', max: MAX_TERMS_VERSIONS } as const;
  if (appliesFromMs < (standingTerms(versions).at(-1)?.appliesFromMs ?? 0))
    return { reason: 'terms-too-early' } as const;
  if (appliesFromMs > nowMs + MAX_TERMS_NOTICE_MS) return { reason: 'terms-too-late' } as const;
  return null;
}
