import { z } from 'zod';
import {
  builtIn,
  type Catalog,
  defaultCatalog,
  defineOperation,
  type EntryOf,
  registerOperations,
} from '../../src/contract/index.ts';

/** A kind of work that an app declares for itself, does itself, and sells by a unit of its own. */
export const summarize = defineOperation({
  kind: 'summarize',
  input: { text: z.string().min(1).max(100_000) },
  units: ['page'],
  runs: 'app',
  sample: { input: { kind: 'summarize', text: 'A long story.' }, sources: [] },
  atMost: ({ text }) => ({ page: Math.ceil(text.length / 2_000) }),
  promptOf: ({ text }) => text.slice(0, 80),
});

export const operations = registerOperations([...builtIn, summarize]);

const summary: EntryOf<typeof summarize> = {
  label: 'Summary',
  kind: 'summarize',
  enabled: true,
  defaultModel: 'ours',
  limit: { max: 2, windowMs: 3_600_000 },
  models: {
    ours: {
      ...{ label: 'Ours', description: 'Reads it all.', enabled: true },
      ...{ provider: 'our-own', providerModel: 'reader-1' },
      price: { kind: 'per-unit', unit: 'page', unitSize: 1, micros: 3_000_000, minimumMicros: 0 },
      cost: { kind: 'per-unit', unit: 'page', unitSize: 10, micros: 20_000, minimumMicros: 0 },
    },
  },
};

export const catalog: Catalog = {
  ...defaultCatalog,
  operations: { ...defaultCatalog.operations, summary },
};
