import { Firestore } from 'firebase-admin/firestore';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  AbuseSignal,
  ALERT_RULES_CONFIG,
  Alert,
  activityIdOf,
  type CallableName,
  callables,
  callers,
  collections,
  creditsToMicros,
  Delivery,
  Erasure,
  MODERATION_CONFIG,
  rolesUpward,
} from '../../src/contract/index.ts';
import { sampleOf } from '../rules/support/sample-of.ts';
import { newRequestId, testDb } from '../support/accounts.ts';
import { ensureUser } from '../support/auth-users.ts';
import { call, newPerson, type Person, publishCatalog } from '../support/calls/callables.ts';
import { goodRequests } from '../support/calls/good-requests.ts';

const db = testDb();
const admin = { uid: newPerson().uid, role: 'admin' };

/** Commits of the store's client, each as the names of the collections that it writes to. */
const commits: string[][] = [];
const transport = Firestore.prototype as unknown as {
  request: (method: string, request: { writes?: Sent[] }, ...rest: unknown[]) => Promise<unknown>;
};
interface Sent {
  readonly update?: { readonly name: string };
  readonly delete?: string;
}
const { request: sendRequest } = transport;

beforeAll(async () => {
  transport.request = function (this: Firestore, method, request, ...rest) {
    const names = (request.writes ?? []).flatMap((write) => write.update?.name ?? write.delete ?? []);
    if (method === 'commit') commits.push(names.map((name) => name.split('/').at(-2) ?? ''));
    return sendRequest.call(this, method, request, ...rest);
  };
  await publishCatalog();
});
afterAll(() => {
  transport.request = sendRequest;
});

/** The collections in which every call leaves traces of its own, whatever it does. */
const incidental: readonly string[] = [
  ...[collections.people, collections.rejections, collections.serverMetrics, collections.rateLimits],
  // The credits that somebody has returned on a day, counted where the next return is admitted.
  collections.staffAllowances,
];

type Change = Record<string, unknown>;
/** What has to be there first, and what the request has to say of it. */
const prepared: Partial<Record<CallableName, (person: Person) => Promise<Change>>> = {
  takeBackCredits: async ({ uid }) => {
    await call('grantCreditsToUser', { ...goodRequests(uid).grantCreditsToUser(), amountMicros: 9 }, admin);
    return {};
  },
  giveBackCredits: async ({ uid }) => {
    await call('grantCreditsToUser', { ...goodRequests(uid).grantCreditsToUser(), amountMicros: 9 }, admin);
    const taken = await call('takeBackCredits', goodRequests(uid).takeBackCredits(), admin);
    return { auditId: (taken as { auditId: string }).auditId };
  },
  returnCredits: async (person) => {
    const requestId = newRequestId();
    const hold = goodRequests(person.uid).validateAndDeductCredits();
    await call('validateAndDeductCredits', { ...hold, requestId }, person);
    await call('updateAIActivityStatus', { requestId, status: 'completed' }, person);
    return {
      activityId: activityIdOf({ accountId: person.uid, requestId }),
      amountMicros: creditsToMicros(1),
    };
  },
  deleteStaffNote: async ({ uid }) =>
    (await call('addStaffNote', goodRequests(uid).addStaffNote(), admin)) as Change,
  decideApproval: async ({ uid }) =>
    (await call('requestApproval', goodRequests(uid).requestApproval(), admin)) as Change,
  triageSignal: async ({ uid }) => {
    const signal = sampleOf(AbuseSignal, { accountId: uid, triage: null, evidence: [] });
    await db.collection(collections.abuse).doc(`${uid}-signal`).set(signal);
    return { signalId: `${uid}-signal` };
  },
  setLegalHold: async ({ uid }) => {
    const erasure = sampleOf(Erasure, { accountId: uid, legalHold: null, evidenceFor: [] });
    await db.collection(collections.erasures).doc(uid).set(erasure);
    return {};
  },
  decideAppeal: async (person) => {
    await call('changeAccountStatus', goodRequests(person.uid).changeAccountStatus(), admin);
    return (await call('appeal', goodRequests(person.uid).appeal(), person)) as Change;
  },
  acknowledgeAlert: ({ uid }) => openAlert(uid),
  resolveAlert: ({ uid }) => openAlert(uid),
  changeAlertRule: () => baseVersionOf(ALERT_RULES_CONFIG),
  replayDeliveries: ({ uid }) => deliveryTo(uid),
  updateModeration: () => baseVersionOf(MODERATION_CONFIG),
};

async function openAlert(uid: string): Promise<Change> {
  const open = { resolvedAt: null, rule: null, acknowledged: null, resolvedBy: null };
  const alert = sampleOf(Alert, { ...open, kind: 'command-failed', details: {} });
  await db.collection(collections.alerts).doc(`${uid}-alert`).set(alert);
  return { alertId: `${uid}-alert` };
}

async function deliveryTo(uid: string): Promise<Change> {
  const lost = { uid: null, endpointId: 'books', state: 'failed', leaseUntil: null, details: {}, tries: [] };
  await db.collection(collections.outbox).doc(`${uid}-delivery`).set(sampleOf(Delivery, lost));
  return { deliveryIds: [`${uid}-delivery`] };
}

async function baseVersionOf(name: string): Promise<Change> {
  return { baseVersion: (await db.collection(collections.config).doc(name).get()).get('version') ?? 0 };
}

const reads: readonly CallableName[] = [
  ...(['findUsers', 'lookUpUser', 'previewBulkGrant'] as const),
  ...(['previewPrices', 'compareMonthWithStripe', 'prepareDisputeEvidence'] as const),
];
/** They succeed only where Stripe answers or figures are computed, or would change the catalog of other tests, which see their audit entries. */
const elsewhere: readonly CallableName[] = [
  'compareMonthWithStripe',
  'prepareDisputeEvidence',
  'previewPrices',
  'refundPayment',
  'replayStripeEvent',
  'submitDisputeEvidence',
  'updateCreditConfiguration',
];
const staffCalls = Object.entries(callables)
  .filter(([, { caller }]) => callers.indexOf(caller) > callers.indexOf('person'))
  .map(([name]) => name as CallableName);

describe.each(staffCalls)('%s', (name) => {
  const least = callers.indexOf(callables[name].caller);
  let person: Person;

  beforeEach(async () => {
    person = newPerson();
    await ensureUser(person.uid);
    await call('openAccount', {}, person);
  });

  test.each(['person', ...rolesUpward] as const)(
    'by %s: the audit entry is there or the action is not',
    async (who) => {
      const staff = { uid: newPerson().uid, ...(who !== 'person' && { role: who }) };
      const request = { ...goodRequests(person.uid)[name](), ...(await prepared[name]?.(person)) };
      await call('lookUpUser', { uid: person.uid }, staff).catch(() => null);
      commits.length = 0;
      const isDone = await call(name, request, staff).then(
        () => true,
        () => false,
      );
      const changes = commits.filter((written) => written.some((at) => !incidental.includes(at)));
      const isAudited = changes.some((written) => written.includes(collections.audit));
      const mayCall = callers.indexOf(who) >= least;
      if (!mayCall || reads.includes(name)) expect(changes).toEqual([]);
      if (!mayCall) expect(isDone).toBe(false);
      if (mayCall && !elsewhere.includes(name)) expect(isDone).toBe(true);
      if (isDone && !reads.includes(name)) expect(isAudited).toBe(true);
      // The first change of the call: whatever follows it was recorded.
      if (changes.length > 0) expect(changes[0]).toContain(collections.audit);
    },
  );
});
