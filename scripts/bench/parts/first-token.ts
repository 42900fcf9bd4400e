import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { defaultCatalog, type PublishedCatalog, quoteInput } from '@firemeter/functions/contract';
import { generate } from '../../../functions/src/generation/calls/generate.ts';
import { connectProviders } from '../../../functions/src/generation/providers/registry.ts';
import {
  createModelRunner,
  type RunModel,
} from '../../../functions/src/generation/runners/create-model-runner.ts';
import { startModelStandIns } from '../../stand-ins/models/start-model-stand-ins.ts';
import { accountDocuments } from '../arms/firemeter.ts';
import { firestoreAt, writeAll } from '../arms/firestore.ts';
import { exactly, type Part } from '../figures.ts';
import { type Bench, roundTripMs } from '../lab.ts';
import { median } from '../load.ts';
import { countingWire, distantWire } from '../wire/wire.ts';
import { openInstance, withoutLogs } from './instance.ts';

const input = {
  kind: 'chat' as const,
  messages: [{ role: 'user' as const, content: 'How do tides work?' }],
  maxOutputTokens: 500,
};
const published: PublishedCatalog = {
  schemaVersion: 1,
  version: 1,
  catalog: defaultCatalog,
  publishedBy: 'bench',
  publishedAt: 0,
  reachableProviders: null,
};
const paceMs = 5;

/** From the request to the first piece of an answer: through the meter, and straight from the provider. */
export async function firstToken({ lab, progress }: Bench): Promise<Part> {
  await using standIns = await startModelStandIns({ paceMs });
  const openai = { baseUrl: standIns.addresses.openai, apiKey: () => 'bench' };
  const runModel = createModelRunner({ providers: connectProviders({ openai }) });
  using _ = withoutLogs();
  progress.note('counting');
  await using counter = await countingWire(lab.address);
  const counted = await metered(counter.address, runModel);
  await counted.ask();
  const before = await counter.counts();
  await counted.ask();
  const calls = (await counter.counts()).calls - before.calls;
  await counted.close();

  progress.note(`timing, ${roundTripMs} ms a round trip`);
  await using wire = await distantWire(lab.address, roundTripMs);
  const arm = await metered(wire.address, runModel);
  await arm.ask();
  const through: number[] = [];
  const straight: number[] = [];
  for (let time = 0; time < lab.size.operations; time++) {
    lab.signal.throwIfAborted();
    through.push(await arm.ask());
    straight.push(await direct(runModel));
  }
  await arm.close();
  const moreMs = median(through) - median(straight);
  const trips = 2 * roundTripMs;
  const row = (what: string, ms: number) => ({ what, unit: 'ms' as const, values: { Firemeter: ms } });
  return {
    name: 'first-token',
    title: `First piece of a streamed answer, ${roundTripMs} ms a round trip to the store`,
    figures: [
      row('straight from the provider, median', median(straight)),
      row('through the meter, median', median(through)),
      {
        ...row('that is more by', moreMs),
        target: { text: `≤ 2 round trips (${trips} ms)`, isMet: moreMs <= trips },
      },
      {
        what: 'remote calls until the answer has ended',
        unit: 'count',
        values: { Firemeter: calls },
        target: exactly(2, calls),
      },
    ],
    notes: ['A stand-in is the provider; it waits the same time before each word in both.'],
  };
}

async function metered(address: string, runModel: RunModel) {
  const { db, services, contextOf, close } = openInstance(firestoreAt(address), {
    ...{ runModel, worker: 'bench', catalogs: { current: async () => published, at: async () => published } },
  });
  const uid = randomUUID();
  await writeAll(db, accountDocuments([uid]));
  const context = contextOf(uid);
  const { priceMicros: shownPriceMicros, modelName: model } = quoteInput(defaultCatalog, {
    operation: 'chat',
    input,
  });
  return {
    /** Milliseconds to the first piece; resolves when the whole answer has been paid. */
    async ask(): Promise<number> {
      const request = {
        requestId: randomUUIDv7(),
        operation: 'chat',
        model,
        input,
        shownPriceMicros,
        catalogVersion: 1,
      };
      const startedMs = performance.now();
      let firstMs = Number.NaN;
      await generate(services)(request, context, ({ kind }) => {
        if (kind === 'text' && Number.isNaN(firstMs)) firstMs = performance.now() - startedMs;
      });
      return firstMs;
    },
    close,
  };
}

async function direct(runModel: RunModel): Promise<number> {
  const startedMs = performance.now();
  let firstMs = Number.NaN;
  await runModel({
    input,
    sources: new Map(),
    provider: 'openai',
    providerModel: 'gpt-5-mini',
    variant: null,
    style: null,
    idempotencyKey: randomUUID(),
    abortSignal: new AbortController().signal,
    limits: { silenceMs: 60_000, totalMs: 60_000 },
    job: null,
    onText() {
      if (Number.isNaN(firstMs)) firstMs = performance.now() - startedMs;
    },
  });
  return firstMs;
}
