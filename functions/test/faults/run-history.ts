import { expect } from 'vitest';
import {
  type Activity,
  AppError,
  activityIdOf,
  isCancelled,
  isOpen,
  newFailure,
} from '../../src/contract/index.ts';
import type { Command, Ending } from '../../src/meter/commands.ts';
import { createMeter, type Meter } from '../../src/meter/lane/meter.ts';
import type { Outcome } from '../../src/meter/lane/waiting.ts';
import { paymentCommand } from '../../src/payments/payment-command.ts';
import { paymentReducers } from '../../src/payments/payment-reducers.ts';
import { newPayment, openPayment } from '../../src/payments/records/open-payment.ts';
import { NO_BREAKDOWN, type PaymentFact } from '../../src/payments/records/payment-facts.ts';
import type { Versioned } from '../../src/platform/store/documents.ts';
import { newAccount } from '../../src/platform/store/new-account.ts';
import type { Store } from '../../src/platform/store/store.ts';
import { cancelOf, grantOf, holdOf, revokeOf, suspendOf } from '../support/accounts.ts';
import { sentAsData } from '../support/calls/sent-as-data.ts';
import { createFaultyStore, type Fault, noFault } from './faulty-store.ts';
import {
  ACCOUNTS,
  type Action,
  GUEST_LIMITS,
  type History,
  INSTANCES,
  LIMIT,
  RETURN_LIMIT_MICROS,
} from './history.ts';
import { type Books, brokenInvariants } from './invariants.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What a history runs on. */
export interface Backend {
  readonly store: Store;
  /** Everything about an account; null when it is not open. */
  books(accountId: string): Promise<(Books & { readonly audits: ReadonlySet<string> }) | null>;
  activities(accountId: string): Promise<ReadonlyMap<string, Versioned<Activity>>>;
}

/** A Cloud Functions instance: what it remembers dies with it. */
interface Instance {
  readonly name: string;
  readonly meter: Meter;
  readonly crash: () => void;
  aheadMs: number;
  /** The nonces by which its calls own work, and the activities as they last saw them. */
  readonly nonces: Map<string, string>;
  readonly seen: Map<string, Versioned<Activity>>;
}

interface Sent {
  readonly step: number;
  readonly command: Command;
  readonly accountId: string;
  readonly atMs: number;
  readonly wasThere: boolean;
  answer: Outcome | AppError | null;
  answeredAfterMs: number;
}

/** Few, so that commits share calls. */
const CALLS_AT_ONCE = 2;
/** Longest that anybody may wait for an answer. */
const PATIENCE_MS = { admission: 5_000, settlement: 30_000 };
const START_MS = Date.UTC(2026, 0, 31, 23, 59, 30);
const SECOND = 1_000;
const HOUR = 3_600_000;
const CLOCK_SKEW_MS = 5 * SECOND;
const limits = { limited: LIMIT };

/** Runs a history to its end, then lets everything land and expire; fails on the first thing that is not as promised. */
export async function runHistory(
  history: History,
  world: { backend: Backend; time: VirtualTime; prefix: string },
): Promise<void> {
  await world.time.run(() => new Run(history, world).run());
}

class Run {
  readonly #history: History;
  readonly #backend: Backend;
  readonly #time: VirtualTime;
  readonly #accounts: readonly string[];
  /** Where all guests come from. */
  readonly #addressId: string;
  #instances: Instance[] = [];
  #isHealed = false;
  #calls = 0;
  #born = 0;
  readonly #sent: Sent[] = [];
  readonly #answers: Promise<void>[] = [];
  /** Which activities were there at some time, as far as answers and the store's own word tell. */
  readonly #there = new Set<string>();

  constructor(
    history: History,
    { backend, time, prefix }: { backend: Backend; time: VirtualTime; prefix: string },
  ) {
    this.#history = history;
    this.#backend = backend;
    this.#time = time;
    this.#addressId = `${prefix}address`;
    this.#accounts = Array.from({ length: ACCOUNTS }, (_, index) => `${prefix}${index}`);
  }

  async run(): Promise<void> {
    const { steps, isSecondUnlimited } = this.#history;
    const setUp = this.#newInstance({ faulty: false });
    for (const [index, accountId] of this.#accounts.entries()) {
      const account = { ...accountOf(accountId), unlimited: index === 1 && isSecondUnlimited };
      await setUp.meter.submit(accountId, { kind: 'open', account, welcome: null });
    }
    await setUp.meter.submit(this.#account(0), this.#grant(this.#account(0), 'first', 30, null));
    this.#instances = Array.from({ length: INSTANCES }, () => this.#newInstance({ faulty: true }));

    for (const [index, step] of steps.entries()) {
      await this.#time.sleep(step.afterMs);
      await this.#act(index, step.instance, this.#account(step.account), step.action);
    }
    await Promise.all(this.#answers);
    this.#isHealed = true;
    await this.#time.sleep(2 * 60 * SECOND);
    await this.#check();
    await this.#retryEverything();
    await this.#time.sleep(3 * HOUR);
    await this.#sweepEverything();
    await this.#check();
  }

  #account(index: number): string {
    return this.#accounts[index] ?? '';
  }

  #newInstance({ faulty }: { faulty: boolean }): Instance {
    const { store } = this.#backend;
    const faultyStore = createFaultyStore({
      store,
      sleep: (ms) => this.#time.sleep(ms),
      nextFault: () => this.#nextFault(),
    });
    const instance: Instance = {
      name: `instance${this.#born++}`,
      meter: sentAsData(
        createMeter({
          store: faulty ? faultyStore : store,
          reducers: paymentReducers,
          callsAtOnce: CALLS_AT_ONCE,
          now: () => START_MS + Math.floor(this.#time.nowMs) + instance.aheadMs,
        }),
      ),
      crash: faultyStore.crash,
      aheadMs: 0,
      nonces: new Map(),
      seen: new Map(),
    };
    return instance;
  }

  #nextFault(): Fault {
    return (this.#isHealed ? null : this.#history.faults[this.#calls++]) ?? noFault;
  }

  async #act(step: number, at: number, accountId: string, action: Action): Promise<void> {
    const instance = this.#instances[at];
    if (!instance) return;
    switch (action.kind) {
      case 'crash': {
        instance.crash();
        const next = this.#newInstance({ faulty: true });
        next.aheadMs = instance.aheadMs;
        this.#instances[at] = next;
        return;
      }
      case 'set-clock':
        instance.aheadMs = action.aheadMs;
        return;
      case 'wait':
        return this.#time.sleep(action.ms);
      case 'sweep':
        return this.#sweep(step, instance, accountId);
      case 'report':
        return this.#report(step, instance, accountId, action);
      case 'cancel':
        return this.#cancel(step, instance, accountId, action);
      default: {
        const command = this.#commandOf(step, instance, accountId, action);
        const stored = 'request' in action ? instance.seen.get(activityIn(accountId, action)) : undefined;
        const isWorker = action.kind === 'work' || action.kind === 'deliver';
        if (command) this.#submit(step, instance, accountId, command, isWorker ? stored : undefined);
      }
    }
  }

  /** Reports as a client does, by a callable that first looks at the activity. */
  async #report(
    step: number,
    instance: Instance,
    accountId: string,
    action: Extract<Action, { kind: 'report' }>,
  ): Promise<void> {
    const activityId = activityIn(accountId, action);
    const stored = (await this.#backend.activities(accountId)).get(activityId);
    if (stored?.value.runBy !== 'client') return;
    const actor = { kind: 'person', uid: accountId } as const;
    const end = { ...endOf(action, stored.value), result: null };
    const ending = { kind: 'reported', returnLimitMicros: RETURN_LIMIT_MICROS, ...end } as const;
    this.#submit(step, instance, accountId, { kind: 'settle', activityId, actor, ending }, stored);
  }

  async #cancel(
    step: number,
    instance: Instance,
    accountId: string,
    action: Extract<Action, { kind: 'cancel' }>,
  ): Promise<void> {
    const activityId = activityIn(accountId, action);
    const stored =
      action.knows === 'all'
        ? (await this.#backend.activities(accountId)).get(activityId)
        : action.knows === 'seen'
          ? instance.seen.get(activityId)
          : undefined;
    this.#submit(step, instance, accountId, cancelOf(activityId), stored);
  }

  #commandOf(step: number, instance: Instance, accountId: string, action: Action): Command | null {
    switch (action.kind) {
      case 'hold': {
        const {
          request,
          intent,
          priceMicros,
          isDearer,
          isLimited,
          isVetoed,
          isSliced,
          isFree,
          isGuests,
          runBy,
          status,
          leaseMs,
        } = action;
        const nonce = `nonce${step}`;
        const hold = holdOf(accountId, {
          requestId: `request${request}`,
          nonce,
          intent: `intent${intent}`,
          runBy,
          priceMicros,
          shownPriceMicros: priceMicros - Number(isDearer && priceMicros > 0),
          operation: isLimited ? 'limited' : 'free',
          limit: isLimited ? LIMIT : null,
          leaseMs,
          slice: isSliced
            ? { leastMicros: Math.min(priceMicros, 1), firstMicros: Math.min(priceMicros, 3) }
            : null,
          isFree,
          guest: isGuests ? { addressId: this.#addressId, ...GUEST_LIMITS } : null,
          rejection: isVetoed
            ? new AppError('moderated', { category: 'hats', label: 'Hats' }).toJSON()
            : null,
        });
        const worker = runBy === 'server' ? instance.name : null;
        const guestAddress = isGuests ? this.#addressId : null;
        const kind = isSliced ? ('chat' as const) : hold.draft.kind;
        const draft = { ...hold.draft, kind, worker, guestAddress, traceId: nonce };
        return { ...hold, draft: runBy === 'server' ? { ...draft, status } : draft };
      }
      case 'work':
      case 'deliver': {
        const activityId = activityIn(accountId, action);
        const stored = instance.seen.get(activityId)?.value;
        if (stored?.runBy !== 'server') return null;
        const ownerNonce = instance.nonces.get(activityId) ?? 'nobody';
        if (action.kind === 'work') return this.#worked(activityId, ownerNonce, stored, action);
        const micros = Math.floor((stored.heldMicros * action.percent) / 100);
        const delivered = { micros, quantity: stored.quantity, costUsdMicros: 0 };
        const result = resultOf(stored);
        const { holdMicros } = action;
        const report = { changes: { delivered }, result, holdMicros, leaseMs: 10 * SECOND };
        return { kind: 'update', activityId, change: { kind: 'report', ownerNonce, ...report } };
      }
      case 'take-over': {
        const activityId = activityIn(accountId, action);
        const seen = instance.seen.get(activityId)?.value;
        const isGone = seen?.worker === instance.name && !instance.nonces.has(activityId);
        const goneNonce = isGone ? seen.ownerNonce : null;
        const owner = { ownerNonce: `nonce${step}`, worker: instance.name, leaseMs: 10 * SECOND };
        return { kind: 'update', activityId, change: { kind: 'start', ...owner, goneNonce } };
      }
      case 'grant': {
        const { cause, micros, source, expiresInMs } = action;
        const expiresAtMs = expiresInMs === null ? null : START_MS + expiresInMs;
        return {
          ...this.#grant(accountId, String(cause), micros, expiresAtMs),
          lot: lotOf(accountId, cause, source, expiresAtMs),
        };
      }
      case 'revoke': {
        const { cause, lot, micros } = action;
        const revoke = revokeOf({ lotId: `grant-${accountId}-${lot}`, source: 'bonus', micros });
        return { ...revoke, entryId: `revoke-${accountId}-${cause}` };
      }
      case 'tell':
        return tellOf(accountId, action);
      case 'open': {
        const welcome = grantOf({ entryId: `welcome-${this.#account(0)}`, micros: 7, source: 'welcome' });
        return { kind: 'open', account: accountOf(accountId), welcome };
      }
      case 'lapse':
        return { kind: 'lapse', traceId: 'test' };
      case 'suspend':
      case 'reinstate': {
        const command = suspendOf(action.kind);
        const entry = { ...command.audit.entry, traceId: accountId };
        return { ...command, audit: { auditId: `audit-${accountId}-${step}`, entry } };
      }
      default:
        return null;
    }
  }

  #worked(
    activityId: string,
    ownerNonce: string,
    stored: Activity,
    action: { readonly percent: number; readonly isFailed: boolean },
  ): Command {
    const end = endOf(action, stored);
    const ending: Ending = {
      kind: 'worked',
      delivery: stored.kind === 'chat' ? 'streamed' : 'whole',
      ownerNonce,
      ...end,
      result: end.failure ? null : resultOf(stored),
    };
    return { kind: 'settle', activityId, actor: { kind: 'person', uid: stored.uid }, ending };
  }

  #grant(accountId: string, cause: string, micros: number, expiresAtMs: number | null) {
    return grantOf({ entryId: `grant-${accountId}-${cause}`, micros, expiresAtMs });
  }

  async #sweep(step: number, instance: Instance, accountId: string): Promise<void> {
    const nowMs = START_MS + this.#time.nowMs + instance.aheadMs;
    for (const [activityId, stored] of await this.#backend.activities(accountId)) {
      const { leaseUntil } = stored.value;
      if (leaseUntil === null || leaseUntil >= nowMs - CLOCK_SKEW_MS) continue;
      this.#submit(step, instance, accountId, sweepOf(activityId), stored);
    }
  }

  #submit(
    step: number,
    instance: Instance,
    accountId: string,
    command: Command,
    stored?: Versioned<Activity>,
  ): void {
    const id = 'activityId' in command ? command.activityId : null;
    const wasThere = id !== null && this.#there.has(id);
    const atMs = this.#time.nowMs;
    const sent: Sent = { step, command, accountId, atMs, wasThere, answer: null, answeredAfterMs: 0 };
    this.#sent.push(sent);
    const hear = (answer: Outcome | AppError) => {
      if (!this.#instances.includes(instance)) return;
      sent.answer = answer;
      sent.answeredAfterMs = this.#time.nowMs - atMs;
      if (answer instanceof AppError || !answer.activity || !id) return;
      this.#there.add(id);
      instance.seen.set(id, answer.activity);
      const nonce = nonceOf(command);
      if (nonce && answer.activity.value.ownerNonce === nonce) instance.nonces.set(id, nonce);
    };
    this.#answers.push(instance.meter.submit(accountId, command, stored).then(hear, hear));
  }

  async #check(): Promise<void> {
    for (const accountId of this.#accounts) {
      const books = await this.#backend.books(accountId);
      if (!books) throw new Error('the account is gone');
      expect(brokenInvariants(books, limits)).toEqual([]);
      const wrong = this.#sent
        .filter((sent) => sent.accountId === accountId)
        .flatMap((sent) => {
          const what = this.#wrongWith(sent, books);
          return what ? [`step ${sent.step} (${sent.command.kind}): ${what}`] : [];
        });
      expect(wrong).toEqual([]);
    }
  }

  /** What an answer says that the books do not. */
  #wrongWith(
    { command, answer, wasThere, answeredAfterMs }: Sent,
    { activities, entries, audits }: Books & { readonly audits: ReadonlySet<string> },
  ): string | null {
    if (answer === null) return null;
    const isEnd = command.kind === 'settle' || command.kind === 'update';
    const patienceMs = isEnd ? PATIENCE_MS.settlement : PATIENCE_MS.admission;
    if (answeredAfterMs > patienceMs) return `answered only after ${answeredAfterMs} ms`;
    const code = answer instanceof AppError ? answer.code : null;
    if (code !== null && this.#history.faults.length === 0 && code === 'busy') {
      return 'busy, though nothing had gone wrong';
    }
    if (answer instanceof AppError && code === 'internal') return `internal: ${answer.cause}`;
    if (!(answer instanceof AppError) && answer.activity) {
      const told = answer.activity.value;
      const kept = activities.get('activityId' in command ? command.activityId : '');
      if (!kept) return 'told of an activity that is not there';
      if (told.traceId !== kept.traceId || told.heldMicros > kept.heldMicros) return 'told of another hold';
      const hasEnded = !isOpen(told);
      if (hasEnded && (told.status !== kept.status || told.capturedMicros !== kept.capturedMicros)) {
        return `told ${told.status} ${told.capturedMicros}, kept ${kept.status} ${kept.capturedMicros}`;
      }
    }
    switch (command.kind) {
      case 'hold': {
        const kept = activities.get(command.activityId);
        if (kept?.traceId === command.draft.traceId && kept.priceMicros > command.shownPriceMicros) {
          return 'costs more than was shown';
        }
        if (code === null)
          return kept?.intentDigest === command.draft.intentDigest ? null : 'nothing is held';
        if (code === 'busy' || code === 'internal') return null;
        if (code === 'idempotency-conflict') {
          return kept && kept.intentDigest !== command.draft.intentDigest ? null : 'a conflict with nothing';
        }
        if (kept?.traceId === command.draft.traceId) return `refused (${code}) and yet held`;
        return wasThere ? `refused (${code}) though it was held before` : null;
      }
      case 'grant':
      case 'revoke': {
        const kept = entries.get(command.entryId);
        const isSame = kept?.kind === command.kind;
        if (code === null) return isSame ? null : 'done, and not in the ledger';
        return code === 'idempotency-conflict' && !kept ? 'a conflict with nothing' : null;
      }
      case 'suspend':
      case 'reinstate':
        return code === null && !audits.has(command.audit?.auditId ?? '')
          ? 'done without an audit entry'
          : null;
      case 'settle':
        return command.ending.kind === 'cancelled' && !(answer instanceof AppError)
          ? wrongWithCancel(answer.activity?.value, activities.get(command.activityId))
          : null;
      default:
        return null;
    }
  }

  /** Whoever asks again is told of the hold that is there, though now everything would refuse it. */
  async #retryEverything(): Promise<void> {
    const { meter } = this.#newInstance({ faulty: false });
    const holds = new Map<string, { accountId: string; command: Command<'hold'> }>();
    for (const { accountId, command } of this.#sent) {
      if (command.kind === 'hold') holds.set(command.activityId, { accountId, command });
    }
    for (const [activityId, { accountId, command }] of holds) {
      const kept = (await this.#backend.activities(accountId)).get(activityId)?.value;
      if (!kept) continue;
      const rejection = new AppError('blocked').toJSON();
      const intentDigest = kept.intentDigest;
      const again = { ...command, rejection, draft: { ...command.draft, ownerNonce: 'again', intentDigest } };
      const { activity, isNew } = await meter.submit(accountId, again);
      // A clone has no fields of a later build, which may have come after the answer.
      expect(structuredClone({ activity: activity?.value, isNew })).toEqual(
        structuredClone({ activity: kept, isNew: false }),
      );
      const other = { ...again, draft: { ...again.draft, intentDigest: 'another' } };
      await expect(meter.submit(accountId, other)).rejects.toMatchObject({ code: 'idempotency-conflict' });
    }
  }

  async #sweepEverything(): Promise<void> {
    const { meter } = this.#newInstance({ faulty: false });
    for (const accountId of this.#accounts) {
      for (const [activityId, { value }] of await this.#backend.activities(accountId)) {
        if (isOpen(value)) await meter.submit(accountId, sweepOf(activityId));
      }
      const left = [...(await this.#backend.activities(accountId)).values()].filter(({ value }) =>
        isOpen(value),
      );
      expect(left).toEqual([]);
      await meter.submit(accountId, { kind: 'lapse', traceId: 'test' });
    }
  }
}

/** What of an acknowledged cancel has not come true. */
function wrongWithCancel(acknowledged: Activity | undefined, kept: Activity | undefined): string | null {
  if (!acknowledged || !kept || acknowledged.runBy === 'client' || !isOpen(acknowledged)) return null;
  if (!isCancelled(acknowledged)) return 'acknowledged a cancel that is not stored';
  if (isOpen(kept)) return isCancelled(kept) ? null : 'the cancel is forgotten';
  if (kept.failure?.code === 'cancelled') return null;
  return kept.kind === 'chat' ? null : `cancelled, and yet ${kept.status}`;
}

/** What Stripe tells of a payment, of which there are a few. */
function tellOf(accountId: string, action: Extract<Action, { kind: 'tell' }>): Command<'book'> {
  const paymentId = `${accountId}_payment${action.payment}`;
  if (action.of === 'order') {
    const payment = newPayment({
      ...{ accountId, uid: accountId, via: 'checkout', currency: 'usd', amountCents: 10 },
      bought: { kind: 'pack', pack: 'pack', label: 'Pack', micros: 20 },
      ...{ catalogVersion: 1, termsVersion: 'test', traceId: accountId },
    });
    return openPayment({ accountId, paymentId, payment, customerId: 'cus' });
  }
  const facts = { kind: 'payment', paymentId, fact: factOf(paymentId, action) } as const;
  return paymentCommand({ accountId, paymentId, reducer: 'applyChange', facts });
}

function factOf(
  paymentId: string,
  { of, state }: Pick<Extract<Action, { kind: 'tell' }>, 'of' | 'state'>,
): PaymentFact {
  if (of === 'paid')
    return {
      kind: 'paid',
      paid: { amountCents: 10, currency: 'usd' },
      atMs: START_MS,
      breakdown: NO_BREAKDOWN,
    };
  if (of === 'refund' || of === 'dispute') {
    const amountCents = of === 'refund' ? 4 : 10;
    return {
      kind: 'reversal',
      id: `${of}-${paymentId}`,
      reversal: { kind: of, amountCents, state },
      currency: 'usd',
    };
  }
  return { kind: 'unpaid', state: 'failed', failure: 'card_declined' };
}

function accountOf(accountId: string) {
  return newAccount({ uid: accountId, email: null, name: null, kind: 'person' });
}

function activityIn(accountId: string, { request }: { readonly request: number }): string {
  return activityIdOf({ accountId, requestId: `request${request}` });
}

function lotOf(
  accountId: string,
  cause: number,
  source: Extract<Action, { kind: 'grant' }>['source'],
  expiresAtMs: number | null,
) {
  return { lotId: `grant-${accountId}-${cause}`, source, expiresAtMs, paymentId: null };
}

function nonceOf(command: Command): string | null {
  if (command.kind === 'hold') return command.draft.ownerNonce;
  return command.kind === 'update' && command.change.kind === 'start' ? command.change.ownerNonce : null;
}

function endOf(
  { percent, isFailed }: { readonly percent: number; readonly isFailed: boolean },
  { heldMicros, quantity }: Activity,
) {
  return {
    status: isFailed ? ('failed' as const) : ('completed' as const),
    captureMicros: isFailed ? 0 : Math.floor((heldMicros * percent) / 100),
    failure: isFailed ? newFailure(new AppError('provider-failed', { reason: 'unfinished' })) : null,
    usage: { quantity, costUsdMicros: 0 },
  };
}

function resultOf({ accountId, uid }: Activity) {
  const output = { kind: 'chat', text: 'text', finish: 'stop', inputTokens: 1, outputTokens: 1 } as const;
  return { schemaVersion: 1, accountId, uid, output, createdAt: START_MS } as const;
}

function sweepOf(activityId: string): Command {
  const ending = { kind: 'swept', returnLimitMicros: RETURN_LIMIT_MICROS } as const;
  return { kind: 'settle', activityId, actor: { kind: 'system', uid: null }, ending };
}
