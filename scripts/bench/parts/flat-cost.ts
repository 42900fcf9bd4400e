import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { Activity, collections } from '@firemeter/functions/contract';
import type { DocumentData } from 'firebase-admin/firestore';
import { z } from 'zod';
import { projectId } from '../../stack/paths.ts';
import { type Arm, roomyLimit } from '../arms/arm.ts';
import { accountDocuments, firemeter } from '../arms/firemeter.ts';
import { firestoreAt, writeAll } from '../arms/firestore.ts';
import { newRequest, priceMicros } from '../arms/request.ts';
import type { Figure, Part } from '../figures.ts';
import type { Bench, Lab } from '../lab.ts';
import { median, timed } from '../load.ts';

const few = { activities: 10, accounts: 100 };
const holds = 300;
/** Two medians of the same thing differ by as much on a busy machine. */
const sameWithin = 0.15;

/** What a hold costs must not depend on how much there is already. */
export async function flatCost({ lab, progress }: Bench): Promise<Part> {
  const { bulk } = lab.size;
  progress.note(`making ${bulk.toLocaleString('en')} activities of one account`);
  const history = await compareHistories(lab);
  progress.note(`making ${bulk.toLocaleString('en')} accounts`);
  const crowd = await compareCrowds(lab);
  const count = bulk.toLocaleString('en');
  return {
    name: 'flat-cost',
    title: 'A hold costs the same however much there is already',
    figures: [
      {
        what: `hold with ${few.activities} past activities, median`,
        unit: 'ms',
        values: { Firemeter: history.few },
      },
      same(`hold with ${count} past activities, median`, history),
      { what: `hold beside ${few.accounts} accounts, median`, unit: 'ms', values: { Firemeter: crowd.few } },
      same(`hold beside ${count} accounts, median`, crowd),
    ],
    notes: [],
  };
}

interface Compared {
  few: number;
  many: number;
}

function same(what: string, compared: Compared): Figure {
  const isMet = Math.abs(compared.many - compared.few) <= sameWithin * compared.few;
  const target = { text: `the same, within ${sameWithin * 100}%`, isMet };
  return { what, unit: 'ms', values: { Firemeter: compared.many }, target };
}

async function compareHistories(lab: Lab): Promise<Compared> {
  const db = firestoreAt(lab.address);
  await using arm = firemeter(db, { limit: roomyLimit });
  const [short, long] = [randomUUID(), randomUUID()];
  await arm.open([short, long]);
  await writeAll(db, pastActivities(short, few.activities));
  await writeAll(db, pastActivities(long, lab.size.bulk));
  return await interleaved({ arm, accountId: short }, { arm, accountId: long }, lab.signal);
}

/** The emulator keeps projects apart: one with few accounts, one with many. */
async function compareCrowds(lab: Lab): Promise<Compared> {
  const inProject = async (name: string, accounts: number) => {
    const db = firestoreAt(lab.address, `${projectId}-${name}`);
    const accountIds = Array.from({ length: accounts }, () => randomUUID());
    await writeAll(db, accountDocuments(accountIds));
    return { arm: firemeter(db, { limit: roomyLimit }), accountId: accountIds[0] ?? '' };
  };
  const [village, city] = [await inProject('few', few.accounts), await inProject('many', lab.size.bulk)];
  await using _village = village.arm;
  await using _city = city.arm;
  return await interleaved(village, city, lab.signal);
}

interface Place {
  arm: Arm;
  accountId: string;
}

async function interleaved(a: Place, b: Place, signal: AbortSignal): Promise<Compared> {
  const took = { few: [] as number[], many: [] as number[] };
  for (let index = 0; index < holds; index++) {
    signal.throwIfAborted();
    took.few.push(await timed(() => a.arm.begin(a.accountId)));
    took.many.push(await timed(() => b.arm.begin(b.accountId)));
  }
  const warmUp = holds / 10;
  return { few: median(took.few.slice(warmUp)), many: median(took.many.slice(warmUp)) };
}

function* pastActivities(accountId: string, count: number): Generator<readonly [string, DocumentData]> {
  const endedAt = Date.now() - 1_000;
  const { draft } = newRequest(accountId);
  const activity: Activity = {
    ...draft,
    schemaVersion: 1,
    status: 'completed',
    priceMicros,
    heldMicros: priceMicros,
    drawn: [],
    delivered: null,
    capturedMicros: priceMicros,
    costUsdMicros: null,
    leaseUntil: null,
    failure: null,
    deliveredLate: false,
    used: null,
    recordedAt: null,
    lateRecordedAt: null,
    expiredCostUsdMicros: null,
    createdAt: endedAt - 2_000,
    startedAt: endedAt - 2_000,
    endedAt,
    rollUpAt: null,
  };
  const stored = z.encode(Activity, activity);
  for (let index = 0; index < count; index++) {
    const requestId = randomUUIDv7();
    yield [`${collections.activities}/${accountId}_${requestId}`, { ...stored, requestId }];
  }
}
