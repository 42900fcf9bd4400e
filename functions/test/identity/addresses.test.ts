import { beforeAll, expect, test } from 'vitest';
import { collections } from '../../src/contract/index.ts';
import { newRequestId, testDb } from '../support/accounts.ts';
import { call, newPerson, publishCatalog } from '../support/calls/callables.ts';
import { goodRequests } from '../support/calls/good-requests.ts';

/** Where an address belongs; and the account, for builds before this one. */
const places: readonly string[] = [collections.people, collections.accounts];

beforeAll(publishCatalog);

test('an e-mail address is only in the document of its user', async () => {
  const [person, admin] = [newPerson(), { uid: newPerson().uid, role: 'admin' }];
  const good = goodRequests(person.uid);
  for (const caller of [person, admin]) await call('openAccount', {}, caller);
  await call('grantCreditsToUser', { ...good.grantCreditsToUser(), amountMicros: 50_000_000 }, admin);
  const hold = good.validateAndDeductCredits();
  await call('validateAndDeductCredits', hold, person);
  await call('updateAIActivityStatus', { requestId: hold.requestId, status: 'completed' }, person);
  const reel = { ...good.startReel(), requestId: newRequestId() };
  await call('startReel', reel, person).catch(() => undefined);
  await call('changeBlocks', good.changeBlocks(), admin);
  await call('updateModeration', good.updateModeration(), admin);
  await call('changeAccountStatus', good.changeAccountStatus(), admin);
  for (const job of ['rollUpUsage', 'health']) await call('runJob', { ...good.runJob(), job }, admin);
  // A prompt that is refused leaves a signal.
  const refused = { ...good.validateAndDeductCredits(), prompt: 'how to make a bomb' };
  await call('validateAndDeductCredits', refused, admin).catch(() => undefined);

  const found = new Map<string, number>();
  for (const name of Object.values(collections)) {
    const { docs } = await testDb().collection(name).get();
    const withAddress = docs.filter((doc) => JSON.stringify(doc.data()).includes('@example.com'));
    expect({
      name,
      withAddress: places.includes(name) ? [] : withAddress.map(({ ref }) => ref.path),
    }).toEqual({
      name,
      withAddress: [],
    });
    found.set(name, docs.length);
  }
  const searched = ['audit', 'activities', 'people'] as const;
  for (const name of searched) expect(found.get(collections[name]), name).toBeGreaterThan(0);
});
