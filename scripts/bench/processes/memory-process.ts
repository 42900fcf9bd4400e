/** Run by `memory.ts` with --expose-gc: fills the engine's cache, works, and looks at its own heap. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DocumentData } from 'firebase-admin/firestore';
import { roomyLimit } from '../arms/arm.ts';
import { accountDocuments, firemeter } from '../arms/firemeter.ts';
import { firestoreAt, writeAll } from '../arms/firestore.ts';

export interface Measured {
  cachedAccounts: number;
  cachedBytes: number;
  growthBytes: number;
  /** The heap after each tenth of the operations. */
  looks: number[];
}

interface Task {
  address: string;
  accounts: number;
  operations: number;
}

const atOnce = 64;
const looksWanted = 10;
const warmUpLooks = 2;

const [task] = (await once(process, 'message')) as [Task];
process.send?.({ measured: await measure(task) });
process.once('disconnect', () => process.exit());

async function measure({ address, accounts, operations }: Task): Promise<Measured> {
  const db = firestoreAt(address);
  const arm = firemeter(db, { limit: roomyLimit });
  const [first = '', ...accountIds] = Array.from({ length: accounts + 1 }, () => randomUUID());
  process.send?.({ note: `making ${accounts} accounts` });
  await writeAll(db, lively([first, ...accountIds]));

  process.send?.({ note: 'caching them' });
  await inTurn(2_000, () => arm.begin(first));
  const emptyBytes = await heapBytes();
  await inTurn(accounts, (index) => arm.begin(accountIds[index] ?? ''));
  const cachedBytes = (await heapBytes()) - emptyBytes;
  const cachedAccounts = arm.meter.usage().lanes - 1;

  const looks: number[] = [];
  for (let look = 0; look < looksWanted; look++) {
    process.send?.({ note: `operations: ${look * 10}%` });
    await inTurn(operations / looksWanted, async (index) => {
      const end = await arm.begin(accountIds[index % accounts] ?? '');
      await end();
    });
    looks.push(await heapBytes());
  }
  const settled = looks.slice(warmUpLooks);
  const growthBytes = mean(settled.slice(-3)) - mean(settled.slice(0, 3));
  return { cachedAccounts, cachedBytes, growthBytes, looks };
}

async function inTurn(count: number, work: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** What is reachable: everything else is collected first. */
async function heapBytes(): Promise<number> {
  for (let pass = 0; pass < 3; pass++) {
    await sleep(50);
    globalThis.gc?.();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Accounts as they are after some use. */
function* lively(accountIds: readonly string[]): Generator<readonly [string, DocumentData]> {
  const log = Array.from({ length: 10 }, (_, index) => Date.now() - 60_000 * (10 - index));
  for (const [path, account] of accountDocuments(accountIds)) {
    const [lot] = account.lots;
    const lots = ['welcome', 'bonus', 'purchase'].map((source) => ({ ...lot, source, lotId: `${source}-1` }));
    yield [path, { ...account, lots, windows: { image: log, voice: log } }];
  }
}
