import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  Account,
  Activity,
  activityIdOf,
  CATALOG_CONFIG,
  collections,
  DAY_MS,
  defaultCatalog,
  LedgerEntry,
  type LotDescriptor,
  MINUTE_MS,
  PublishedCatalog,
  Result,
} from '@firemeter/functions/contract';
import type { DocumentData } from 'firebase-admin/firestore';
import { z } from 'zod';
import { newAccount } from '../../../functions/src/platform/store/new-account.ts';
import { Problem } from '../../stack/terminal.ts';
import { firestoreAt, writeAll } from '../arms/firestore.ts';
import { made, newRequest, priceMicros } from '../arms/request.ts';
import { atMost, below, exactly, type Part } from '../figures.ts';
import type { Bench } from '../lab.ts';
import type { Verified } from '../processes/verify-process.ts';

const perAccount = 5_000;
/** The emulator looks through a whole collection for each query: many smaller ones stand in for an index. */
const perProject = 5_000;
const mebibyte = 1024 ** 2;
/** For a hundred thousand activities. */
const boundSeconds = 60;
const boundMiB = 512;

/** The nightly verifier over the books of twenty people who have made a lot, in a process of its own. */
export async function verify({ lab, progress }: Bench): Promise<Part> {
  const { verified: activities } = lab.size;
  const projects = Array.from({ length: activities / perProject }, (_, index) => `demo-verify-${index}`);
  progress.note(`writing ${activities.toLocaleString('en')} activities`);
  for (const project of projects) {
    const db = firestoreAt(lab.address, project);
    await writeAll(db, books(perProject));
    await db.terminate();
  }

  progress.note('verifying them');
  const child = fork(join(import.meta.dirname, '../processes/verify-process.ts'), {
    // So that what is no longer needed is collected in time.
    execArgv: ['--max-old-space-size=320'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const stop = () => child.kill();
  lab.signal.addEventListener('abort', stop);
  child.send({ address: lab.address, projects });
  const verified = await new Promise<Verified>((resolve, reject) => {
    child.once('message', (said) => resolve(said as Verified));
    child.once('exit', () => reject(new Problem('The process that verifies ended early')));
  });
  lab.signal.removeEventListener('abort', stop);
  child.disconnect();
  await once(child, 'exit');

  const seconds = verified.tookMs / 1_000;
  const peakMiB = verified.peakBytes / mebibyte;
  const value = (figure: number) => ({ Firemeter: figure });
  const { counts } = verified;
  return {
    name: 'verify',
    title: 'The books of everyone verified',
    figures: [
      {
        what: 'activities verified',
        unit: 'count',
        values: value(counts.activities ?? 0),
        target: exactly(activities, counts.activities ?? 0),
      },
      { what: 'ledger entries verified', unit: 'count', values: value(counts.entries ?? 0) },
      {
        what: 'drifts found in honest books',
        unit: 'count',
        values: value(counts.drifts ?? 0),
        target: exactly(0, counts.drifts ?? Number.NaN),
      },
      {
        what: 'all of it read',
        unit: 's',
        values: value(seconds),
        target: below((boundSeconds * activities) / 100_000, seconds, 's'),
      },
      { what: 'processor time of it', unit: 's', values: value(verified.cpuMs / 1_000) },
      {
        what: 'again, from the checkpoints',
        unit: 's',
        values: value(verified.againMs / 1_000),
      },
      {
        what: 'most memory of its process',
        unit: 'MiB',
        values: value(peakMiB),
        target: atMost(boundMiB, peakMiB, 'MiB'),
      },
    ],
    notes: [
      `${activities / perAccount} accounts with ${perAccount.toLocaleString('en')} activities each, their results and ledger entries, in ${projects.length} projects one after the other: the emulator has no indexes, and looks through all documents of a collection for each query. Memory is the resident set at its highest, Node and the SDK included.`,
    ],
  };
}

function* books(activities: number): Generator<readonly [string, DocumentData]> {
  const published = {
    version: 1,
    catalog: defaultCatalog,
    publishedBy: 'bench',
    publishedAt: 0,
    reachableProviders: null,
  } as const;
  yield [
    `${collections.config}/${CATALOG_CONFIG}`,
    z.encode(PublishedCatalog, { schemaVersion: 1, ...published }),
  ];
  for (let index = 0; index < activities / perAccount; index++) yield* booksOf(`person${index}`);
}

function* booksOf(accountId: string): Generator<readonly [string, DocumentData]> {
  const startMs = Date.now() - 60 * DAY_MS;
  const lot: LotDescriptor = {
    lotId: `grant-${accountId}`,
    source: 'bonus',
    grantedAtMs: startMs,
    expiresAtMs: null,
    paymentId: null,
  };
  const grantedMicros = (perAccount + 1) * priceMicros;
  const { lotId, source } = lot;
  const person = { uid: accountId, email: null, name: null, kind: 'person' as const };
  const account: Account = {
    ...newAccount(person),
    lots: [{ ...lot, remainingMicros: priceMicros, frozen: false }],
  };
  yield [`${collections.accounts}/${accountId}`, z.encode(Account, account)];
  const movement = {
    schemaVersion: 1,
    accountId,
    debtDeltaMicros: 0,
    actor: { kind: 'system', uid: null },
    traceId: 'bench',
  } as const;
  const grant: LedgerEntry = {
    ...movement,
    kind: 'grant',
    amounts: [{ lotId, source, amountMicros: grantedMicros }],
    totalMicros: grantedMicros,
    createdAt: startMs,
    lot,
    reason: 'bench',
  };
  yield [`${collections.ledger}/${lotId}`, z.encode(LedgerEntry, grant)];
  for (let index = 0; index < perAccount; index++) {
    const { draft } = newRequest(accountId);
    const createdAt = startMs + (index + 1) * 5 * MINUTE_MS;
    const times = { createdAt, startedAt: createdAt, endedAt: createdAt + 4_000, rollUpAt: null };
    const money = { priceMicros, heldMicros: priceMicros, capturedMicros: priceMicros, costUsdMicros: 100 };
    const activity: Activity = {
      ...draft,
      ...times,
      ...money,
      schemaVersion: 1,
      status: 'completed',
      drawn: [{ lot, amountMicros: priceMicros }],
      delivered: null,
      leaseUntil: null,
      failure: null,
      deliveredLate: false,
      used: null,
      recordedAt: null,
      lateRecordedAt: null,
      expiredCostUsdMicros: null,
    };
    const id = activityIdOf(activity);
    const usage: LedgerEntry = {
      ...movement,
      kind: 'usage',
      amounts: [{ lotId, source, amountMicros: 0 - priceMicros }],
      totalMicros: 0 - priceMicros,
      createdAt: times.endedAt,
      activityId: id,
      uid: accountId,
      operation: draft.operation,
      model: draft.model,
      quantity: draft.quantity,
      costUsdMicros: 100,
      catalogVersion: 1,
      priceMicros,
    };
    const result = { schemaVersion: 1, accountId, uid: accountId, output: made, createdAt } as const;
    yield [`${collections.activities}/${id}`, z.encode(Activity, activity)];
    yield [`${collections.ledger}/usage-${id}`, z.encode(LedgerEntry, usage)];
    yield [`${collections.results}/${id}`, z.encode(Result, result)];
  }
}
