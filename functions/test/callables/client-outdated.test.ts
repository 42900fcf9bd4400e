import { beforeAll, expect, test } from 'vitest';
import { WIRE_VERSION } from '../../src/contract/index.ts';
import { call, errorOf, newPerson, publishCatalog } from '../support/calls/callables.ts';

beforeAll(publishCatalog);

test('a page of another build gets an error before anything is done, and a page of this build is served', async () => {
  const person = newPerson();
  const older = await errorOf(call('openAccount', { wireVersion: WIRE_VERSION - 1 }, person));
  expect(older).toMatchObject({ code: 'client-outdated' });
  const newer = await errorOf(call('openAccount', { wireVersion: WIRE_VERSION + 1 }, person));
  expect(newer).toMatchObject({ code: 'busy', details: { retryAfterMs: 5_000 } });
  const opened = await call('openAccount', { wireVersion: WIRE_VERSION }, person);
  expect(opened).toMatchObject({ accountId: person.uid, welcomeMicros: 50_000_000 });
});
