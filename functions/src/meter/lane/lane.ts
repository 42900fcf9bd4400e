import type { Timestamp } from 'firebase-admin/firestore';
import { type Account, type Activity, AppError, internalError, type Key } from '../../contract/index.ts';
import type { RecordAlert } from '../../platform/signals/record-alert.ts';
import type { Versioned } from '../../platform/store/documents.ts';
import type { SharedStore } from '../../platform/store/share-commits.ts';
import {
  checkId,
  type EncodedWrite,
  encodeWrite,
  type Found,
  find,
  pathOf,
} from '../../platform/store/store.ts';
import { type StoreFailure, toStoreFailure, withDeadline } from '../../platform/store/store-errors.ts';
import {
  type Command,
  findSubject,
  leavesAccountAlone,
  listSideDocuments,
  type Reducers,
} from '../commands.ts';
import { toAlert } from '../to-alert.ts';
import { AccountCache, isSameVersion } from './account-cache.ts';
import { CommandQueue } from './command-queue.ts';
import { Pacing } from './pacing.ts';
import { type Plan, planBatch, takesEffect, toAnswer } from './plan-batch.ts';
import { RefreshGate } from './refresh-gate.ts';
import type { Conflict, Outcome, Waiting } from './waiting.ts';

/** Every caller is answered within its own deadline, whatever the store does. */
const ADMISSION_DEADLINE_MS = 5_000;
const SETTLEMENT_DEADLINE_MS = 30_000;

const MAX_READ = 500;
/** More are rejected at once: they could not be answered in time. */
const MAX_WAITING = 5_000;

interface LaneContext {
  readonly accountId: string;
  readonly store: SharedStore;
  readonly now: () => number;
  readonly reducers: Reducers;
  readonly recordAlert: RecordAlert;
}

/**
 * Serializes all commands on one account within this instance. Commands that arrive while a commit is in flight are
 * decided together and leave in the next: one remote call and no read, however many. The lane is optimistic about the
 * account as last committed, but rejects and retries nothing without a fresh read.
 */
export class Lane {
  readonly #context: LaneContext;
  readonly #key: Key<'account'>;
  readonly #cache = new AccountCache();
  readonly #pacing = new Pacing();
  readonly #queue = new CommandQueue<Waiting>();
  readonly #gate = new RefreshGate<Waiting>((first) => this.#readFor(first));
  readonly #holds = new Map<string, { intentDigest: string; promise: Promise<Outcome> }>();
  /** The last conflict that has not been explained yet. */
  #conflict: Conflict | null = null;
  #isDraining = false;
  #outOfTurn = 0;

  constructor(context: LaneContext) {
    this.#context = context;
    this.#key = { kind: 'account', id: context.accountId };
  }

  get isBusy(): boolean {
    return this.#isDraining || this.#outOfTurn > 0 || this.#gate.length > 0;
  }

  /** Returns roughly how many bytes the lane keeps in memory while idle. */
  get bytes(): number {
    return this.#cache.bytes;
  }

  /**
   * Decides a command and answers when its commit has landed. Two identical holds at once share one answer.
   * @param stored the document the command is about, when the caller has it
   * @throws AppError the rejection; `busy` when the deadline passes first; `internal`
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
    const subject = findSubject(command);
    const sideDocuments = listSideDocuments(command, stored?.value ?? null);
    const isEnd = command.kind === 'settle' || command.kind === 'update';
    const isReadFirst = sideDocuments.length > 0 || ['book', 'reinstate', 'open'].includes(command.kind);
    const isHeldTwice = command.kind === 'hold' && this.#holds.has(command.activityId);
    const busy = () => new AppError('busy', { reason: 'lane', retryAfterMs: 1_000 });
    const deadlineMs = isEnd ? SETTLEMENT_DEADLINE_MS : ADMISSION_DEADLINE_MS;
    const deadline = setTimeout(() => member.answer?.(busy()), deadlineMs);
    const member: Waiting = {
      command,
      subject,
      keys: subject ? [subject, ...sideDocuments] : sideDocuments,
      found: new Map(subject && stored ? [[pathOf(subject), stored]] : []),
      // A reinstatement, also by a booking, reads the stored suspension: the cache also has fields that wait for the schema.
      // When an account is opened several times at once, all but one find it open; the cache can't answer that.
      mustRead: isReadFirst || isHeldTwice || (isEnd && stored === null),
      readInEpoch: null,
      suspects: null,
      answer(outcome) {
        clearTimeout(deadline);
        member.answer = null;
        if (outcome instanceof AppError) reject(outcome);
        else resolve(outcome);
      },
    };
    try {
      for (const { id } of [this.#key, ...member.keys]) checkId(id);
    } catch (cause) {
      this.#reject(member, internalError(cause));
      return promise;
    }
    if (this.#queue.length + this.#gate.length >= MAX_WAITING) {
      member.answer?.(busy());
    } else if (this.#cache.stored && stored && leavesAccountAlone(command, stored.value)) {
      this.#outOfTurn++;
      void this.#attempt([member]).finally(() => this.#outOfTurn--);
    } else {
      this.#queue.add(member);
      void this.#drain();
    }
    return promise;
  }

  async #drain(): Promise<void> {
    if (this.#isDraining) return;
    this.#isDraining = true;
    await null;
    for (let batch = this.#queue.takeBatch(); batch.length > 0; batch = this.#queue.takeBatch()) {
      const isKnown = this.#cache.stored !== undefined && !batch.some((member) => member.mustRead);
      if (isKnown || (await this.#read(batch))) await this.#attempt(batch);
      await this.#yield();
    }
    this.#isDraining = false;
  }

  /** Reads the account with the documents of these members and of those that wait for a refresh. */
  async #read(batch: readonly Waiting[]): Promise<boolean> {
    const joining = this.#gate.join(batch, MAX_READ);
    const members = [...batch, ...joining];
    try {
      const keys = [this.#key, ...members.flatMap((member) => member.keys)];
      const once = new Map(keys.map((key) => [pathOf(key), key]));
      const found = await withDeadline(this.#context.store.read([...once.values()]));
      this.#cache.learn(find(found, this.#key));
      const isSuspicious = this.#examineConflict(found, batch);
      for (const member of members) {
        member.found = found;
        member.readInEpoch = this.#cache.epoch;
        member.mustRead = false;
      }
      this.#queue.putBack(isSuspicious ? members : joining);
      this.#gate.planRead();
      return !isSuspicious;
    } catch (error) {
      if (toStoreFailure(error) === 'permanent')
        for (const { answer } of members) answer?.(internalError(error));
      this.#queue.putBack(members);
      await this.#pacing.afterFailure();
      return false;
    }
  }

  async #attempt(batch: readonly Waiting[]): Promise<void> {
    const before = this.#cache.stored;
    if (before === undefined) return this.#queue.putBack(batch);
    const plan = this.#plan(this.#cache.basis, batch);
    const touched = plan.account === (before?.value ?? null) ? null : plan.account;
    try {
      const commit = [...plan.writes];
      if (touched) commit.push(encodeWrite({ ...this.#key, value: touched, was: before }));
      const versions = await this.#commit(commit, batch);
      const version = versions.get(pathOf(this.#key));
      if (touched && version) this.#cache.learn({ value: touched, version });
      if (touched) this.#queue.raiseLimit();
      this.#cache.checkFence();
      for (const { member, decision } of plan.decided) {
        const answer = toAnswer(member, decision, { account: plan.account, versions });
        if (answer instanceof AppError) this.#reject(member, answer);
        else member.answer?.(answer);
      }
    } catch (error) {
      const failure = toStoreFailure(error);
      const members = plan.decided.map(({ member }) => member);
      if (touched && failure === 'aborted') this.#pacing.noteContention();
      if (touched && failure === 'unknown-outcome') this.#raiseFence(before?.version ?? null);
      if (failure === 'conflict' || failure === 'exists') {
        this.#conflict = { members, account: touched ? before : undefined, error };
      }
      this.#tryAgain(members, failure, error);
      if (failure === 'unknown-outcome' || failure === 'aborted') await this.#pacing.afterFailure();
      void this.#drain();
    }
  }

  /** @returns the versions of what was written, by path */
  async #commit(commit: readonly EncodedWrite[], batch: readonly Waiting[]): Promise<Map<string, Timestamp>> {
    if (commit.length === 0) return new Map();
    const startedMs = performance.now();
    const goesAlone = this.#pacing.isContended || batch.some(({ suspects }) => suspects);
    const versions = await withDeadline(this.#context.store.commit(commit, { goesAlone }));
    this.#pacing.noteCommit({ tookMs: performance.now() - startedMs });
    return new Map(commit.flatMap((write, at) => (versions[at] ? [[pathOf(write), versions[at]]] : [])));
  }

  /** Plans a commit. A command that the cached account rejects, or gives less, waits for the next shared read. */
  #plan(account: Account | null, batch: readonly Waiting[]): Plan<Waiting> {
    const { accountId, now, reducers } = this.#context;
    const isFresh = (member: Waiting) => member.readInEpoch === this.#cache.epoch;
    const plan = planBatch(batch, { accountId, account, nowMs: now(), reducers, isFresh });
    this.#queue.putBack(plan.left);
    const isFinal = ({ member, decision }: (typeof plan.decided)[number]) =>
      takesEffect(decision, isFresh(member)) || isFresh(member);
    this.#gate.add(plan.decided.filter((one) => !isFinal(one)).map(({ member }) => member));
    return { ...plan, decided: plan.decided.filter(isFinal) };
  }

  /** Retries after a failure. The next decision starts from a fresh read. */
  #tryAgain(members: readonly Waiting[], failure: StoreFailure, error: unknown): void {
    this.#cache.invalidate();
    for (const member of members) member.mustRead = true;
    if (failure === 'permanent') this.#suspect(members, error);
    this.#queue.putBack(members);
  }

  /** Finds by halves the member that makes their commit fail, and rejects the last one left. */
  #suspect(members: readonly Waiting[], cause: unknown): void {
    const [only] = members;
    if (only && members.length === 1) this.#reject(only, internalError(cause));
    else this.#queue.suspect(members);
  }

  /** Answers with a rejection, and raises an alert if nobody decided it on purpose. */
  #reject(member: Waiting, error: AppError): void {
    if (error.code === 'internal' && member.answer) {
      void this.#context.recordAlert(toAlert(this.#context.accountId, member.command, error.cause));
    }
    member.answer?.(error);
  }

  #raiseFence(version: Timestamp | null): void {
    this.#cache.fence(version);
    this.#queue.lowerLimit();
  }

  /**
   * Explains the last conflict by a document that has another version since. When nothing has changed, one of the
   * members conflicts with itself.
   * @returns whether members are suspected from now on
   */
  #examineConflict(found: Found, batch: readonly Waiting[]): boolean {
    const conflict = this.#conflict;
    this.#conflict = null;
    if (!conflict) return false;
    const { account } = conflict;
    const isAccountChanged = account !== undefined && !this.#cache.isAt(account?.version ?? null);
    if (isAccountChanged) this.#pacing.noteContention();
    const read = new Set(batch);
    const members = conflict.members.filter(({ answer }) => answer);
    const isExplained = members.some(({ keys, found: before }) =>
      keys.some((key) => !isSameVersion(versionIn(before, key), versionIn(found, key))),
    );
    if (isAccountChanged || isExplained || !members.every((member) => read.has(member))) return false;
    this.#suspect(members, conflict.error);
    return true;
  }

  /** Leaves a turn to others after a win on a contended account. The cached account is outdated by then. */
  async #yield(): Promise<void> {
    if (this.#cache.stored === undefined || !this.#pacing.isContended) return;
    this.#cache.forget();
    await this.#pacing.yieldTurn();
  }

  /** Has the account read for a command that the cached one rejects. */
  #readFor(member: Waiting): void {
    member.mustRead = true;
    this.#queue.putBack([member]);
    void this.#drain();
  }
}

function versionIn(found: Found, key: Key): Timestamp | null {
  const document = found.get(pathOf(key));
  return document && 'version' in document ? document.version : null;
}
