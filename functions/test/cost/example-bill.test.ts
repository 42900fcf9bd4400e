import { expect, test } from 'vitest';
import { type Cost, readCosts, readExample } from '../support/cost-page.ts';

const none: Cost = { reads: 0, writes: 0, deletes: 0, invocations: 0 };

function plus(one: Cost, other: Cost, times = 1): Cost {
  return {
    reads: one.reads + other.reads * times,
    writes: one.writes + other.writes * times,
    deletes: one.deletes + other.deletes * times,
    invocations: one.invocations + other.invocations * times,
  };
}

test('the example of a bill multiplies the flows of the page and adds them up', () => {
  const flows = { ...readCosts('What the functions do'), ...readCosts('What pages read') };
  const rows = readExample();
  const costs = rows.slice(0, -1).map(({ name, times }) => plus(none, flows[name] ?? none, times));
  expect(rows.map(({ cost }) => cost)).toEqual([
    ...costs,
    costs.reduce((sum, cost) => plus(sum, cost), none),
  ]);
});
