import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { callables } from './callables.ts';
import { assertSameWire, WIRE_VERSION } from './wire-version.ts';

test('a page of this build, and a caller that sends no version, are let through', () => {
  expect(() => assertSameWire(WIRE_VERSION)).not.toThrow();
  expect(() => assertSameWire(undefined)).not.toThrow();
});

test.each([WIRE_VERSION - 1, 0, -1, Number.NaN, '2', null, {}])(
  'a page of version %j is told to reload',
  (sent) => {
    expect(() => assertSameWire(sent)).toThrow(expect.objectContaining({ code: 'client-outdated' }));
  },
);

test('a page that is newer than the instance is asked to try again', () => {
  expect(() => assertSameWire(WIRE_VERSION + 1)).toThrow(expect.objectContaining({ code: 'busy' }));
});

/** When this fails, the wire has changed: raise WIRE_VERSION if it was released, and put the new digest here. */
test('the wire version changes with the requests and responses of the callables', () => {
  const shapes = Object.entries(callables).map(([name, callable]) => {
    const parts = Object.entries(callable).map(([part, value]) => [
      part,
      value instanceof z.ZodType ? z.toJSONSchema(value, { unrepresentable: 'any', io: 'input' }) : value,
    ]);
    return [name, Object.fromEntries(parts)];
  });
  const digest = createHash('sha256').update(JSON.stringify(shapes.toSorted())).digest('hex').slice(0, 16);
  expect({ version: WIRE_VERSION, digest }).toEqual({ version: 3, digest: '0b670f5258468dd0' });
});
