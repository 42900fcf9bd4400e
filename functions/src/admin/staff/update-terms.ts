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
  TERMS_CONFIG,
  type TermsVersion,
} from '../../contract/index.ts';
import { attribution } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { addAnnouncement } from '../../platform/store/add-announcement.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../../platform/store/documents.ts';
import { writeAudited } from '../write-audited.ts';

type Request = RequestOf<'updateTerms'>;

/**
 * Publishes a version of the terms, or sets the minimum age: once per request id, with an audit entry in the same commit.
 * @throws AppError `version-conflict` when another version was published since the one that this is based on
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
    const announcement = announced && (await addAnnouncement(db, announced, now()));
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
  readonly action: 'publish-terms' | 'set-minimum-age';
  readonly terms: PublishedTerms;
  readonly before: AuditEntry['before'];
  readonly after: AuditEntry['after'];
  readonly announced: Announcement | null;
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
  const version = nextVersion(was.versions, request, nowMs);
  return {
    action: 'publish-terms',
    terms: { ...was, versions: [...was.versions, version] },
    before: { version: version.version - 1 },
    after: { ...version },
    announced: { kind: 'terms', id: `terms-${version.version}`, terms: version },
  };
}

/**
 * @throws AppError `version-conflict`; `invalid-argument` for a version that would apply before the last one or in more
 *   than a year, or if there are too many
 */
function nextVersion(
  versions: readonly TermsVersion[],
  { baseVersion, terms }: Extract<Request, { action: 'publish' }>,
  nowMs: number,
): TermsVersion {
  const last = versions.at(-1);
  const lastVersion = last?.version ?? 0;
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
  if (appliesFromMs < (versions.at(-1)?.appliesFromMs ?? 0)) return { reason: 'terms-too-early' } as const;
  if (appliesFromMs > nowMs + MAX_TERMS_NOTICE_MS) return { reason: 'terms-too-late' } as const;
  return null;
}
