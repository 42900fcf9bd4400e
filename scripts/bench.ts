/** `npm run bench`: the figures, beside what others would build. `npm run bench -- PART …`: one or several parts. */

import './bench/without-log.ts';
import type { Part } from './bench/figures.ts';
import { kit } from './bench/kit/kit.ts';
import { type Bench, openLab, sizes } from './bench/lab.ts';
import { batches } from './bench/parts/batches.ts';
import { coldStart } from './bench/parts/cold-start.ts';
import { consolePages } from './bench/parts/console.ts';
import { firstToken } from './bench/parts/first-token.ts';
import { flatCost } from './bench/parts/flat-cost.ts';
import { overAdmission } from './bench/parts/limit.ts';
import { live } from './bench/parts/live.ts';
import { manyAccounts } from './bench/parts/many-accounts.ts';
import { memory } from './bench/parts/memory.ts';
import { moderation } from './bench/parts/moderation.ts';
import { oneAccount } from './bench/parts/one-account.ts';
import { operation } from './bench/parts/operation.ts';
import { payments } from './bench/parts/payments.ts';
import { pricing } from './bench/parts/pricing.ts';
import { refunds } from './bench/parts/refunds.ts';
import { usageLogs } from './bench/parts/usage-logs.ts';
import { verify } from './bench/parts/verify.ts';
import { processes } from './bench/processes/processes.ts';
import { placeOf, printTable, type Results, write } from './bench/report.ts';
import { installTools } from './bench/servers/tools.ts';
import { web } from './bench/web/web.ts';
import { stopSignal } from './stack/signals.ts';
import { dim, fail, Problem, readArguments, say, step } from './stack/terminal.ts';
import { ensureChromium } from './testing/chromium.ts';

const help = `Usage: npm run bench -- [PART …] [--quick] [--install]

  PART         one or several of: operation, one-account, batches, many-accounts, limit, flat-cost, memory, cold-start, processes,
               live, pricing, first-token, payments, verify, usage-logs, console, moderation, refunds, kit, web
  --quick      fewer rounds, for a look: under two minutes
  --install    installs what they need first: PostgreSQL, Redis and Chromium with apt-get

A whole run takes about twelve minutes and writes docs/benchmarks.
`;

const parts: Record<string, (bench: Bench) => Promise<Part>> = {
  operation,
  'one-account': oneAccount,
  batches,
  'many-accounts': manyAccounts,
  limit: overAdmission,
  'flat-cost': flatCost,
  memory,
  'cold-start': coldStart,
  processes,
  live,
  pricing,
  'first-token': firstToken,
  payments,
  verify,
  'usage-logs': usageLogs,
  console: consolePages,
  moderation,
  refunds,
  kit,
  web,
};

try {
  const { positionals, values } = readArguments({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      install: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) say(help);
  else {
    if (values.install) {
      await step('Installing what it is compared with', (progress) => installTools(progress, stopSignal));
      await step('Chromium', (progress) => ensureChromium(progress, stopSignal));
    }
    const results = await measure(chosen(positionals), values.quick ? 'quick' : 'full');
    printTable(results);
    const isWhole = positionals.length === 0 && results.size === 'full';
    if (isWhole) await write(results);
    else say(dim('\ndocs/benchmarks stays as it is: only a whole run writes it'));
  }
} catch (error) {
  if (!stopSignal.aborted) fail(error);
}

function chosen(names: readonly string[]): string[] {
  const unknown = names.find((name) => !Object.hasOwn(parts, name));
  if (unknown) throw new Problem(`There is no part "${unknown}". Parts: ${Object.keys(parts).join(', ')}.`);
  return Object.keys(parts).filter((name) => names.length === 0 || names.includes(name));
}

async function measure(names: readonly string[], size: Results['size']): Promise<Results> {
  const startedMs = performance.now();
  await using lab = await openLab({ size: sizes[size], signal: stopSignal });
  const measured: Part[] = [];
  for (const name of names) {
    const part = parts[name];
    if (part) measured.push(await step(name, (progress) => part({ lab, progress })));
  }
  return {
    measuredAt: new Date().toISOString(),
    minutes: (performance.now() - startedMs) / 60_000,
    size,
    place: placeOf(lab),
    skipped: [...lab.skipped.values()],
    parts: measured,
  };
}
