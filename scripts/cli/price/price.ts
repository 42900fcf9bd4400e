import { readFile } from 'node:fs/promises';
import { bold, dim, Problem, say } from '../../stack/terminal.ts';
import { chooseTarget, openStore, type TargetOptions } from '../target.ts';
import { priceUsage, readUsage, type UsageRow } from './price-usage.ts';
import { shadowUsage } from './shadow-usage.ts';

const DAY_MS = 86_400_000;
const DIGITS = 3;

export interface PriceOptions extends TargetOptions {
  readonly usage?: string;
  readonly days: string;
  readonly margin: string;
  readonly fee: string;
  readonly creditUsd: string;
}

/** Prints the prices at which usage makes a margin: the usage of a table, or of what ran in shadow mode. */
export async function price({
  usage,
  days,
  margin,
  fee,
  creditUsd,
  ...options
}: PriceOptions): Promise<void> {
  const target = {
    margin: toNumber(margin, '--margin') / 100,
    fee: toNumber(fee, '--fee') / 100,
    creditUsd: toNumber(creditUsd, '--credit-usd'),
  };
  const inWords = <T>(work: () => T) => {
    try {
      return work();
    } catch (error) {
      throw error instanceof RangeError ? new Problem(error.message) : error;
    }
  };
  const rows = usage
    ? await readFile(usage, 'utf8')
        .catch(() => {
          throw new Problem(`There is no file ${usage}.`);
        })
        .then((text) => inWords(() => readUsage(text)))
    : await usageIn(options, toNumber(days, '--days'));
  const priced = inWords(() => priceUsage(rows, target));
  say(
    dim(
      `A credit sells for ${dollars(target.creditUsd)} (--credit-usd), of which ${margin}% are margin (--margin) and ${fee}% the payment fee (--fee).`,
    ),
  );
  for (const { requests, charged = requests, ...row } of priced) {
    say(bold(`${row.operation} / ${row.model}`));
    if (row.price) say(`  price: ${row.price}, cost: ${row.cost}`);
    else say(`  No price: none of its requests was charged. Cost: ${row.cost}`);
    say(
      dim(
        `  ${requests} requests${charged < requests ? `, ${charged} of them charged` : ''}: ${dollars(row.costUsd)} cost, ${dollars(row.revenueUsd)} revenue, ${(row.margin * 100).toFixed(1)}% margin`,
      ),
    );
  }
}

async function usageIn(options: TargetOptions, days: number): Promise<UsageRow[]> {
  const target = await chooseTarget(options);
  const { db } = await openStore(target);
  const toMs = Date.now() + DAY_MS;
  const rows = await shadowUsage(db, { fromMs: toMs - (days + 1) * DAY_MS, toMs });
  if (rows.length === 0) {
    throw new Problem(
      `Nothing ran in shadow mode on ${target.where} in ${days} days. Name a table with --usage: operation,model,requests,inputTokens,outputTokens,inputUsd,outputUsd (dollars for a million tokens), or operation,model,requests,costUsd.`,
    );
  }
  return rows;
}

function toNumber(text: string, option: string): number {
  const value = Number(text);
  if (!(value >= 0) || text.trim() === '') throw new Problem(`${option} takes a number, not "${text}".`);
  return value;
}

/** Returns an amount with three digits that say something, and at least with cents. */
function dollars(value: number): string {
  const digits = value > 0 ? DIGITS - 1 - Math.floor(Math.log10(value)) : 2;
  return `$${value.toFixed(value < 1 ? Math.max(2, digits) : 2)}`;
}
