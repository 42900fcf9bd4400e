import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SealedHistory } from '../../../test/support/sealed-history.ts';
import { HOUR_MS, MINUTE_MS } from '../time.ts';
import { canonicalText } from './canonical-text.ts';
import { signerOf } from './seal-keys.ts';

const signers = await Promise.all(['first', 'second', 'third'].map(signerOf));
const soak = Math.max(1, Number(process.env.FIREMETER_SOAK ?? 0));

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      amountMicros: fc.integer({ min: -1e9, max: 1e9 }),
      lateMs: fc.nat(2 * HOUR_MS),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('seal' as const), waitMs: fc.nat(HOUR_MS) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('look' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('newKey' as const) }) },
);

describe('a chain of seals', () => {
  test(
    'has no findings in 1,000 honest histories, and adds up to their balance',
    async () => {
      const property = fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const history = new SealedHistory('ann');
        let [key, sumMicros, sealedMicros] = [0, 0, 0];
        for (const made of steps) {
          if (made.kind === 'add') {
            history.add(made);
            sumMicros += made.amountMicros;
          } else if (made.kind === 'seal') {
            history.nowMs += made.waitMs;
            // The key in use, and the one before it, which vouches for it.
            await history.seal(signers.slice(0, key + 1).toReversed());
            sealedMicros = sumMicros;
          } else if (made.kind === 'look') await history.look();
          else key = Math.min(key + 1, signers.length - 1);
        }
        const { findings, balanceMicros, unsealedMicros, strangeKeys } = await history.verify();
        expect({ findings, balanceMicros, strangeKeys }).toEqual({
          findings: [],
          balanceMicros: sealedMicros,
          strangeKeys: [],
        });
        expect(balanceMicros + unsealedMicros).toBe(sumMicros);
      });
      await fc.assert(property, { numRuns: 1_000 * soak });
    },
    60_000 * soak,
  );

  test('yields the right finding, whichever field of whichever entry or seal was changed', async () => {
    const property = fc.asyncProperty(fc.nat(), fc.nat(), fc.boolean(), async (which, field, isSeal) => {
      const history = await threeSeals();
      const documents: Record<string, unknown>[] = isSeal
        ? history.seals.map((seal) => ({ ...seal }))
        : history.entries.map(({ data }) => ({ ...data }));
      const changed = documents[which % documents.length] ?? {};
      const names = Object.keys(changed);
      const name = names[field % names.length] ?? '';
      changed[name] = typeof changed[name] === 'number' ? (changed[name] as number) + 1 : 'forged';
      if (isSeal) history.seals.splice(0, documents.length, ...documents);
      else
        history.entries.splice(
          0,
          documents.length,
          ...history.entries.map(({ id }, index) => ({ id, data: documents[index] ?? {} })),
        );
      const { findings } = await history.verify();
      expect(findings, name).not.toEqual([]);
      if (!isSeal) expect(findings).toHaveLength(1);
    });
    await fc.assert(property);
  });

  test('reports a new key for which no known key vouches', async () => {
    const history = await threeSeals();
    history.nowMs += HOUR_MS;
    history.add();
    const seenKeys = history.keys;
    await history.seal(signers.slice(1, 2));
    const { seals, entries, keys, pins } = history;
    const { verifyChain } = await import('./verify-chain.ts');
    const request = { chain: { kind: 'ledger', owner: 'ann' } as const, seals, entries, keys };
    const verified = await verifyChain({ ...request, seen: { pins, keys: seenKeys } });
    expect(verified).toMatchObject({ findings: [], strangeKeys: [signers[1]?.keyId] });
    // Who looks for the first time cannot tell.
    expect(await verifyChain({ ...request, seen: { pins: [], keys: [] } })).toMatchObject({
      strangeKeys: [],
    });
  });
});

async function threeSeals(): Promise<SealedHistory> {
  const history = new SealedHistory('ann');
  for (let seal = 0; seal < 3; seal++) {
    for (let entry = 0; entry < 3; entry++) history.add({ amountMicros: seal * 3 + entry + 1 });
    history.nowMs += 5 * MINUTE_MS;
    await history.seal(signers.slice(0, 1));
  }
  await history.look();
  return history;
}

describe('the canonical text of a document', () => {
  const time = (ms: number) => ({
    seconds: Math.floor(ms / 1_000),
    nanoseconds: (ms - Math.floor(ms / 1_000) * 1_000) * 1e6,
    toMillis: () => ms,
  });
  class OfASdk {
    readonly seconds: number;
    readonly nanoseconds: number;
    constructor({ seconds, nanoseconds }: { seconds: number; nanoseconds: number }) {
      this.seconds = seconds;
      this.nanoseconds = nanoseconds;
    }
  }

  test('is the same in any order of the fields, and for any class of times', () => {
    const property = fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.integer({ min: -1e12, max: 4e12 }),
      (fields, ms) => {
        const one = { ...fields, at: new Date(ms) };
        const other = Object.fromEntries(
          Object.entries({ ...fields, at: new OfASdk(time(ms)) }).toReversed(),
        );
        expect(canonicalText(other)).toBe(canonicalText(one));
      },
    );
    fc.assert(property);
  });

  test('differs for different documents', () => {
    const texts = [
      { a: 1 },
      { a: '1' },
      { a: null },
      {},
      { a: [1] },
      { a: { 0: 1 } },
      { a: new Date(1) },
      { a: { $time: '0.001000000' } },
      { a: new Uint8Array([1]) },
      { a: Number.NaN },
      { $a: 1 },
      { $$a: 1 },
    ];
    expect(new Set(texts.map(canonicalText)).size).toBe(texts.length);
  });

  test('never changes, because stored seals depend on it', () => {
    const document = {
      b: [1, -0, 0.1, true, null],
      a: { 'é"': 'ü\n', $x: new Date(-1) },
      bytes: new Uint8Array([255, 0]),
      n: Number.POSITIVE_INFINITY,
    };
    expect(canonicalText(document)).toBe(
      '{"a":{"$$x":{"$time":"-1.999000000"},"é\\"":"ü\\n"},"b":[1,0,0.1,true,null],"bytes":{"$bytes":"_wA"},"n":{"$number":"Infinity"}}',
    );
  });
});
