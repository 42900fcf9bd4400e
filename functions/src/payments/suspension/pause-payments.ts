import type { Auth } from 'firebase-admin/auth';
import { FieldPath } from 'firebase-admin/firestore';
import type Stripe from 'stripe';
import { ACTIVITY_SHARDS, Account, Billing } from '../../contract/index.ts';
import { type Booking, NO_OP, type NoOp } from '../../meter/commands.ts';
import type { Job } from '../../platform/deploy/job.ts';
import { log } from '../../platform/signals/log.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { type Known, submitPayment } from '../payment-command.ts';
import type { PaymentServices } from '../payment-services.ts';
import { type PlanSlot, planSlots } from '../plans/plan-slots.ts';
import { noteSubscription } from '../plans/running-plan.ts';
import { isRunning } from '../plans/subscription-state.ts';
import { readBilling } from '../records/read-records.ts';
import { stripeOrNull } from '../stripe/stripe-or-null.ts';
import { type Pausing, pauseSubscriptions } from './pause-subscriptions.ts';

export interface PauseServices extends PaymentServices {
  readonly auth: Pick<Auth, 'getUsers'>;
}

const SHARDS = [...Array(ACTIVITY_SHARDS).keys()];
/** The most accounts of one run. Auth returns up to 100 users at once. */
const MAX_CHANGED = 500;
const PAGE = 100;
/** If more users than this are missing in Auth, the project's Auth is probably the wrong one. */
const MAX_DELETED = 20;

/**
 * Keeps payments in line with accounts: those of a suspended account pause, resume when it is reinstated, and end when
 * its user was deleted. A change of status marks the account in its commit. Deleted users are found by checking the
 * next hundred paying accounts in each run.
 */
export function pausePayments(services: PauseServices): Job {
  return {
    name: 'pausePayments',
    async run({ traceId, cursor, keep }) {
      const stripe = await stripeOrNull(services);
      if (!stripe) return { followed: 0, ended: 0, failed: 0 };
      const attempt = async (accountId: string, work: () => Promise<void>): Promise<boolean> => {
        try {
          await work();
          return true;
        } catch (cause) {
          log.pauseFailed({ accountId, traceId, cause });
          return false;
        } finally {
          await keep(cursor);
        }
      };
      let [followed, failed] = [0, 0];
      for (const changed of await changedAccounts(services)) {
        const isDone = await attempt(changed.accountId, () => followStatus(services, stripe, changed));
        if (isDone) followed++;
        else failed++;
      }
      const { billings, next } = await nextPaying(services, cursor);
      const states = await findStates(services, billings);
      let ended = 0;
      for (const [accountId, { billing, to }] of states) {
        const isDone = await attempt(accountId, () =>
          applyPausing(services, stripe, { accountId, billing, to }),
        );
        if (!isDone) failed++;
        else if (to === 'end') ended++;
      }
      await keep(next);
      return { followed, ended, failed };
    },
  };
}

interface Changed {
  readonly accountId: string;
  readonly account: Account;
}

async function changedAccounts({ db, now }: PauseServices): Promise<Changed[]> {
  const { docs } = await collection(db, 'accounts')
    .where('shard', 'in', SHARDS)
    .where('pauseDueAt', '<', new Date(now() + 1))
    .orderBy('pauseDueAt')
    .limit(MAX_CHANGED)
    .get();
  return docs.flatMap((snapshot) => {
    const account = decodeDocument(Account, snapshot);
    return account ? { accountId: snapshot.id, account: account.value } : [];
  });
}

/** Applies a change of status at Stripe, then removes the mark unless the status has changed again. */
async function followStatus(
  services: PauseServices,
  stripe: Stripe,
  { accountId, account }: Changed,
): Promise<void> {
  const { meter } = services;
  const billing = await readBilling(services, accountId);
  const to = account.status === 'suspended' ? 'pause' : 'resume';
  if (billing) await applyPausing(services, stripe, { accountId, billing, to });
  if (account.pauseDueAt !== null)
    await meter.submit(accountId, { kind: 'pauseDone', dueAtMs: account.pauseDueAt });
}

/** Reads the next accounts that have paid, after those of the previous run. */
async function nextPaying(
  { db }: PauseServices,
  cursor: string | null,
): Promise<{ billings: Map<string, Billing>; next: string | null }> {
  const inTurn = collection(db, 'billing').orderBy(FieldPath.documentId()).limit(PAGE);
  const { docs } = await (cursor === null ? inTurn : inTurn.startAfter(cursor)).get();
  const paying = docs.flatMap((snapshot): [string, Billing][] => {
    const billing = decodeDocument(Billing, snapshot)?.value;
    const isPaying = ({ subscription }: PlanSlot) => subscription !== null && isRunning(subscription);
    const mayPay = billing && (billing.topUp || planSlots(billing).some(isPaying));
    return mayPay ? [[snapshot.id, billing]] : [];
  });
  const next = docs.length < PAGE ? null : (docs.at(-1)?.id ?? null);
  return { billings: new Map(paying), next };
}

type States = Map<string, { readonly billing: Billing; readonly to: Pausing }>;

/**
 * Finds the accounts that must not pay any more, or not now. A subscription may have begun after its account was
 * suspended.
 */
async function findStates(
  { db, auth }: PauseServices,
  billings: ReadonlyMap<string, Billing>,
): Promise<States> {
  const states: States = new Map();
  if (billings.size === 0) return states;
  const { notFound } = await auth.getUsers([...billings.values()].map(({ uid }) => ({ uid })));
  if (notFound.length > MAX_DELETED) {
    throw new Error(
      `${notFound.length} of ${billings.size} who pay are not in Auth: nobody's payments are ended`,
    );
  }
  const deleted = new Set(notFound.flatMap((user) => ('uid' in user ? user.uid : [])));
  const accounts = await db.getAll(
    ...[...billings.keys()].map((accountId) => collection(db, 'accounts').doc(accountId)),
  );
  for (const snapshot of accounts) {
    const billing = billings.get(snapshot.id);
    const isSuspended = decodeDocument(Account, snapshot)?.value.status === 'suspended';
    if (billing && deleted.has(billing.uid)) states.set(snapshot.id, { billing, to: 'end' });
    else if (billing && isSuspended) states.set(snapshot.id, { billing, to: 'pause' });
  }
  return states;
}

/**
 * Pauses, resumes or ends the payments of an account. Top-ups need no pausing, because they check the account's status
 * themselves.
 */
export async function applyPausing(
  services: PaymentServices,
  stripe: Stripe,
  { accountId, billing, to }: { accountId: string; billing: Billing; to: Pausing },
): Promise<void> {
  const { customerId } = billing;
  const nowMs = services.now();
  const changed = customerId ? await pauseSubscriptions(stripe, { customerId, accountId, to, nowMs }) : 0;
  if (changed > 0) log.paymentsPaused({ accountId, to, subscriptions: changed });
  if (to !== 'end') return;
  await submitPayment(services, { accountId, reducer: 'endTopUps', facts: null });
  for (const { subscription } of planSlots(billing)) {
    if (subscription) await noteSubscription(services, accountId, subscription.subscriptionId);
  }
}

/** Turns automatic top-up off for good. */
export function endTopUps({ billing }: Known, _: null): Booking | NoOp {
  if (!billing) return NO_OP;
  return {
    moves: [{ kind: 'note', fields: { topUpBelowMicros: null } }],
    documents: { billing: { ...billing, topUp: null } },
  };
}
