import type { Timestamp } from 'firebase-admin/firestore';
import {
  type Account,
  type Activity,
  AppError,
  type Document,
  internalError,
  isCancelled,
  type Key,
} from '../contract/index.ts';
import { CommandQueue } from '../platform/command-queue.ts';
import { checkId } from '../platform/document-bytes.ts';
import type { Versioned } from '../platform/documents.ts';
import type { RecordAlert } from '../platform/record-alert.ts';
import type { SharedStore } from '../platform/share-commits.ts';
import { type EncodedWrite, encodeWrite, type Found, find, pathOf } from '../platform/store.ts';
import { type StoreFailure, storeFailureOf, withDeadline } from '../platform/store-errors.ts';
import { alertFor } from './alert-for.ts';
import { besideOf, type Command, type Decision, subjectOf } from './commands.ts';
import { type Member, type Plan, planBatch, takesEffect } from './plan-batch.ts';

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

const MAX_READ = 500;
/** More are turned away at once: they could not be answered in time. */
const MAX_WAITING = 5_000;

/** A command on its way through the lane. */
interface Waiting extends Member {
  found: Found;
  mustRead: boolean;
  /** The epoch in which the account and its documents were read after it had come: in it, it may be refused. */
  readInEpoch: number | null;
  suspects: object | null;
  /** Null once it is answered. */
  answer: ((outcome: Outcome | AppError) => void) | null;
}

/** A commit that did not land because a document was not as it had been read. */
interface Conflict {
  readonly members: readonly Waiting[];
  /** The account as the commit would have changed it; undefined: it would not have. */
  readonly account: Versioned<Account> | null | undefined;
  readonly error: unknown;
}

interface LaneContext {
  readonly accountId: string;
  readonly store: SharedStore;
  readonly now: () => number;
  readonly recordAlert: RecordAlert;
}

/**
 * The one door to an account on this instance. Commands that come while a commit is in flight are decided together
 * and leave in the next: one remote call and no read, however many. It is optimistic about the account as last
 * committed; but nothing is refused, and nothing is tried again, without a fresh read.
 */
export class Lane {
  readonly #context: LaneContext;
  readonly #key: Key<'account'>;
  /** The account as last read or committed; null: not there; undefined: to be read. */
  #known: Versioned<Account> | null | undefined;
  /** Grows whenever what is known turns out to be old. */
  #epoch = 0;
  /** The last one that is not explained yet. */
  #conflict: Conflict | null = null;
  #failuresInRow = 0;
  /** A commit of unknown end, made on this version, may still land: no refusal before the account has moved on. */
  #fence: Timestamp | null | undefined;
  #contendedUntilMs = Number.NEGATIVE_INFINITY;
  #roundTripMs = 1;
  #lastReadMs = Number.NEGATIVE_INFINITY;

  readonly #queue = new CommandQueue<Waiting>();
  /** Refused by what was cached: they wait for the next shared read. */
  #parked: Waiting[] = [];
  #parkTimer: NodeJS.Timeout | null = null;
  #holds = new Map<string, { intentDigest: string; promise: Promise<Outcome> }>();
  #isDraining = false;
  #besideQueue = 0;

  constructor(context: LaneContext) {
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
    const member: Waiting = {
      command,
      subject,
      keys: subject ? [subject, ...beside] : beside,
      found: new Map(subject && stored ? [[pathOf(subject), stored]] : []),
      // A reinstatement goes by what is stored of the suspension: fields that wait for the schema are remembered, not stored.
      mustRead:
        beside.length > 0 || isHeldTwice || (isEnd && stored === null) || command.kind === 'reinstate',
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
    if (this.#queue.length + this.#parked.length >= MAX_WAITING) {
      member.answer?.(busy());
    } else if (this.#known && stored && leavesAccountAlone(command, stored.value)) {
      this.#besideQueue++;
      void this.#attempt([member]).finally(() => this.#besideQueue--);
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
      const isKnown = this.#known !== undefined && !batch.some((member) => member.mustRead);
      if (isKnown || (await this.#read(batch))) await this.#attempt(batch);
      await this.#yield();
    }
    this.#isDraining = false;
  }

  /** Reads the account with what these members, and those refused from the cache, are about. */
  async #read(batch: readonly Waiting[]): Promise<boolean> {
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
      const isSuspicious = this.#examineConflict(found, batch);
      for (const member of members) {
        member.found = found;
        member.readInEpoch = this.#epoch;
        member.mustRead = false;
      }
      this.#queue.putBack(isSuspicious ? members : joining);
      this.#planSharedRead();
      return !isSuspicious;
    } catch (error) {
      if (storeFailureOf(error) === 'permanent')
        for (const { answer } of members) answer?.(internalError(error));
      this.#queue.putBack(members);
      await this.#pauseAfterFailure();
      return false;
    }
  }

  async #attempt(batch: readonly Waiting[]): Promise<void> {
    const before = this.#known;
    if (before === undefined) return this.#queue.putBack(batch);
    const stored = before?.value ?? null;
    const plan = this.#plan(this.#fence === undefined ? stored : moveOn(stored), batch);
    const touched = plan.account === stored ? null : plan.account;
    try {
      const commit = [...plan.writes];
      if (touched) commit.push(encodeWrite({ ...this.#key, value: touched, was: before }));
      const versions = await this.#commit(commit, batch);
      const version = versions.get(pathOf(this.#key));
      if (touched) this.#known = version && { value: touched, version };
      if (touched) this.#queue.raiseLimit();
      this.#lowerFence();
      for (const { member, decision } of plan.decided) {
        const answer = answerOf(member, decision, { account: plan.account, versions });
        if (answer instanceof AppError) this.#reject(member, answer);
        else member.answer?.(answer);
      }
    } catch (error) {
      const failure = storeFailureOf(error);
      const members = plan.decided.map(({ member }) => member);
      if (touched && failure === 'aborted') this.#noteContention();
      if (touched && failure === 'unsure') this.#raiseFence(before?.version ?? null);
      if (failure === 'overtaken' || failure === 'exists') {
        this.#conflict = { members, account: touched ? before : undefined, error };
      }
      this.#tryAgain(members, failure, error);
      if (failure === 'unsure' || failure === 'aborted') await this.#pauseAfterFailure();
      void this.#drain();
    }
  }

  /** @returns the versions of what was written, by path */
  async #commit(commit: readonly EncodedWrite[], batch: readonly Waiting[]): Promise<Map<string, Timestamp>> {
    if (commit.length === 0) return new Map();
    const startedMs = performance.now();
    const goesAlone = this.#isContended() || batch.some(({ suspects }) => suspects);
    const versions = await withDeadline(this.#context.store.commit(commit, { goesAlone }));
    this.#roundTripMs += (performance.now() - startedMs - this.#roundTripMs) / 4;
    this.#failuresInRow = 0;
    return new Map(commit.flatMap((write, at) => (versions[at] ? [[pathOf(write), versions[at]]] : [])));
  }

  /** Plans a commit. Whoever is refused, or given less, by what is cached waits for the next shared read. */
  #plan(account: Account | null, batch: readonly Waiting[]): Plan<Waiting> {
    const { accountId, now } = this.#context;
    const isFresh = (member: Waiting) => member.readInEpoch === this.#epoch;
    const plan = planBatch(batch, { accountId, account, nowMs: now(), isFresh });
    this.#queue.putBack(plan.left);
    const isFinal = ({ member, decision }: (typeof plan.decided)[number]) =>
      takesEffect(decision, isFresh(member)) || isFresh(member);
    this.#parked.push(...plan.decided.filter((one) => !isFinal(one)).map(({ member }) => member));
    this.#planSharedRead();
    return { ...plan, decided: plan.decided.filter(isFinal) };
  }

  /** Whatever went wrong, the next decision starts from a fresh read. */
  #tryAgain(members: readonly Waiting[], failure: StoreFailure, error: unknown): void {
    this.#epoch++;
    this.#known = undefined;
    for (const member of members) member.mustRead = true;
    if (failure === 'permanent') this.#suspect(members, error);
    this.#queue.putBack(members);
  }

  /** One of them makes their commit fail: it is found by halves, and the last one is rejected. */
  #suspect(members: readonly Waiting[], cause: unknown): void {
    const [only] = members;
    if (only && members.length === 1) this.#reject(only, internalError(cause));
    else this.#queue.suspect(members);
  }

  /** Answers with a rejection; one that nobody decided on purpose is for somebody to look at. */
  #reject(member: Waiting, error: AppError): void {
    if (error.code === 'internal' && member.answer) {
      void this.#context.recordAlert(alertFor(this.#context.accountId, member.command, error.cause));
    }
    member.answer?.(error);
  }

  /** The newest version that a commit of unknown end was made on; those made on older ones cannot land any more. */
  #raiseFence(version: Timestamp | null): void {
    const isOlder = this.#fence && (version === null || version < this.#fence);
    if (!isOlder) this.#fence = version;
    this.#queue.lowerLimit();
  }

  /** Once the account has another version, a commit made on the one before cannot land any more. */
  #lowerFence(): void {
    if (this.#known === undefined || this.#fence === undefined) return;
    if (!this.#isAt(this.#fence)) this.#fence = undefined;
  }

  /**
   * Explains the last conflict by what has been read since: another version of a document that it was about. When nothing
   * has changed, one of its members conflicts with itself.
   * @returns whether members are suspected from now on
   */
  #examineConflict(found: Found, batch: readonly Waiting[]): boolean {
    const conflict = this.#conflict;
    this.#conflict = null;
    if (!conflict) return false;
    const { account } = conflict;
    const isOvertaken = account !== undefined && !this.#isAt(account?.version ?? null);
    if (isOvertaken) this.#noteContention();
    const read = new Set(batch);
    const members = conflict.members.filter(({ answer }) => answer);
    const isExplained = members.some(({ keys, found: before }) =>
      keys.some((key) => !isSameVersion(versionIn(before, key), versionIn(found, key))),
    );
    if (isOvertaken || isExplained || !members.every((member) => read.has(member))) return false;
    this.#suspect(members, conflict.error);
    return true;
  }

  #isAt(version: Timestamp | null): boolean {
    return isSameVersion(this.#known?.version ?? null, version);
  }

  #noteContention(): void {
    this.#contendedUntilMs = performance.now() + CONTENDED_FOR_MS;
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
      this.#queue.putBack([first]);
      void this.#drain();
    };
    this.#parkTimer ??= setTimeout(wake, Math.max(0, waitMs));
  }
}

/** What a member hears when the commit that it was decided with has landed. */
function answerOf(
  { subject, found }: Waiting,
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
  if (command.kind !== 'settle' || command.ending.kind !== 'worked' || isCancelled(activity)) return false;
  if (activity.guestAddress !== null && command.ending.status !== 'completed') return false;
  const { heldMicros, priceMicros } = activity;
  return heldMicros === 0 || Math.min(command.ending.captureMicros, priceMicros) === heldMicros;
}

function versionIn(found: Found, key: Key): Timestamp | null {
  const document = found.get(pathOf(key));
  return document && 'version' in document ? document.version : null;
}

function isSameVersion(one: Timestamp | null, other: Timestamp | null): boolean {
  return one === other || (one !== null && other !== null && one.isEqual(other));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
