import type { Timestamp } from 'firebase-admin/firestore';
import { type Account, type Activity, AppError, charactersOf, type LedgerEntry } from '../contract/index.ts';
import type { Versioned } from '../platform/documents.ts';
import { type StoreFailure, storeFailureOf, withDeadline } from '../platform/store-errors.ts';
import {
  type AllBeside,
  type Beside,
  type BesideKey,
  type Command,
  type Decision,
  NOTHING_BESIDE,
  type Subject,
  subjectOf,
} from './commands.ts';
import { decide } from './decide.ts';
import type { SharedStore } from './share-commits.ts';
import type { BesideChange, Change, Stored, StoredBeside } from './store.ts';

/** How a command ended: what the store holds now. */
export interface Outcome {
  readonly account: Account;
  readonly activity: Versioned<Activity> | null;
  readonly entry: LedgerEntry | null;
  /** False when an earlier call had decided it. */
  readonly isNew: boolean;
}

/** Every caller is answered within its own deadline, whatever the store does. */
const ADMISSION_DEADLINE_MS = 5_000;
const SETTLEMENT_DEADLINE_MS = 30_000;
/** Refusals share a read of the account, at most one in this time. */
const REFUSAL_READ_EVERY_MS = 1_000;
/** How long after a conflict another instance is taken to be writing the same account. */
const CONTENDED_FOR_MS = 2_000;
const RETRY_PAUSE_MS = 40;

const MAX_MEMBERS = 100;
const MAX_READ = 500;
/** More are turned away at once: they could not be answered in time. */
const MAX_WAITING = 5_000;
const MAX_RESULT_CHARACTERS = 6_000_000;
/** After so many failures that no other writer explains, members are tried singly; after so many more, given up. */
const TRIES_TOGETHER = 2;
const TRIES = 4;

/** A command on its way through the lane. */
interface Member {
  readonly command: Command;
  readonly subject: Subject | null;
  /** Null once it is answered. */
  answer: ((outcome: Outcome | AppError) => void) | null;
  /** The document it is about; null: never read, and hoped to be absent. */
  stored: Stored | null;
  mustRead: boolean;
  /** What it needs beside the account, and that as read: others change it too, so it is never cached. */
  readonly besideKeys: readonly BesideKey[];
  beside: readonly StoredBeside[];
  /** The epoch in which the account and its document were read after it had come: in it, it may be refused. */
  readInEpoch: number | null;
  unexplained: number;
}

/**
 * The one door to an account on this instance. Commands that come while a commit is in flight are decided together
 * and leave in the next: one remote call and no read, however many. It is optimistic about the account as last
 * committed; but nothing is refused, and nothing is tried again, without a fresh read.
 */
export class Lane {
  readonly #context: { accountId: string; store: SharedStore; now: () => number };
  #known: { account: Account | null; version: Timestamp | null } | null = null;
  /** Grows whenever what is known turns out to be old. */
  #epoch = 0;
  #failed: { version: Timestamp | null; failure: StoreFailure } | null = null;
  #failuresInRow = 0;
  /** A commit of unknown end may still land: no refusal before the account's version has moved on. */
  #fence: { readonly version: Timestamp | null } | null = null;
  #contendedUntilMs = Number.NEGATIVE_INFINITY;
  #roundTripMs = 1;
  #lastReadMs = Number.NEGATIVE_INFINITY;

  #queue: Member[] = [];
  /** Refused by what was cached: they wait for the next shared read. */
  #parked: Member[] = [];
  #parkTimer: NodeJS.Timeout | null = null;
  #holds = new Map<string, { intentDigest: string; promise: Promise<Outcome> }>();
  #isDraining = false;
  #besideQueue = 0;

  constructor(context: { accountId: string; store: SharedStore; now: () => number }) {
    this.#context = context;
  }

  get isBusy(): boolean {
    return this.#isDraining || this.#besideQueue > 0 || this.#parked.length > 0;
  }

  /** Bytes that the lane keeps in memory while idle, roughly. */
  get bytes(): number {
    const account = this.#known?.account;
    if (!account) return 1_000;
    const times = Object.values(account.windows).reduce((sum, log) => sum + log.length, 0);
    return 2_000 + 400 * account.lots.length + 60 * account.searchPrefixes.length + 16 * times;
  }

  /**
   * Decides a command and answers when its commit has landed. The same hold twice at once shares one answer.
   * @param stored the document the command is about, when the caller has it
   * @throws AppError with the refusal; `busy` when the deadline passes first; `internal`
   */
  submit(command: Command, stored: Versioned<Activity> | null = null): Promise<Outcome> {
    if (command.kind !== 'hold') return this.#join(command, stored);
    const { activityId, draft } = command;
    const shared = this.#holds.get(activityId);
    if (shared?.intentDigest === draft.intentDigest) return shared.promise;
    if (shared) return this.#join(command, null);
    const promise = this.#join(command, null).finally(() => this.#holds.delete(activityId));
    this.#holds.set(activityId, { intentDigest: draft.intentDigest, promise });
    return promise;
  }

  #join(command: Command, stored: Versioned<Activity> | null): Promise<Outcome> {
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    const besideKeys = besideOf(command, stored?.value ?? null);
    const isEnd = command.kind === 'settle' || command.kind === 'amend';
    const member: Member = {
      command,
      subject: subjectOf(command),
      answer(outcome) {
        clearTimeout(deadline);
        member.answer = null;
        if (outcome instanceof AppError) reject(outcome);
        else resolve(outcome);
      },
      stored: stored && { kind: 'activity', document: stored },
      mustRead: besideKeys.length > 0 || (stored === null && (isEnd || this.#isHolding(command))),
      besideKeys,
      beside: [],
      readInEpoch: null,
      unexplained: 0,
    };
    const busy = () =>
      new AppError('busy', 'Too busy to finish in time. Try again.', { retryAfterMs: 1_000 });
    const deadlineMs = isEnd ? SETTLEMENT_DEADLINE_MS : ADMISSION_DEADLINE_MS;
    const deadline = setTimeout(() => member.answer?.(busy()), deadlineMs);
    if (this.#queue.length + this.#parked.length >= MAX_WAITING) {
      member.answer?.(busy());
    } else if (this.#known?.account && stored && leavesAccountAlone(command, stored.value)) {
      this.#besideQueue++;
      void this.#attempt([member]).finally(() => this.#besideQueue--);
    } else {
      this.#queue.push(member);
      void this.#drain();
    }
    return promise;
  }

  /** Whether another hold under the same request id is on its way. */
  #isHolding(command: Command): boolean {
    return command.kind === 'hold' && this.#holds.has(command.activityId);
  }

  async #drain(): Promise<void> {
    if (this.#isDraining) return;
    this.#isDraining = true;
    await null;
    for (let batch = this.#takeBatch(); batch.length > 0; batch = this.#takeBatch()) {
      const isKnown = this.#known !== null && !batch.some((member) => member.mustRead);
      if (isKnown || (await this.#read(batch))) await this.#attempt(batch);
      await this.#yield();
    }
    this.#isDraining = false;
  }

  /** The next members that can go in one commit: no two about the same document, bounded in number and size. */
  #takeBatch(): Member[] {
    const batch: Member[] = [];
    const left: Member[] = [];
    const subjects = new Set<string | undefined>();
    let characters = 0;
    for (const member of this.#queue) {
      if (!member.answer) continue;
      characters += resultCharacters(member.command);
      const isFull = batch.length === MAX_MEMBERS || characters > MAX_RESULT_CHARACTERS;
      const isAlone = [member, batch[0]].some((one) => one && one.unexplained >= TRIES_TOGETHER);
      const isTaken = member.subject !== null && subjects.has(member.subject.id);
      if (isTaken || (batch.length > 0 && (isFull || isAlone))) left.push(member);
      else batch.push(member);
      subjects.add(member.subject?.id);
    }
    this.#queue = left;
    return batch;
  }

  /** Reads the account with what these members, and those refused from the cache, are about. */
  async #read(batch: readonly Member[]): Promise<boolean> {
    const taken = new Set(batch.map((member) => member.subject?.id));
    const joining = this.#parked.filter((member) => !taken.has(member.subject?.id)).slice(0, MAX_READ);
    this.#parked = this.#parked.filter((member) => !joining.includes(member));
    const members = [...batch, ...joining];
    this.#lastReadMs = performance.now();
    try {
      const subjects = members.flatMap(({ subject }) => subject ?? []);
      const besideKeys = new Map(
        members.flatMap((member) => member.besideKeys.map((key) => [nameOf(key), key])),
      );
      const { accountId, store } = this.#context;
      const read = await withDeadline(store.read(accountId, subjects, [...besideKeys.values()]));
      const { account, stored } = read;
      const beside = new Map([...besideKeys.keys()].map((name, index) => [name, read.beside[index]]));
      this.#known = { account: account?.value ?? null, version: account?.version ?? null };
      this.#lowerFence();
      const isUnexplained = this.#explainFailure();
      let index = 0;
      for (const member of members) {
        member.stored = member.subject ? (stored[index++] ?? null) : null;
        member.beside = member.besideKeys.map((key) => beside.get(nameOf(key)) ?? { kind: 'absent' });
        member.readInEpoch = this.#epoch;
        member.mustRead = false;
        member.unexplained = isUnexplained ? member.unexplained + 1 : 0;
      }
      this.#queue.unshift(...joining);
      this.#planSharedRead();
      return true;
    } catch (error) {
      if (storeFailureOf(error) === 'permanent')
        for (const { answer } of members) answer?.(internalError(error));
      this.#queue.unshift(...members);
      await this.#pauseAfterFailure();
      return false;
    }
  }

  /** The newest version that a commit of unknown end was made on; those made on older ones cannot land any more. */
  #raiseFence(version: Timestamp | null): void {
    const isOlder = this.#fence?.version && (version === null || version < this.#fence.version);
    if (!isOlder) this.#fence = { version };
  }

  /** Once the account has another version, a commit made on the one before cannot land any more. */
  #lowerFence(): void {
    const version = this.#known?.version ?? null;
    if (this.#fence && !isSameVersion(this.#fence.version, version)) this.#fence = null;
  }

  /** Whether the last commit conflicted though nobody else has written the account since. */
  #explainFailure(): boolean {
    const failed = this.#failed;
    this.#failed = null;
    if (!failed) return false;
    const version = this.#known?.version ?? null;
    const isTelling = failed.failure !== 'unsure' && failed.failure !== 'aborted';
    return isTelling && isSameVersion(version, failed.version);
  }

  async #attempt(batch: readonly Member[]): Promise<void> {
    const before = this.#known;
    if (!before) {
      this.#queue.unshift(...batch);
      return;
    }
    const from = this.#fence ? moveOn(before.account) : before.account;
    const { account, changes, answers, beside } = this.#plan(from, batch);
    const isTouched = account !== before.account;
    const startedMs = performance.now();
    try {
      if (changes.length > 0 || isTouched) {
        const { store, accountId } = this.#context;
        const was = before.account && before.version && { value: before.account, version: before.version };
        const touched = isTouched && account ? { value: account, was } : null;
        const commit = {
          accountId,
          account: touched,
          changes: changes.map(({ change }) => change),
          beside,
        };
        const goesAlone = this.#isContended() || batch.some(({ unexplained }) => unexplained > 0);
        const committed = await withDeadline(store.commit(commit, { goesAlone }));
        this.#roundTripMs += (performance.now() - startedMs - this.#roundTripMs) / 4;
        this.#failuresInRow = 0;
        if (isTouched) {
          this.#known = { account, version: committed.accountVersion };
          this.#lowerFence();
        }
        changes.forEach(({ member, change: { applied } }, index) => {
          const version = committed.activityVersions[index];
          const activity = applied.activity && version ? { value: applied.activity, version } : null;
          const entry = applied.entries[0]?.[1] ?? null;
          member.answer?.({ account: account ?? applied.account, activity, entry, isNew: true });
        });
      }
      for (const { member, answer } of answers) member.answer?.(answer(account));
    } catch (error) {
      const isShared = beside.length > 0;
      this.#afterFailure(batch, error, { isTouched, isShared, version: before.version });
      if (['unsure', 'aborted'].includes(storeFailureOf(error))) await this.#pauseAfterFailure();
      void this.#drain();
    }
  }

  /** Decides each member on what those before it leave. Refusals are answered when the commit has landed. */
  #plan(from: Account | null, batch: readonly Member[]) {
    let account = from;
    const changes: { member: Member; change: Change }[] = [];
    const answers: { member: Member; answer: (last: Account | null) => Outcome | AppError }[] = [];
    const written = new Map<string, BesideChange>();
    for (const member of batch) {
      const { stored, subject } = member;
      const decision = this.#decide(member, account, written);
      if ('kind' in decision && decision.kind === 'applied') {
        account = decision.account;
        for (const [index, key] of member.besideKeys.entries()) {
          const value = decision[key.kind];
          const was = documentOf(member.beside[index]);
          if (value) written.set(nameOf(key), { ...key, value, was });
        }
        const activityId = subject?.kind === 'activity' ? subject.id : null;
        const was = stored?.kind === 'activity' ? stored.document : null;
        changes.push({ member, change: { activityId, applied: decision, was } });
      } else if (member.readInEpoch !== this.#epoch) {
        this.#park(member);
      } else if (decision instanceof AppError) {
        answers.push({ member, answer: () => decision });
      } else {
        const activity = stored?.kind === 'activity' ? stored.document : null;
        const entry = stored?.kind === 'entry' ? stored.document.value : null;
        const gone = internalError(new Error('The account is gone'));
        answers.push({
          member,
          answer: (last) => (last ? { account: last, activity, entry, isNew: false } : gone),
        });
      }
    }
    return { account, changes, answers, beside: [...written.values()] };
  }

  /** @param written what those before it in the batch have changed beside the account */
  #decide(
    { stored, command, besideKeys, beside, unexplained }: Member,
    account: Account | null,
    written: ReadonlyMap<string, BesideChange>,
  ): Decision {
    for (const one of [stored, ...beside]) if (one?.kind === 'unreadable') return internalError(one.cause);
    if (unexplained >= TRIES) return internalError(new Error(`A ${command.kind} conflicts with itself`));
    const activity = stored?.kind === 'activity' ? stored.document.value : null;
    const entry = stored?.kind === 'entry' ? stored.document.value : null;
    const audit = stored?.kind === 'audit' ? stored.document.value : null;
    const { accountId, now } = this.#context;
    try {
      const known = besideKeys.map((key, index) => [
        key.kind,
        written.get(nameOf(key))?.value ?? documentOf(beside[index])?.value ?? null,
      ]);
      const all: AllBeside = { ...NOTHING_BESIDE, ...Object.fromEntries(known) };
      return decide({ accountId, account, activity, entry, audit, ...all }, command, now());
    } catch (cause) {
      return internalError(cause);
    }
  }

  /** Whatever went wrong, the next decision starts from a fresh read. */
  #afterFailure(
    batch: readonly Member[],
    error: unknown,
    { isTouched, isShared, version }: { isTouched: boolean; isShared: boolean; version: Timestamp | null },
  ): void {
    const failure = storeFailureOf(error);
    this.#epoch++;
    this.#known = null;
    this.#failed = isShared ? null : { version, failure };
    const isContended = failure === 'overtaken' || failure === 'aborted';
    if (isTouched && isContended) this.#contendedUntilMs = performance.now() + CONTENDED_FOR_MS;
    if (isTouched && failure === 'unsure') this.#raiseFence(version);
    const members = batch.filter((member) => !this.#parked.includes(member));
    for (const member of members) {
      member.mustRead = true;
      if (failure !== 'permanent') continue;
      member.unexplained = TRIES_TOGETHER;
      if (members.length === 1) member.answer?.(internalError(error));
    }
    this.#queue.unshift(...members);
  }

  /** Whether other instances are taken to be writing the account. */
  #isContended(): boolean {
    return performance.now() < this.#contendedUntilMs;
  }

  #pauseAfterFailure(): Promise<void> {
    return pause(RETRY_PAUSE_MS * 2 ** Math.min(this.#failuresInRow++, 5) * (0.5 + Math.random()));
  }

  /** After a win on a contended account, leaves about a round trip to the others; what is cached is old by then. */
  async #yield(): Promise<void> {
    if (this.#known === null || !this.#isContended()) return;
    this.#known = null;
    await pause(this.#roundTripMs * (0.5 + Math.random()));
  }

  #park(member: Member): void {
    this.#parked.push(member);
    this.#planSharedRead();
  }

  /** One of those who wait goes back to the queue to have the account read; the others join its read. */
  #planSharedRead(): void {
    if (this.#parked.length === 0) return;
    const waitMs = this.#lastReadMs + REFUSAL_READ_EVERY_MS - performance.now();
    const wake = () => {
      this.#parkTimer = null;
      const first = this.#parked.shift();
      if (!first) return;
      first.mustRead = true;
      this.#queue.unshift(first);
      void this.#drain();
    };
    this.#parkTimer ??= setTimeout(wake, Math.max(0, waitMs));
  }
}

/** The same account, changed just enough for the store to give it a new version: a write without change would not. */
function moveOn(account: Account | null): Account | null {
  return account && { ...account, decidedAtMs: account.decidedAtMs + 1 };
}

function isSameVersion(a: Timestamp | null, b: Timestamp | null): boolean {
  return a === b || (a !== null && b !== null && a.isEqual(b));
}

/** An amendment that asks for no more, or a capture of the whole hold, leaves the account alone: it need not wait. */
function leavesAccountAlone(command: Command, activity: Activity): boolean {
  if (command.kind === 'amend') {
    return command.change.kind !== 'report' || command.change.holdMicros <= activity.heldMicros;
  }
  if (command.kind !== 'settle' || command.ending.kind !== 'worked') return false;
  if (activity.guestAddress !== null && command.ending.status !== 'completed') return false;
  return command.ending.captureMicros >= activity.heldMicros;
}

/** A guest's turn is taken by a hold, and given back by an end without success. */
function besideOf(command: Command, activity: Activity | null): BesideKey[] {
  if (command.kind === 'book') {
    return Object.entries(command.documents).map(([kind, id]) => ({ kind: kind as keyof Beside, id }));
  }
  const address = command.kind === 'hold' ? command.guest?.addressId : activity?.guestAddress;
  const isCounted = command.kind === 'hold' || command.kind === 'settle';
  return address && isCounted ? [{ kind: 'address', id: address }] : [];
}

function nameOf({ kind, id }: BesideKey): string {
  return `${kind}/${id}`;
}

function documentOf(stored: StoredBeside | undefined): Versioned<Beside[keyof Beside]> | null {
  return stored && 'document' in stored ? stored.document : null;
}

function resultCharacters(command: Command): number {
  const result = command.kind === 'settle' && command.ending.kind === 'worked' && command.ending.result;
  return result ? charactersOf(result.output) : 0;
}

function internalError(cause: unknown): AppError {
  return new AppError(
    'internal',
    'Something went wrong on our side. Nothing was charged for it.',
    {},
    { cause },
  );
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
