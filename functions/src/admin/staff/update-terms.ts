import type { Firestore } from 'firebase-admin/firestore';
import {
  type Announcement,
  AppError,
  type AuditEntry,
  assertFreshRequestId,
  MAX_TERMS_VERSIONS,
  NO_TERMS,
  PublishedTerms,
  type RequestOf,
  TERMS_CONFIG,
  type TermsDraft,
  type TermsVersion,
} from '../../contract/index.ts';
import { attribution } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { addAnnouncement } from '../../platform/store/add-announcement.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../../platform/store/documents.ts';
import { writeAudited } from '../write-audited.ts';

type Request = RequestOf<'updateTerms'>;

/** Publishes a version of the terms, or sets the minimum age: once per request id, with an audit entry in the same commit. */
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
    const stored = decodeDocument(PublishedTerms, await reference.get());
    const was = stored?.value ?? NO_TERMS;
    const change = nextTerms(was, request, now());
    const data = await encodeDocument(db, PublishedTerms, { ...change.terms, updatedAt: now() });
    const { action, before, after, announced } = change;
    const announcement = announced && (await addAnnouncement(db, announced, now()));
    await writeAudited(
      { db, now },
      {
        auditId: `terms-${requestId}`,
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
  const version = nextVersion(was.versions, request.terms, nowMs);
  return {
    action: 'publish-terms',
    terms: { ...was, versions: [...was.versions, version] },
    before: { version: version.version - 1 },
    after: { ...version },
    announced: { kind: 'terms', id: `terms-${version.version}`, terms: version },
  };
}

/** @throws AppError `invalid-argument` for a version that would apply before the last one, or if there are too many */
function nextVersion(versions: readonly TermsVersion[], draft: TermsDraft, nowMs: number): TermsVersion {
  const last = versions.at(-1);
  const appliesFromMs = Math.max(draft.appliesFromMs, nowMs);
  if (appliesFromMs < (last?.appliesFromMs ?? 0) || versions.length >= MAX_TERMS_VERSIONS) {
    throw new AppError('invalid-argument', { reason: 'terms-too-early' });
  }
  return {
    ...draft,
    version: (last?.version ?? 0) + 1,
    requiresAgreement: draft.requiresAgreement || !last,
    appliesFromMs,
    publishedAtMs: nowMs,
  };
}
