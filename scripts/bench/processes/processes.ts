import { randomUUID, randomUUIDv7 } from 'node:crypto';
import {
  Account,
  balanceMicros,
  CATALOG_CONFIG,
  type Catalog,
  collections,
  defaultCatalog,
  PublishedCatalog,
  quote,
  type RequestOf,
} from '@firemeter/functions/contract';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { projectId } from '../../stack/paths.ts';
import { accountDocuments } from '../arms/firemeter.ts';
import { firestoreAt, writeAll } from '../arms/firestore.ts';
import { atMost, below, exactly, type Figure, type Part } from '../figures.ts';
import { type Bench, type Lab, roundTripMs } from '../lab.ts';
import { failuresOf, load, perSecond, quantile, type Seen } from '../load.ts';
import { buildForBench, CallFailed, callFunction, startFunction } from '../servers/functions.ts';
import { distantWire } from '../wire/wire.ts';

const name = 'validateAndDeductCredits';
const processCounts = [1, 4, 8];
const atOnce = 64;
/** A new process compiles what it runs while it runs. */
const warmUpMs = 2_000;
const affordable = 30;
const scarceRequests = 60;

const operation = 'chat';
const quantity = { inputTokens: 40, outputTokens: 1_000 } as const;
const { chat } = defaultCatalog.operations;
if (!chat) throw new Error('The default catalog sells no chat');
const catalog: Catalog = {
  ...defaultCatalog,
  operations: { ...defaultCatalog.operations, chat: { ...chat, limit: null } },
};
const { priceMicros, modelName } = quote(catalog, { operation, quantity });

/** One account hit through several instances at once: nothing but the store is between them. */
export async function processes({ lab, progress }: Bench): Promise<Part> {
  const db = firestoreAt(lab.address);
  await publish(db);
  progress.note('building the functions');
  await buildForBench();
  const figures: Figure[] = [];
  for (const count of processCounts) {
    progress.note(`${count} at once, starting`);
    figures.push(...(await withProcesses(lab, db, { count, note: (text) => progress.note(text) })));
  }
  await db.terminate();
  return {
    name: 'processes',
    title: `One account, ${atOnce} callers spread over processes, ${roundTripMs} ms a round trip`,
    figures,
    notes: [
      `Each process is \`${name}\` as it is deployed, under functions-framework, with its own lane; all, their callers and the emulator share this machine's cores.`,
      'Tokens are read as the Functions emulator reads them, without a signature.',
      `Scarce: an account that can pay for ${affordable}, asked ${scarceRequests} times at once through all processes; what was admitted beyond is printed.`,
    ],
  };
}

async function publish(db: Firestore): Promise<void> {
  const published: PublishedCatalog = {
    schemaVersion: 1,
    version: 1,
    catalog,
    publishedBy: 'bench',
    publishedAt: Date.now(),
    reachableProviders: null,
  };
  const encoded = z.encode(PublishedCatalog, published);
  await db.collection(collections.config).doc(CATALOG_CONFIG).set(encoded);
}

async function withProcesses(
  lab: Lab,
  db: Firestore,
  { count, note }: { count: number; note: (text: string) => void },
): Promise<Figure[]> {
  await using started = new AsyncDisposableStack();
  const wire = started.use(await distantWire(lab.address, roundTripMs));
  const servers = await Promise.all(
    Array.from({ length: count }, async () => started.use(await startFunction(name, wire.address))),
  );
  const addresses = servers.map(({ address }) => address);
  note(`${count} at once`);

  const rich = randomUUID();
  await writeAll(db, accountDocuments([rich]));
  await signUp(rich);
  const before = await balanceOf(db, rich);
  const { patienceMs } = lab.size;
  const hit = (forMs: number) =>
    Promise.all(
      addresses.map((address) =>
        load({
          atOnce: atOnce / count,
          forMs,
          patienceMs,
          once: () => hold(address, rich),
          signal: lab.signal,
        }),
      ),
    );
  const warmUp = await hit(warmUpMs);
  const seen = await hit(lab.size.processMs);
  const answered = [...warmUp, ...seen].reduce((sum, { tookMs }) => sum + tookMs.length, 0);
  const missingMicros = before - (await balanceOf(db, rich)) - answered * priceMicros;
  const over = await overdraft(db, addresses);
  return figuresOf(count, { seen, missingMicros, over });
}

function figuresOf(
  count: number,
  { seen, missingMicros, over }: { seen: Seen[]; missingMicros: number; over: number },
): Figure[] {
  const setting = count === 1 ? '1 process' : `${count} processes`;
  const tookMs = seen.flatMap((one) => one.tookMs);
  const rates = seen.map(perSecond);
  const errors = seen.reduce((sum, one) => sum + failuresOf(one), 0);
  const slowestMs = quantile(tookMs, 1);
  const p99Ms = quantile(tookMs, 0.99);
  const fairness = Math.min(...rates) / Math.max(...rates);
  const figure = (what: string, unit: Figure['unit'], value: number, target?: Figure['target']): Figure => ({
    what: `${what}, ${setting}`,
    unit,
    values: { Firemeter: value },
    ...(target && { target }),
  });
  const fair = { text: '≥ 0.50', isMet: fairness >= 0.5 };
  return [
    figure(
      'holds',
      'per-second',
      rates.reduce((sum, rate) => sum + rate, 0),
    ),
    figure('99% answered within', 'ms', p99Ms, count === 4 ? below(1_000, p99Ms, 'ms') : undefined),
    figure('slowest answer', 'ms', slowestMs, atMost(5_000, slowestMs, 'ms')),
    figure('errors', 'count', errors, exactly(0, errors)),
    ...(count > 1 ? [figure('worst process ÷ best', 'ratio', fairness, fair)] : []),
    figure(
      'credits unaccounted for',
      'count',
      missingMicros / 1_000_000,
      exactly(0, missingMicros / 1_000_000),
    ),
    figure('scarce: admitted beyond', 'count', over, exactly(0, over)),
  ];
}

/** How many more were admitted than could be paid. */
async function overdraft(db: Firestore, addresses: readonly string[]): Promise<number> {
  const poor = randomUUID();
  await writeAll(db, accountDocuments([poor], affordable * priceMicros));
  await signUp(poor);
  const calls = Array.from({ length: scarceRequests }, (_, index) =>
    hold(addresses[index % addresses.length] ?? '', poor).then(
      () => 1,
      (error) => {
        if (error instanceof CallFailed && error.code === 'insufficient-credits') return 0;
        throw error;
      },
    ),
  );
  const admitted = (await Promise.all(calls)).reduce((sum: number, one) => sum + one, 0);
  return admitted - affordable;
}

/** Each call looks up who makes it. */
async function signUp(uid: string): Promise<void> {
  const app = initializeApp({ projectId }, uid);
  await getAuth(app).createUser({ uid, email: `${uid}@example.com` });
  await deleteApp(app);
}

function hold(address: string, uid: string) {
  const request: RequestOf<typeof name> = {
    requestId: randomUUIDv7(),
    operation,
    model: modelName,
    quantity,
    prompt: 'Tell me a story about a lighthouse keeper who counts the ships',
    shownPriceMicros: priceMicros,
    catalogVersion: 1,
  };
  return callFunction(address, name, { uid, request });
}

async function balanceOf(db: Firestore, accountId: string): Promise<number> {
  const snapshot = await db.collection(collections.accounts).doc(accountId).get();
  const account = z.decode(Account, snapshot.data() as z.input<typeof Account>);
  return balanceMicros(account, Date.now());
}
