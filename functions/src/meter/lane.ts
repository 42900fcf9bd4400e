import type { Timestamp } from 'firebase-admin/firestore';
import {
  type Account,
  type Activity,
  AppError,
  charactersOf,
  type Document,
  internalError,
  type Key,
} from '../contract/index.ts';
import type { Versioned } from '../platform/documents.ts';
import type { SharedStore } from '../platform/share-commits.ts';
import { type Found, find, pathOf, type Write } from '../platform/store.ts';
import { type StoreFailure, storeFailureOf, withDeadline } from '../platform/store-errors.ts';
import {
  type Beside,
  besideOf,
  type Command,
  type Decision,
  type Known,
  NOTHING_KNOWN,
  type Subject,
  subjectOf,
} from './commands.ts';
import { decide } from './decide.ts';

/** How a command ended: what the store holds now. */
export interface Outcome {
  readonly account: Account;
  readonly activity: Versioned<Activity> | null;
  /** False when an earlier call had decided it. */
  readonly isNew: boolean;
  /** What this call wrote besides the account. */
  readonly writes: readonly Document[];
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
  /** That, and what it needs beside the account: others change these too, so they are never cached. */
  readonly keys: readonly Key<Subject['kind'] | keyof Beside>[];
  /** These as they were last read, or as the caller has them; what was not read is hoped to be absent. */
  found: Found;
  mustRead: boolean;
  /** The epoch in which the account and its documents were read after it had come: in it, it may be refused. */
  readInEpoch: number | null;
  unexplained: number;
  /** Null once it is answered. */
  answer: ((outcome: Outcome | AppError) => void) | null;
}

/** What a batch comes to: one commit, and what its members hear of it when that has landed. */
interface Plan {
  account: Account | null;
  readonly writes: Write[];
  /** What has changed beside the account, by path. */
  readonly beside: Map<string, Write>;
  readonly decided: { readonly member: Member; readonly decision: Decision }[];
}

/**
 * The one door to an account on this instance. Commands that come while a commit is in flight are decided together
 * and leave in the next: one remote call and no read, however many. It is optimistic about the account as last
 * committed; but nothing is refused, and nothing is tried again, without a fresh read.
 */
export class Lane {
  readonly #context: { accountId: string; store: SharedStore; now: () => number };
  readonly #key: Key<'account'>;
  /** The account as last read or committed; null: not there; undefined: to be read. */
  #known: Versioned<Account> | null | undefined;
  /** Grows whenever what is known turns out to be old. */
  #epoch = 0;
  #failed: { version: Timestamp | null; failure: StoreFailure } | null = null;
  #failuresInRow = 0;
  /** A commit of unknown end, made on this version, may still land: no refusal before the account has moved on. */
  #fence: Timestamp | null | undefined;
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
    this.#key = { kind: 'account', id: context.accountId };
  }

  get isBusy(): boolean {
    return this.#isDraining || this.#besideQueue > 0 || this.#parked.length > 0;
  }

  /** Bytes that the lane keeps in memory while idle, roughly. */
  get bytes(): number {
    const account = this.#known?.value;
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
    const subject = subjectOf(command);
    const beside = besideOf(command, stored?.value ?? null);
    const isEnd = command.kind === 'settle' || command.kind === 'amend';
    const isHeldTwice = command.kind === 'hold' && this.#holds.has(command.activityId);
    const busy = () =>
      new AppError('busy', 'Too busy to finish in time. Try again.', { retryAfterMs: 1_000 });
    const deadlineMs = isEnd ? SETTLEMENT_DEADLINE_MS : ADMISSION_DEADLINE_MS;
    const deadline = setTimeout(() => member.answer?.(busy()), deadlineMs);
    const member: Member = {
      command,
      subject,
      keys: subject ? [subject, ...beside] : beside,
      found: new Map(subject && stored ? [[pathOf(subject), stored]] : []),
      mustRead: beside.length > 0 || isHeldTwice || (isEnd && stored === null),
      readInEpoch: null,
      unexplained: 0,
      answer(outcome) {
        clearTimeout(deadline);
        member.answer = null;
        if (outcome instanceof AppError) reject(outcome);
        else resolve(outcome);
      },
    };
    if (this.#queue.length + this.#parked.length >= MAX_WAITING) {
      member.answer?.(busy());
    } else if (this.#known && stored && leavesAccountAlone(command, stored.value)) {
      this.#besideQueue++;
      void this.#attempt([member]).finally(() => this.#besideQueue--);
    } else {
      this.#queue.push(member);
      void this.#drain();
    }
    return promise;
  }

  async #drain(): Promise<void> {
    if (this.#isDraining) return;
    this.#isDraining = true;
    await null;
    for (let batch = this.#takeBatch(); batch.length > 0; batch = this.#takeBatch()) {
      const isKnown = this.#known !== undefined && !batch.some((member) => member.mustRead);
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
      const keys = [this.#key, ...members.flatMap((member) => member.keys)];
      const once = new Map(keys.map((key) => [pathOf(key), key]));
      const found = await withDeadline(this.#context.store.read([...once.values()]));
      this.#known = find(found, this.#key);
      this.#lowerFence();
      const isUnexplained = this.#explainFailure();
      for (const member of members) {
        member.found = found;
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

  async #attempt(batch: readonly Member[]): Promise<void> {
    const before = this.#known;
    if (before === undefined) return void this.#queue.unshift(...batch);
    const stored = before?.value ?? null;
    const plan = this.#plan(this.#fence === undefined ? stored : moveOn(stored), batch);
    const touched = plan.account === stored ? null : plan.account;
    const commit: Write[] = [...plan.writes, ...plan.beside.values()];
    if (touched) commit.push({ ...this.#key, value: touched, was: before });
    try {
      const versions = await this.#commit(commit, batch);
      const version = versions.get(pathOf(this.#key));
      if (touched) this.#known = version && { value: touched, version };
      this.#lowerFence();
      for (const { member, decision } of plan.decided) {
        member.answer?.(answerOf(member, decision, { account: plan.account, versions }));
      }
    } catch (error) {
      const failure = storeFailureOf(error);
      const isContended = failure === 'overtaken' || failure === 'aborted';
      const version = before?.version ?? null;
      if (touched && isContended) this.#contendedUntilMs = performance.now() + CONTENDED_FOR_MS;
      if (touched && failure === 'unsure') this.#raiseFence(version);
      this.#failed = plan.beside.size > 0 ? null : { version, failure };
      this.#tryAgain(batch, failure, error);
      if (failure === 'unsure' || failure === 'aborted') await this.#pauseAfterFailure();
      void this.#drain();
    }
  }

  /** @returns the versions of what was written, by path */
  async #commit(commit: readonly Write[], batch: readonly Member[]): Promise<Map<string, Timestamp>> {
    if (commit.length === 0) return new Map();
    const startedMs = performance.now();
    const goesAlone = this.#isContended() || batch.some(({ unexplained }) => unexplained > 0);
    const versions = await withDeadline(this.#context.store.commit(commit, { goesAlone }));
    this.#roundTripMs += (performance.now() - startedMs - this.#roundTripMs) / 4;
    this.#failuresInRow = 0;
    return new Map(commit.flatMap((write, at) => (versions[at] ? [[pathOf(write), versions[at]]] : [])));
  }

  /** Decides each member on what those before it leave. Refusals are answered when the commit has landed. */
  #plan(from: Account | null, batch: readonly Member[]): Plan {
    const plan: Plan = { account: from, writes: [], beside: new Map(), decided: [] };
    for (const member of batch) {
      const decision = this.#decide(member, plan);
      const isApplied = 'kind' in decision && decision.kind === 'applied';
      if (isApplied) {
        plan.account = decision.account;
        for (const document of decision.writes) {
          const path = pathOf(document);
          const own = member.keys.find((key) => pathOf(key) === path);
          const write = { ...document, was: own ? find(member.found, own) : null } as Write;
          if (own && own !== member.subject) plan.beside.set(path, write);
          else plan.writes.push(write);
        }
      }
      if (isApplied || member.readInEpoch === this.#epoch) plan.decided.push({ member, decision });
      else this.#parked.push(member);
    }
    this.#planSharedRead();
    return plan;
  }

  #decide(member: Member, { account, beside: written }: Plan): Decision {
    const { command, keys, found, unexplained } = member;
    const { accountId, now } = this.#context;
    if (unexplained >= TRIES) return internalError(new Error(`A ${command.kind} conflicts with itself`));
    try {
      const documents = keys.map((key) => {
        return [key.kind, written.get(pathOf(key))?.value ?? find(found, key)?.value ?? null];
      });
      const known: Partial<Known> = Object.fromEntries(documents);
      return decide({ ...NOTHING_KNOWN, ...known, accountId, account }, command, now());
    } catch (cause) {
      return internalError(cause);
    }
  }

  /** Whatever went wrong, the next decision starts from a fresh read. */
  #tryAgain(batch: readonly Member[], failure: StoreFailure, error: unknown): void {
    this.#epoch++;
    this.#known = undefined;
    const members = batch.filter((member) => !this.#parked.includes(member));
    for (const member of members) {
      member.mustRead = true;
      if (failure !== 'permanent') continue;
      member.unexplained = TRIES_TOGETHER;
      if (members.length === 1) member.answer?.(internalError(error));
    }
    this.#queue.unshift(...members);
  }

  /** The newest version that a commit of unknown end was made on; those made on older ones cannot land any more. */
  #raiseFence(version: Timestamp | null): void {
    const isOlder = this.#fence && (version === null || version < this.#fence);
    if (!isOlder) this.#fence = version;
  }

  /** Once the account has another version, a commit made on the one before cannot land any more. */
  #lowerFence(): void {
    if (this.#known === undefined || this.#fence === undefined) return;
    if (!this.#isAt(this.#fence)) this.#fence = undefined;
  }

  /** Whether the last commit conflicted though nobody else has written the account since. */
  #explainFailure(): boolean {
    const failed = this.#failed;
    this.#failed = null;
    if (!failed || failed.failure === 'unsure' || failed.failure === 'aborted') return false;
    return this.#isAt(failed.version);
  }

  #isAt(version: Timestamp | null): boolean {
    const now = this.#known?.version ?? null;
    return now === version || (now !== null && version !== null && now.isEqual(version));
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
    if (this.#known === undefined || !this.#isContended()) return;
    this.#known = undefined;
    await pause(this.#roundTripMs * (0.5 + Math.random()));
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

/** What a member hears when the commit that it was decided with has landed. */
function answerOf(
  { subject, found }: Member,
  decision: Decision,
  { account, versions }: { account: Account | null; versions: ReadonlyMap<string, Timestamp> },
): Outcome | AppError {
  if (decision instanceof AppError) return decision;
  if (!account) return internalError(new Error('The account is gone'));
  if (decision.kind === 'stored') {
    const activity = subject?.kind === 'activity' ? find(found, subject) : null;
    return { account, activity, isNew: false, writes: [] };
  }
  const { writes } = decision;
  const written = writes.find((one) => one.kind === 'activity');
  const version = written && versions.get(pathOf(written));
  return { account, activity: version ? { value: written.value, version } : null, isNew: true, writes };
}

/** The same account, changed just enough for the store to give it a new version: a write without change would not. */
function moveOn(account: Account | null): Account | null {
  return account && { ...account, decidedAtMs: account.decidedAtMs + 1 };
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

function resultCharacters(command: Command): number {
  const result = command.kind === 'settle' && command.ending.kind === 'worked' && command.ending.result;
  return result ? charactersOf(result.output) : 0;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
