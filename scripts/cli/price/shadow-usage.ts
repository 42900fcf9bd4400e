import type { Firestore } from 'firebase-admin/firestore';
import {
  type Activity,
  CATALOG_CONFIG,
  countOf,
  type Model,
  PublishedCatalog,
  type Rate,
} from '../../../functions/src/contract/index.ts';
import { shadowActivities } from '../../../functions/src/kit/shadow-bills.ts';
import { collection, decodeDocument } from '../../../functions/src/platform/store/documents.ts';
import { perToken, plain, type UsageRow } from './price-usage.ts';

const MICROS = 1_000_000;

/**
 * Adds up what ran in shadow mode and ended within a time: its cost, and the usage that would have been charged, counted as
 * the published catalog charges for it.
 */
export async function shadowUsage(
  db: Firestore,
  range: { readonly fromMs: number; readonly toMs: number },
): Promise<UsageRow[]> {
  const published = await collection(db, 'config').doc(CATALOG_CONFIG).get();
  const { operations = {} } = decodeDocument(PublishedCatalog, published)?.value.catalog ?? {};
  const rows = new Map<string, UsageRow>();
  for await (const activity of shadowActivities(db, range)) {
    const { operation, model } = activity;
    const key = `${operation}/${model}`;
    const before = rows.get(key) ?? { operation, model, requests: 0, charged: 0, costUsd: 0 };
    rows.set(key, add(before, activity, operations[operation]?.models[model]));
  }
  return [...rows.values()].filter(({ costUsd }) => costUsd > 0);
}

function add(row: UsageRow, activity: Activity, model: Model | undefined): UsageRow {
  const { requests, charged = 0, costUsd } = row;
  const isCharged = (activity.shadowMicros ?? 0) > 0;
  const cost = model && rateText(model.cost);
  return {
    ...row,
    requests: requests + 1,
    charged: charged + (isCharged ? 1 : 0),
    costUsd: costUsd + (activity.costUsdMicros ?? 0) / MICROS,
    ...(cost && { cost }),
    ...(isCharged && model && chargedUsage(row, activity, model)),
  };
}

function chargedUsage(row: UsageRow, { used }: Activity, { price, cost }: Model): Partial<UsageRow> {
  if (price.kind === 'per-token') {
    const { input, output } = row.tokens ?? { input: 0, output: 0 };
    // Where the provider has no price for a token, the present prices say how much more an output costs than an input.
    const rate = cost.kind === 'per-token' ? cost : price;
    return {
      tokens: {
        input: input + (used?.inputTokens ?? 0),
        output: output + (used?.outputTokens ?? 0),
        inputUsd: rate.inputMicrosPerThousand / 1_000,
        outputUsd: rate.outputMicrosPerThousand / 1_000,
      },
    };
  }
  if (price.kind !== 'per-unit') return {};
  const { unit, unitSize } = price;
  const count = Math.ceil((countOf(used ?? {}, unit) ?? 0) / unitSize);
  return { units: { unit, unitSize, count: (row.units?.count ?? 0) + count } };
}

/** Returns a rate as it is written in a catalog; undefined: it has no short form. */
function rateText(rate: Rate): string | undefined {
  switch (rate.kind) {
    case 'flat':
      return `perRequest(${plain(rate.micros / MICROS)})`;
    case 'per-unit':
      return `per(${rate.unitSize}, '${rate.unit}', ${plain(rate.micros / MICROS)})`;
    case 'per-token':
      return perToken(rate.inputMicrosPerThousand / MICROS, rate.outputMicrosPerThousand / MICROS);
    default:
      return undefined;
  }
}
