import { expect, test } from 'vitest';
import { HOUR_MS, type PageError } from '../contract/index.ts';
import type { CallContext } from '../platform/calls/call-context.ts';
import { reportPageError } from './report-page-error.ts';

const crashed: PageError = { page: '/history', error: 'TypeError', frames: ['/assets/index-B1.js:1:2'] };
const by = (accountId: string) => ({ accountId, traceId: 'f'.repeat(32) }) as CallContext;

function reporting() {
  const counted: string[] = [];
  let nowMs = 10 * HOUR_MS;
  const report = reportPageError({
    serverMetrics: { add: ({ name, error }) => counted.push(`${name} ${error}`) },
    now: () => nowMs,
  });
  return {
    counted,
    report: (accountId: string) => report(crashed, by(accountId), () => undefined),
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

test('a page that failed is counted beside the calls that failed', async () => {
  const { report, counted } = reporting();
  await report('mia');
  expect(counted).toEqual(['page /history internal']);
});

test('one account counts three times an hour, and all together a hundred times', async () => {
  const { report, counted, pass } = reporting();
  for (let time = 0; time < 20; time++) await report('mia');
  expect(counted).toHaveLength(3);
  for (let account = 0; account < 200; account++) await report(`account-${account}`);
  expect(counted).toHaveLength(100);
  pass(HOUR_MS);
  await report('mia');
  expect(counted).toHaveLength(101);
});
