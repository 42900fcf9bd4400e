import { FieldPath, type Firestore } from 'firebase-admin/firestore';
import {
  AUDIT_VERIFICATION_CONFIG,
  AuditVerification,
  auditChain,
  type ChainVerification,
  type NewAlert,
  type SealPin,
  type StoredEntry,
  verifyChain,
} from '../../contract/index.ts';
import type { Counts, JobRun } from '../../platform/deploy/job.ts';
import { log } from '../../platform/signals/log.ts';
import { raiseStandingAlert, resolveStandingAlert } from '../../platform/signals/standing-alerts.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { documentsOf } from '../../platform/store/pages-of.ts';
import { replaceDocument } from '../../platform/store/replace-document.ts';
import { auditStore, type ChainStore } from './chain-store.ts';
import { publishedKeys } from './seal-services.ts';

const PAGE = 500;

interface VerifyServices {
  readonly db: Firestore;
  readonly now: () => number;
}

/**
 * Checks the audit log against its seals, and the seals against the last one that was found right. Stores the result and
 * changes nothing else.
 */
export async function verifyAudit(services: VerifyServices, run: JobRun): Promise<Counts> {
  const { db, now } = services;
  const reference = collection(db, 'config').doc(AUDIT_VERIFICATION_CONFIG);
  const was = decodeDocument(AuditVerification, await reference.get());
  const pin = was?.value.pin ?? null;
  const first = await verify(db, pin);
  await run.keep(null);
  // A text that is erased between two reads looks changed, so a second check must confirm a finding.
  const verified = first.findingCount === 0 ? first : await verify(db, pin);
  const value = {
    ...was?.value,
    ...toReport(verified, now()),
    pin: verified.findingCount === 0 ? verified.head : pin,
  };
  await replaceDocument(db, reference, { schema: AuditVerification, was: was?.version ?? null, value });
  await tell(services, verified, run.traceId);
  const { entries, unsealed, erased, findingCount: findings } = verified;
  return { entries, unsealed, erased, findings };
}

async function verify(db: Firestore, pin: SealPin | null): Promise<ChainVerification> {
  const keys = await publishedKeys(db);
  const store = auditStore(db);
  const seals = [];
  for await (const snapshot of documentsOf(store.seals, PAGE)) seals.push(snapshot.data());
  const seen = { pins: pin ? [pin] : [], keys: [] };
  const [salts, entries] = [await allSalts(db), storedEntries(store)];
  return verifyChain({ chain: auditChain, seals, entries, salts, keys, seen });
}

function toReport(verified: ChainVerification, nowMs: number): Omit<AuditVerification, 'pin'> {
  const { sealedAt, seals, entries, erased, unsealed, findingCount, findings } = verified;
  return {
    schemaVersion: 1,
    verifiedAt: nowMs,
    sealedAt,
    seals,
    entries,
    erased,
    unsealed,
    findingCount,
    findings: [...findings],
  };
}

async function tell(services: VerifyServices, verified: ChainVerification, traceId: string): Promise<void> {
  const { head, findingCount: findings } = verified;
  log.auditVerified({ seal: head?.number ?? 0, hash: head?.hash ?? '', findings, traceId });
  if (findings === 0) return resolveStandingAlert(services, 'audit-off');
  const alert: NewAlert = {
    kind: 'audit-off',
    severity: 'critical',
    accountId: null,
    subject: `system_config/${AUDIT_VERIFICATION_CONFIG}`,
    code: 'audit-off',
    details: { findings },
    traceId,
  };
  return raiseStandingAlert(services, alert);
}

async function* storedEntries({ entries }: ChainStore): AsyncGenerator<StoredEntry> {
  for await (const snapshot of documentsOf(entries, PAGE)) yield { id: snapshot.id, data: snapshot.data() };
}

async function allSalts(db: Firestore): Promise<Map<string, Record<string, string>>> {
  const salts = new Map<string, Record<string, string>>();
  for await (const snapshot of documentsOf(
    collection(db, 'auditSalts').orderBy(FieldPath.documentId()),
    PAGE,
  )) {
    const stored: unknown = snapshot.get('salts');
    salts.set(snapshot.id, (stored ?? {}) as Record<string, string>);
  }
  return salts;
}
