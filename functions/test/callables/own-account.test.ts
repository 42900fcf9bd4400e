import { beforeAll, describe, expect, test } from 'vitest';
import {
  type CallableName,
  collections,
  creditsToMicros,
  Payment,
  rolesUpward,
  type StaffAction,
  staffPermissions,
} from '../../src/contract/index.ts';
import { sampleOf } from '../rules/support/sample-of.ts';
import { newRequestId, testDb } from '../support/accounts.ts';
import { call, errorOf, newPerson, type Person, publishCatalog } from '../support/calls/callables.ts';
import { goodRequests } from '../support/calls/good-requests.ts';

/** Nobody of staff does to themselves what the table of permissions keeps from them, whatever their role. */

const db = testDb();
const other = { uid: newPerson().uid, role: 'owner' };
type Change = Record<string, unknown>;

interface OwnAction {
  readonly name: CallableName;
  /** Stores what the action needs, and returns the part of the request that names it. */
  readonly prepared?: (person: Person) => Promise<Change> | Change;
  readonly reason?: string;
}

/** The callables of each action that staff can't take on themselves. One that is missing doesn't compile. */
type NeverToSelf = {
  [A in StaffAction]: (typeof staffPermissions)[A] extends { neverToSelf: true } ? A : never;
}[StaffAction];

const grantedBefore = async ({ uid }: Person) => {
  const grant = { ...goodRequests(uid).grantCreditsToUser(), amountMicros: creditsToMicros(9) };
  await call('grantCreditsToUser', grant, other);
};

const paidBefore = async ({ uid }: Person) => {
  const paymentId = `${uid}_${newRequestId()}`;
  // The dispute that good requests name.
  const reversals = { dp_1: { kind: 'dispute', amountCents: 900, state: 'open' } };
  const payment = sampleOf(Payment, { accountId: uid, uid, paidCents: 900, amountCents: 900, reversals });
  await db.collection(collections.payments).doc(paymentId).set(payment);
  return { paymentId };
};

const ownActions: Readonly<Record<NeverToSelf, readonly OwnAction[]>> = {
  'return-credits': [{ name: 'returnCredits' }],
  'reset-limit': [{ name: 'resetLimit' }],
  'grant-credits': [{ name: 'grantCreditsToUser' }],
  'take-back-credits': [
    { name: 'takeBackCredits' },
    {
      name: 'giveBackCredits',
      prepared: async (person) => {
        await grantedBefore(person);
        const taken = await call('takeBackCredits', goodRequests(person.uid).takeBackCredits(), other);
        return { auditId: (taken as { auditId: string }).auditId };
      },
    },
  ],
  'change-account-status': [
    { name: 'changeAccountStatus' },
    { name: 'changeAccountStatus', prepared: () => ({ status: 'active' }) },
  ],
  'decide-appeals': [
    { name: 'decideAppeal' },
    { name: 'decideAppeal', prepared: () => ({ outcome: 'lifted' }) },
  ],
  'set-unlimited': [{ name: 'setUnlimited' }],
  'set-legal-hold': [{ name: 'setLegalHold' }],
  'change-blocks': [
    {
      name: 'changeBlocks',
      prepared: ({ uid }) => ({ target: { kind: 'account', accountId: uid } }),
      reason: 'own-block',
    },
    {
      name: 'changeBlocks',
      // The address that the last proxy saw.
      prepared: () => ({ target: { kind: 'address', range: '203.0.113.0/24' } }),
      reason: 'own-block',
    },
  ],
  'refund-payment': [{ name: 'refundPayment', prepared: paidBefore }],
  'answer-disputes': [{ name: 'submitDisputeEvidence', prepared: paidBefore }],
  'set-role': [{ name: 'setStaffRole' }],
};

beforeAll(publishCatalog);

const cases = Object.entries(ownActions).flatMap(([action, all]) =>
  all.map((own) => ({ action: action as NeverToSelf, ...own })),
);

async function auditOf(uid: string): Promise<number> {
  const found = await db.collection(collections.audit).where('actor.uid', '==', uid).get();
  return found.size;
}

describe.each(cases)('$action, by $name', ({ action, name, prepared, reason = 'own-account' }) => {
  const { least } = staffPermissions[action];
  const roles = rolesUpward.slice(rolesUpward.indexOf(least));

  test.each(roles)('%s can’t do it to themselves, and nothing is written', async (role) => {
    const staff = { uid: newPerson().uid, role };
    await call('openAccount', {}, staff);
    const request = { ...goodRequests(staff.uid)[name](), ...(await prepared?.(staff)) };
    const { account: before } = await read(staff.uid);
    expect(await errorOf(call(name, request, staff))).toMatchObject({
      code: 'invalid-argument',
      details: { reason },
    });
    expect((await read(staff.uid)).account).toEqual(before);
    expect(await auditOf(staff.uid)).toBe(0);
  });
});

test('of a list of people, the member of staff who grants is left out', async () => {
  const staff = { uid: newPerson().uid, role: 'owner' };
  const person = newPerson();
  await call('openAccount', {}, staff);
  await call('openAccount', {}, person);
  const entries = [staff, person].map(({ uid }) => ({ to: uid, amountMicros: creditsToMicros(1) }));
  const { account: before } = await read(staff.uid);
  const done = await call('grantInBulk', { ...goodRequests(staff.uid).grantInBulk(), entries }, staff);
  expect(done).toMatchObject({ granted: 1, skipped: 1 });
  expect((await read(staff.uid)).account).toEqual(before);
});

async function read(uid: string) {
  return { account: (await db.collection(collections.accounts).doc(uid).get()).data() };
}
