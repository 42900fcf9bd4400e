import { setTimeout as sleep } from 'node:timers/promises';
import type { Firestore } from 'firebase-admin/firestore';
import { AbuseSignal, HOUR_MS, severityOf, worstOf } from '../contract/index.ts';
import type { Meter } from '../meter/lane/meter.ts';
import { log } from '../platform/signals/log.ts';
import type { MetAbuse, RecordSignal } from '../platform/signals/record-signal.ts';
import { collection, decodeDocument, encodeDocument, type Versioned } from '../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../platform/store/landed.ts';

/** The most signs whose evidence is kept. All of them are counted. */
const MAX_EVIDENCE = 10;
const MAX_TRIES = 8;
const PAUSE_MS = 20;

export interface SignalServices {
  readonly db: Firestore;
  readonly meter: Meter;
  readonly now: () => number;
}

/** The signs of one signal that arrive together, and the write that records them. */
interface Group {
  readonly met: MetAbuse[];
  isOpen: boolean;
  written: Promise<void>;
}

/** Creates the recorder. Signs that arrive during a write are recorded together by the next one. */
export function createRecordSignal(services: SignalServices): RecordSignal {
  const groups = new Map<string, Group>();

  return (met) => {
    const hour = Math.floor(services.now() / HOUR_MS);
    const signalId = `${met.accountId}-${met.kind}-${hour}`;
    const last = groups.get(signalId);
    if (last?.isOpen) {
      last.met.push(met);
      return last.written;
    }
    const group: Group = { met: [met], isOpen: true, written: Promise.resolve() };
    const write = async () => {
      await last?.written;
      group.isOpen = false;
      await recordTogether(services, signalId, group.met);
    };
    group.written = write()
      .catch((cause) => log.signalNotRecorded({ kind: met.kind, traceId: met.traceId, cause }))
      .finally(() => {
        if (groups.get(signalId) === group) groups.delete(signalId);
      });
    groups.set(signalId, group);
    return group.written;
  };
}

async function recordTogether(
  services: SignalServices,
  signalId: string,
  met: readonly MetAbuse[],
): Promise<void> {
  const reference = collection(services.db, 'abuse').doc(signalId);
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    const stored = decodeDocument(AbuseSignal, await reference.get());
    const signal = signalWith(met, stored, services.now());
    const encoded = await encodeDocument(services.db, AbuseSignal, signal);
    const written = stored
      ? reference.update(encoded, { lastUpdateTime: stored.version })
      : reference.create(encoded);
    // A write with an unknown outcome may count twice, which is acceptable for signals.
    if (!(await landed(written, UNLESS_CONFLICT))) {
      await sleep(Math.random() * PAUSE_MS * tries);
      continue;
    }
    if (signal.severity !== stored?.value.severity) {
      const { accountId, kind, severity } = signal;
      log.abuseSignal({ signalId, accountId, kind, severity, traceId: signal.traceId });
    }
    if (signal.severity === 'critical') await suspend(services, signalId, signal);
    return;
  }
  throw new Error(`The signal ${signalId} is written by too many at once`);
}

function signalWith(
  met: readonly MetAbuse[],
  stored: Versioned<AbuseSignal> | null,
  nowMs: number,
): AbuseSignal {
  const [first] = met;
  if (!first) throw new Error('Nothing was met');
  const { accountId, kind, traceId } = first;
  const before = stored?.value;
  const count = (before?.count ?? 0) + met.length;
  const evidence = [
    ...(before?.evidence ?? []),
    ...met.map((one) => ({
      text: '',
      details: one.evidence,
      traceId: one.traceId,
      atMs: nowMs,
    })),
  ].slice(-MAX_EVIDENCE);
  const severity = worstOf(
    severityOf(kind, count),
    before?.severity ?? 'low',
    ...met.map(({ atLeast = 'low' }) => atLeast),
  );
  return {
    schemaVersion: 1,
    ...before,
    accountId,
    email: null,
    kind,
    severity,
    count,
    evidence,
    traceId,
    triage: before?.triage ?? null,
    createdAt: before?.createdAt ?? nowMs,
    updatedAt: nowMs,
  };
}

/** Suspends the account once per signal. If an admin reinstates it, it stays active until the next hour's signal. */
async function suspend({ meter }: SignalServices, signalId: string, signal: AbuseSignal): Promise<void> {
  const { accountId, kind, count, traceId } = signal;
  const reason = `Suspended by itself: ${count} × ${kind} within an hour`;
  await meter.submit(accountId, {
    kind: 'suspend',
    reason,
    audit: {
      auditId: `suspend-${signalId}`,
      entry: {
        action: 'suspend-account',
        actor: { uid: 'system', email: null, role: null },
        target: `accounts/${accountId}`,
        reason,
        ip: null,
        traceId,
      },
    },
  });
}
