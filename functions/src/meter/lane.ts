import type { Timestamp } from 'firebase-admin/firestore';
import { type Account, type Activity, AppError, type LedgerEntry } from '../contract/index.ts';
import type { Versioned } from '../platform/documents.ts';
import { type Command, type Decision, type Subject, subjectOf } from './commands.ts';
import { decide } from './decide.ts';
import {
  type Change,
  isConflict,
  isOvertaken,
  isPermanent,
  type Store,
  type Stored,
  StoreTimeout,
} from './store.ts';

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
const REMOTE_CALL_DEADLINE_MS = 3_000;
/** Refusals share a read of the account, at most one in this time. */
const REFUSAL_READ_EVERY_MS = 1_000;
/** How long after a conflict another instance is taken to be writing the same account. */
const CONTENDED_FOR_MS = 2_000;
const RETRY_PAUSE_MS = 40;

const MAX_MEMBERS = 100;
const MAX_READ = 500;
const MAX_RESULT_CHARACTERS = 6_000_000;
/** After so many unexplained failures a group's members are tried singly; after so many more, given up. */
const TRIES_TOGETHER = 2;
const TRIES = 4;

/** A command on its way through the lane. */
interface Member {
  readonly command: Command;
  readonly subject: Subject | null;
  readonly resultCharacters: number;
  readonly deadline: NodeJS.Timeout;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: AppError) => void;
  isAnswered: boolean;
  /** The document it is about; null: never read, and hoped to be absent. */
  stored: Stored | null;
  /** The epoch in which the account and its document were read after it had come: in it, it may be refused. */
  readInEpoch: number | null;
  mustRead: boolean;
  /** Conflicts that no other writer explains: it is itself what cannot be written, or its neighbour is. */
  unexplained: number;
}

/**
 * The one door to an account on this instance. Commands that come while a commit is in flight are decided together
 * and leave in the next: one remote call and no read, however many. It is optimistic about the account as last
 * committed; but nothing is refused, and nothing is tried again, without a fresh read.
 */
export class Lane {
  readonly #accountId: string;
  readonly #store: Store;
  readonly #now: () => number;
  #known: { account: Account | null; version: Timestamp | null } | null = null;
  #queue: Member[] = [];
  /** Refused by what was cached: they wait for the next shared read. */
  #parked: Member[] = [];
  #sharedHolds = new Map<string, { intentDigest: string; promise: Promise<Outcome> }>();
  #parkTimer: NodeJS.Timeout | null = null;
  /** Grows whenever what is known turns out to be old. */
  #epoch = 0;
  #failed: { version: Timestamp | null; isConflict: boolean } | null = null;
  #failuresInRow = 0;
  #isDraining = false;
  #besideQueue = 0;
  #lastReadMs = Number.NEGATIVE_INFINITY;
  #contendedUntilMs = Number.NEGATIVE_INFINITY;
  #roundTripMs = 1;
  /** A commit of unknown end may still land: no refusal before the account's version has moved on. */
  #needsFence = false;

  constructor(context: { accountId: string; store: Store; now: () => number }) {
    this.#accountId = context.accountId;
    this.#store = context.store;
    this.#now = context.now;
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
   * Decides a command and answers when its commit has landed.
   * @param stored the document the command is about, when the caller has it
   * @throws AppError with the refusal; `busy` when the deadline passes first; `internal`
   */
  submit(command: Command, stored: Versioned<Activity> | null = null): Promise<Outcome> {
    if (command.kind !== 'hold') return this.#join(command, stored);
    const shared = this.#sharedHolds.get(command.activityId);
    const { intentDigest } = command.draft;
    if (shared?.intentDigest === intentDigest) return shared.promise;
    const again = () => this.submit(command);
    if (shared) return shared.promise.then(again, again);
    const promise = this.#join(command, null).finally(() => this.#sharedHolds.delete(command.activityId));
    this.#sharedHolds.set(command.activityId, { intentDigest, promise });
    return promise;
  }

  #join(command: Command, stored: Versioned<Activity> | null): Promise<Outcome> {
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    const member: Member = {
      command,
      subject: subjectOf(command),
      resultCharacters: resultCharacters(command),
      deadline: setTimeout(
        () =>
          this.#answer(
            member,
            new AppError('busy', 'Too busy to finish in time. Try again.', { retryAfterMs: 1_000 }),
          ),
        command.kind === 'settle' ? SETTLEMENT_DEADLINE_MS : ADMISSION_DEADLINE_MS,
      ),
      resolve,
      reject,
      isAnswered: false,
      stored: stored && { kind: 'activity', document: stored },
      readInEpoch: null,
      mustRead: (command.kind === 'settle' || command.kind === 'amend') && stored === null,
      unexplained: 0,
    };
    if (this.#known?.account && stored && leavesAccountAlone(command, stored.value)) {
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
      const isKnown = this.#known !== null && !batch.some((member) => member.mustRead);
      if (isKnown || (await this.#read(batch))) await this.#attempt(batch);
      if (this.#isContended) await this.#yield();
    }
    this.#isDraining = false;
  }

  /** The next members that can go in one commit: no two about the same document, bounded in number and size. */
  #takeBatch(): Member[] {
    this.#queue = this.#queue.filter((member) => !member.isAnswered);
    const batch: Member[] = [];
    const subjects = new Set<string>();
    let characters = 0;
    for (const member of this.#queue) {
      const id = member.subject?.id;
      if (id !== undefined && subjects.has(id)) continue;
      characters += member.resultCharacters;
      if (batch.length > 0 && (mustGoAlone(member) || characters > MAX_RESULT_CHARACTERS)) break;
      batch.push(member);
      if (id !== undefined) subjects.add(id);
      if (mustGoAlone(member) || batch.length === MAX_MEMBERS) break;
    }
    this.#queue = this.#queue.filter((member) => !batch.includes(member));
    return batch;
  }

  /** Reads the account with what these members, and those refused from the cache, are about. */
  async #read(batch: readonly Member[]): Promise<boolean> {
    const taken = new Set(batch.map((member) => member.subject?.id));
    const joining = this.#parked.filter((member) => !taken.has(member.subject?.id)).slice(0, MAX_READ);
    this.#parked = this.#parked.filter((member) => !joining.includes(member));
    const members = [...batch, ...joining];
    const subjects = members.flatMap(({ subject }) => subject ?? []);
    this.#lastReadMs = performance.now();
    try {
      const { account, stored } = await withDeadline(this.#store.read(this.#accountId, subjects));
      this.#known = { account: account?.value ?? null, version: account?.version ?? null };
      const isUnexplained = this.#explainFailure();
      let index = 0;
      for (const member of members) {
        member.stored = member.subject ? (stored[index++] ?? null) : null;
        member.readInEpoch = this.#epoch;
        member.mustRead = false;
        member.unexplained = isUnexplained ? member.unexplained + 1 : 0;
      }
      this.#queue.unshift(...joining);
      return true;
    } catch (error) {
      if (isPermanent(error)) this.#reject(members, error);
      else await this.#pauseAfterFailure();
      this.#queue.unshift(...members);
      return false;
    }
  }

  /** Whether the last commit failed though nobody else has written the account since. */
  #explainFailure(): boolean {
    const failed = this.#failed;
    this.#failed = null;
    if (!failed) return false;
    const isUnchanged = isSameVersion(failed.version, this.#known?.version ?? null);
    if (!isUnchanged) this.#needsFence = false;
    return isUnchanged && failed.isConflict;
  }

  async #attempt(batch: readonly Member[]): Promise<void> {
    const before = this.#known;
    if (!before) {
      this.#queue.unshift(...batch);
      return;
    }
    const plan = this.#plan(before.account, batch);
    const isTouched = plan.account !== before.account || (this.#needsFence && plan.account !== null);
    if (plan.changes.length === 0 && !isTouched) return this.#giveAnswers(plan.answers);
    const startedMs = performance.now();
    try {
      const committed = await withDeadline(
        this.#store.commit({
          accountId: this.#accountId,
          account: isTouched && plan.account ? { value: plan.account, version: before.version } : null,
          changes: plan.changes.map(({ change }) => change),
        }),
      );
      this.#failuresInRow = 0;
      this.#roundTripMs += (performance.now() - startedMs - this.#roundTripMs) / 4;
      if (isTouched) {
        this.#known = { account: plan.account, version: committed.accountVersion };
        this.#needsFence = false;
      }
      const account = plan.account;
      plan.changes.forEach(({ member, change: { applied } }, index) => {
        const version = committed.activityVersions[index];
        const activity = applied.activity && version ? { value: applied.activity, version } : null;
        if (account)
          this.#answer(member, { account, activity, entry: applied.entries[0]?.[1] ?? null, isNew: true });
      });
      this.#giveAnswers(plan.answers);
    } catch (error) {
      this.#afterFailure(batch, { error, isTouched, version: before.version });
      if (!isConflict(error)) await this.#pauseAfterFailure();
      void this.#drain();
    }
  }

  /** Decides each member on what those before it leave. */
  #plan(from: Account | null, batch: readonly Member[]) {
    let account = from;
    const changes: { member: Member; change: Change }[] = [];
    const answers: { member: Member; answer: (account: Account | null) => Outcome | AppError }[] = [];
    for (const member of batch) {
      if (member.isAnswered) continue;
      const decision = this.#decide(member, account);
      if (decision instanceof AppError) {
        answers.push({ member, answer: () => decision });
        continue;
      }
      if (decision.kind === 'applied') {
        account = decision.account;
        const activityId = member.subject?.kind === 'activity' ? member.subject.id : null;
        const version = member.stored?.kind === 'activity' ? member.stored.document.version : null;
        changes.push({ member, change: { activityId, applied: decision, version } });
      } else if (member.readInEpoch !== this.#epoch) {
        this.#park(member);
      } else if (decision.kind === 'refused') {
        const { code, message, details } = decision.refusal;
        answers.push({ member, answer: () => new AppError(code, message, details) });
      } else {
        const activity = member.stored?.kind === 'activity' ? member.stored.document : null;
        answers.push({
          member,
          answer: (last) =>
            last
              ? { account: last, activity, entry: decision.entry, isNew: false }
              : new AppError('not-found', 'There is no such account.'),
        });
      }
    }
    return {
      account,
      changes,
      answers: answers.map(({ member, answer }) => ({ member, outcome: answer(account) })),
    };
  }

  #giveAnswers(answers: readonly { member: Member; outcome: Outcome | AppError }[]): void {
    for (const { member, outcome } of answers) this.#answer(member, outcome);
  }

  #decide(member: Member, account: Account | null): Decision | AppError {
    const { stored, command } = member;
    if (stored?.kind === 'unreadable') return internalError(stored.cause);
    if (member.unexplained >= TRIES) return internalError(new Error(`${command.kind} conflicts with itself`));
    const activity = stored?.kind === 'activity' ? stored.document.value : null;
    const entry = stored?.kind === 'entry' ? stored.document.value : null;
    try {
      return decide({ accountId: this.#accountId, account, activity, entry }, command, this.#now());
    } catch (cause) {
      return internalError(cause);
    }
  }

  /** Whatever went wrong, the next decision starts from a fresh read. */
  #afterFailure(
    batch: readonly Member[],
    { error, isTouched, version }: { error: unknown; isTouched: boolean; version: Timestamp | null },
  ): void {
    this.#epoch++;
    this.#known = null;
    this.#failed = { version, isConflict: isConflict(error) };
    if (isTouched && isOvertaken(error)) this.#contendedUntilMs = performance.now() + CONTENDED_FOR_MS;
    if (isTouched && !isConflict(error) && !isPermanent(error)) this.#needsFence = true;
    const members = batch.filter((member) => !member.isAnswered && !this.#parked.includes(member));
    if (isPermanent(error) && members.length === 1) this.#reject(members, error);
    for (const member of members) {
      member.mustRead = true;
      if (isPermanent(error)) member.unexplained = TRIES_TOGETHER;
    }
    this.#queue.unshift(...members);
  }

  #pauseAfterFailure(): Promise<void> {
    return pause(RETRY_PAUSE_MS * 2 ** Math.min(this.#failuresInRow++, 5) * (0.5 + Math.random()));
  }

  get #isContended(): boolean {
    return performance.now() < this.#contendedUntilMs;
  }

  /** After a win, leaves about a round trip to the other instances; what is cached is old by then. */
  async #yield(): Promise<void> {
    if (this.#known === null) return;
    this.#known = null;
    await pause(this.#roundTripMs * (0.5 + Math.random()));
  }

  #park(member: Member): void {
    this.#parked.push(member);
    if (this.#parkTimer) return;
    const waitMs = this.#lastReadMs + REFUSAL_READ_EVERY_MS - performance.now();
    this.#parkTimer = setTimeout(() => this.#unpark(), Math.max(0, waitMs));
  }

  #unpark(): void {
    this.#parkTimer = null;
    for (const member of this.#parked) member.mustRead = true;
    this.#queue.unshift(...this.#parked);
    this.#parked = [];
    void this.#drain();
  }

  #reject(members: readonly Member[], cause: unknown): void {
    const error =
      cause instanceof AppError ? cause : new AppError('internal', 'Something went wrong.', {}, { cause });
    for (const member of members) this.#answer(member, error);
  }

  #answer(member: Member, outcome: Outcome | AppError): void {
    if (member.isAnswered) return;
    member.isAnswered = true;
    clearTimeout(member.deadline);
    if (outcome instanceof AppError) member.reject(outcome);
    else member.resolve(outcome);
  }
}

/** An amendment, or a capture of the whole hold, does not touch the account: it need not wait for its turn. */
function leavesAccountAlone(command: Command, activity: Activity): boolean {
  if (command.kind === 'amend') return true;
  if (command.kind !== 'settle' || command.ending.kind !== 'worked') return false;
  return command.ending.captureMicros >= activity.heldMicros;
}

function mustGoAlone({ unexplained }: Member): boolean {
  return unexplained >= TRIES_TOGETHER;
}

function isSameVersion(a: Timestamp | null, b: Timestamp | null): boolean {
  return a === b || (a !== null && b !== null && a.isEqual(b));
}

function internalError(cause: unknown): AppError {
  return new AppError(
    'internal',
    'Something went wrong on our side. Nothing was charged for it.',
    {},
    { cause },
  );
}

function resultCharacters(command: Command): number {
  if (command.kind !== 'settle' || command.ending.kind !== 'worked') return 0;
  const output = command.ending.result?.output;
  if (!output) return 0;
  return output.kind === 'chat' ? output.text.length : output.base64.length;
}

/** The call may still end later: that is as if its end were unknown. */
function withDeadline<T>(call: Promise<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(
    () => reject(new StoreTimeout('The store did not answer in time')),
    REMOTE_CALL_DEADLINE_MS,
  );
  call.then(resolve, reject).finally(() => clearTimeout(timer));
  return promise;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
