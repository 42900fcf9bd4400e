import { afterAll, expect, test } from 'vitest';
import { expectBooksBalance, newRequestId } from '../support/accounts.ts';
import { newApp } from './app.ts';

const charged = newApp();
const shadowed = newApp({ shadow: true });
afterAll(() => Promise.all([charged.close(), shadowed.close()]));

/** Work of every sort: it uses all, some, more or nothing of what it may, fails, or fails after it had delivered. */
const plays = [
  { pages: null, ending: 'returns' },
  { pages: 1, ending: 'returns' },
  { pages: 9, ending: 'returns' },
  { pages: 0, ending: 'returns' },
  { pages: 2, ending: 'throws' },
  { pages: 2, ending: 'delivers and throws' },
] as const;

async function play({ credits, newUser, db }: typeof charged) {
  const uid = await newUser();
  const capturedMicros: number[] = [];
  for (const { pages, ending } of plays) {
    const requestId = newRequestId();
    const work = credits.run(
      { operation: 'summarize', input: { text: 'a'.repeat(4_100) }, requestId, uid },
      async (meter) => {
        if (pages !== null) meter.used({ page: pages });
        if (ending !== 'returns') {
          if (ending === 'delivers and throws') meter.delivered();
          throw new Error('It failed');
        }
      },
    );
    await work.catch(() => undefined);
    const activity = await db.collection('ai_activity').doc(`${uid}_${requestId}`).get();
    capturedMicros.push(activity.get('shadowMicros') ?? activity.get('capturedMicros'));
  }
  return { uid, capturedMicros };
}

test('bills in shadow mode equal a charged replay to the micro, and nobody pays them', async () => {
  const [paid, free] = [await play(charged), await play(shadowed)];
  expect(free.capturedMicros).toEqual(paid.capturedMicros);
  expect(paid.capturedMicros).toEqual([9_000_000, 3_000_000, 9_000_000, 0, 0, 6_000_000]);

  const { entries, activities } = await expectBooksBalance(free.uid, shadowed.db);
  expect([...entries.values()].filter(({ kind }) => kind === 'usage')).toEqual([]);
  expect(
    [...activities.values()].map(({ heldMicros, capturedMicros }) => heldMicros + capturedMicros),
  ).toEqual(plays.map(() => 0));
  const bills = await shadowed.credits.shadowBills();
  const sum = paid.capturedMicros.reduce((total, micros) => total + micros, 0);
  expect(bills).toMatchObject([
    { operation: 'summarize', model: 'ours', requests: 6, charged: 4, micros: sum },
  ]);
  expect(await charged.credits.shadowBills()).toEqual([]);
});

test('work runs in shadow mode for people without credits', async () => {
  const { credits, newUser, db } = shadowed;
  const uid = await newUser();
  const input = { text: 'a'.repeat(90_000) };
  const ran = await credits.run(
    { operation: 'summarize', input, requestId: newRequestId(), uid },
    async () => 1,
  );
  expect(ran).toMatchObject({ kind: 'ran', capturedMicros: 0 });
  await expectBooksBalance(uid, db);
});
