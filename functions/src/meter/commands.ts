import {
  type Account,
  type Activity,
  type Actor,
  type AppError,
  type AuditEntry,
  type Caps,
  type Document,
  type DocumentKind,
  type DocumentOf,
  type ErrorFacts,
  type Guest,
  isCancelled,
  type Key,
  type Limit,
  type LotDescriptor,
  type PlanRules,
  type Result,
  type Usage,
} from '../contract/index.ts';

/** A request to an account: plain data, so that it can be logged and sent. */
export type Command<K extends keyof Commands = keyof Commands> = {
  readonly [L in K]: { readonly kind: L } & Commands[L];
}[K];

interface Commands {
  /** Admits a request: sets its price aside and records it. */
  hold: {
    readonly activityId: string;
    readonly draft: ActivityDraft;
    /** The whole prompt, if the draft has only its beginning. */
    readonly prompts?: readonly Document<'prompt'>[];
    /** The most it can cost. */
    readonly priceMicros: number;
    readonly shownPriceMicros: number;
    /**
     * The amount set aside at first: as much of `firstMicros` as there is, at least `leastMicros`; null: the whole
     * price.
     */
    readonly slice: { readonly leastMicros: number; readonly firstMicros: number } | null;
    /** Nothing is charged; usage is recorded all the same. */
    readonly isFree: boolean;
    /** Whether work is free and writes no entry: the charge it would have had is recorded. */
    readonly isShadow?: boolean;
    readonly limit: Limit | null;
    /** The rules of plans that concern it; absent: none. */
    readonly plans?: PlanRules | undefined;
    /** Set for a guest, who pays with turns: the session and the address have so many of them. */
    readonly guest: Guest | null;
    readonly leaseMs: number;
    /**
     * Found before the engine (moderation, an unknown model). Given only if nothing was held for the request before.
     */
    readonly rejection: ErrorFacts | null;
  };
  /** Ends an activity: captures its worth and releases the rest. */
  settle: { readonly activityId: string; readonly ending: Ending; readonly actor: Actor };
  /** Updates an open activity. Only a report that holds more moves credits. */
  update: { readonly activityId: string; readonly change: ActivityUpdate };
  /** Opens an account and grants its welcome credits, each once. */
  open: { readonly account: Account; readonly welcome: Command<'grant'> | null };
  /** Adds a lot. */
  grant: Movement & {
    readonly lot: Omit<LotDescriptor, 'grantedAtMs'>;
    /** The lot that this one follows: its spendable credits roll over, up to a cap, and the rest lapses. */
    readonly follows?: { readonly lotId: string; readonly rolloverMicros: number } | null;
  };
  /** Takes credits back out of a lot; what has been spent already becomes debt. */
  revoke: Movement & { readonly lot: Pick<LotDescriptor, 'lotId' | 'source'> };
  /** Freezes a lot, even an empty one, so that credits released into it can't be spent. */
  freeze: Freezing;
  /** Unfreezes a lot. */
  unfreeze: Freezing;
  /** Makes the moves that a reducer decides by side documents, and writes these in the same commit. */
  book: {
    /** The name of a reducer that the meter was made with. */
    readonly reducer: string;
    /** Plain data, as the reducer takes it. */
    readonly facts: unknown;
    readonly documents: { readonly [K in keyof SideDocuments]?: string };
    /** Written once, with the booking. */
    readonly audit?: Audit;
  };
  /** Removes the rest of lots that expired longer ago than any lease lasts. */
  lapse: { readonly traceId: string };
  /** Notes what requests are admitted by: the plan, the balance below which a top-up is requested, a request for erasure. */
  note: { readonly fields: Partial<Pick<Account, 'plan' | 'topUpBelowMicros' | 'erasureRequestedAt'>> };
  /** Notes that subscriptions have followed a change of status, unless it has changed again since. */
  pauseDone: { readonly dueAtMs: number };
  suspend: StatusChange;
  reinstate: StatusChange;
  /** Sets the most that an account, or its requests with a label, may spend in a day and a month; null: no cap. */
  setCaps: { readonly caps: Caps | null; readonly label?: string | undefined };
  /** Charges an account nothing from now on, or charges it again. */
  setUnlimited: { readonly unlimited: boolean; readonly audit: Audit };
  /** Forgets the requests that count towards the limit of an operation. */
  resetLimit: { readonly operation: string; readonly audit: Audit };
}

/** An activity before the decider has priced, drawn and dated it. */
export type ActivityDraft = Omit<Activity, Decided>;
type Decided =
  | ('schemaVersion' | 'priceMicros' | 'heldMicros' | 'drawn' | 'delivered' | 'capturedMicros' | 'leaseUntil')
  | ('failure' | 'deliveredLate' | 'createdAt' | 'startedAt' | 'endedAt' | 'rollUpAt' | 'costUsdMicros')
  | ('shadowMicros' | 'used' | 'recordedAt' | 'lateRecordedAt' | 'expiredCostUsdMicros' | 'failedAt');

export interface End {
  readonly status: 'completed' | 'failed' | 'expired';
  /** The worth of the work. Beyond the hold, as much of it as the price and the balance allow is captured. */
  readonly captureMicros: number;
  readonly failure: Activity['failure'];
  /** When the work failed, as its worker saw it. */
  readonly failedAtMs?: number;
  readonly usage: Usage;
  /** The result to store. */
  readonly result: Result | null;
}

/** Whether users receive the work as it is made, or only when it has ended. */
type Delivery = 'streamed' | 'whole';

export type Ending =
  /** Reported by the worker; valid only while the worker's nonce owns the activity. */
  | (End & { readonly kind: 'worked'; readonly ownerNonce: string; readonly delivery: Delivery })
  /** Reported by an app for work done elsewhere; believed within a daily bound. */
  | (End & { readonly kind: 'reported'; readonly returnLimitMicros: number })
  /** Reported by nobody: the lease ran out. */
  | { readonly kind: 'swept'; readonly returnLimitMicros: number }
  /** Cancels the server's work. Pending work ends now; running work is marked and ends when its worker stops. */
  | { readonly kind: 'cancelled' };

export type ActivityUpdate =
  /** Starts work, or takes it over from a run whose lease ran out or that is known to be gone. */
  | {
      readonly kind: 'start';
      readonly ownerNonce: string;
      readonly worker: string | null;
      readonly leaseMs: number;
      /** The nonce of the run that is known to be gone. A later run of the same worker keeps the work. */
      readonly goneNonce: string | null;
    }
  /** Reports progress and extends the lease. */
  | {
      readonly kind: 'report';
      readonly ownerNonce: string;
      readonly leaseMs: number;
      /** Fields that are absent stay as they were. */
      readonly changes: {
        readonly [K in 'progress' | 'job' | 'delivered' | 'costUsdMicros']?: NonNullable<Activity[K]>;
      };
      readonly result: Result | null;
      /** Holds more, up to this total and to the price, as far as there are credits. */
      readonly holdMicros: number;
    };

/** Moves credits for a cause. The entry id follows from it, so that each cause moves them once. */
interface Movement {
  readonly entryId: string;
  readonly amountMicros: number;
  readonly reason: string;
  readonly actor: Actor;
  readonly traceId: string;
  readonly audit: Audit | null;
}

interface Freezing {
  readonly lot: LotDescriptor;
  /** Names the entry by which an unfrozen lot repays a debt. */
  readonly cause: string;
  readonly actor: Actor;
  readonly traceId: string;
}

interface StatusChange {
  readonly reason: string;
  /** The account that a guest, whose account ends, has signed in to. */
  readonly mergedInto?: string;
  /** Null: the command that it is a move of has one. */
  readonly audit: Audit | null;
}

type Move = Command<'grant' | 'revoke' | 'freeze' | 'unfreeze' | 'note' | 'suspend' | 'reinstate'>;

/**
 * Decides what follows from the facts of a `book` command. Pure, like the decider: it is called again whenever its commit
 * has to be decided again.
 */
export type Reducer<Facts = never> = (
  known: SideDocuments & Pick<Known, 'accountId' | 'account' | 'audit'>,
  facts: Facts,
  nowMs: number,
) => Booking | NoOp | AppError;

export type Reducers = Readonly<Record<string, Reducer>>;

/** The moves to make, in this order, and the new side documents. */
export interface Booking {
  readonly moves: readonly Move[];
  /** `facts` are written as they are. */
  readonly documents: Partial<SideDocuments> & { readonly facts?: readonly Document<'moneyFact'>[] };
  /** Returned to the caller with the outcome. */
  readonly result?: unknown;
  /** Added to the audit entry of the command, beside the account before and after. */
  readonly effect?: NonNullable<AuditEntry['after']>;
}

/** An audit entry before the decider has dated it and filled in what changed. */
export interface Audit {
  readonly auditId: string;
  readonly entry: Omit<AuditEntry, 'schemaVersion' | 'before' | 'after' | 'createdAt'>;
}

/** Documents that several commands, or several accounts, share. A command reads at most one of each kind. */
export type SideDocuments = OrNull<'address' | 'payment' | 'event' | 'billing' | 'allowance' | 'appeal'>;
type OrNull<K extends DocumentKind> = { readonly [L in K]: DocumentOf<L> | null };

/** The documents known when deciding; null: it does not exist, as far as is known. */
export type Known = { readonly accountId: string } & OrNull<'account' | 'activity' | 'entry' | 'audit'> &
  SideDocuments;

export const NOTHING_KNOWN = {
  activity: null,
  entry: null,
  audit: null,
  address: null,
  payment: null,
  event: null,
  billing: null,
  allowance: null,
  appeal: null,
} as const;

/** The decision on a command: writes, a no-op, or a rejection. */
export type Decision = Applied | NoOp | AppError;

/** There is nothing to write, because it was decided before. */
export interface NoOp {
  readonly kind: 'noop';
  readonly result?: unknown;
}

export const NO_OP: NoOp = { kind: 'noop' };

/** The account and the documents to write in one commit. An unchanged account is the same object. */
export interface Applied {
  readonly kind: 'applied';
  readonly account: Account;
  readonly writes: readonly Written[];
  /** Set when the account had less than requested: like a rejection, valid only after a fresh read. */
  readonly isShort?: boolean;
  /** The result of a booking. */
  readonly result?: unknown;
}

export type Written = Document<Exclude<DocumentKind, 'account'>>;

/** The document that a retry of a command would find. No two commands about one document share a commit. */
export type Subject = Key<'activity' | 'entry' | 'audit'>;

export function findSubject(command: Command): Subject | null {
  if ('activityId' in command) return { kind: 'activity', id: command.activityId };
  if ('entryId' in command) return { kind: 'entry', id: command.entryId };
  if (command.kind === 'open') return command.welcome && { kind: 'entry', id: command.welcome.entryId };
  return 'audit' in command && command.audit ? { kind: 'audit', id: command.audit.auditId } : null;
}

/** Lists the side documents of a command. A hold takes a turn of a guest, and an end without success returns it. */
export function listSideDocuments(command: Command, activity: Activity | null): Key<keyof SideDocuments>[] {
  if (command.kind === 'book') {
    return Object.entries(command.documents).map(([kind, id]) => ({ kind: kind as keyof SideDocuments, id }));
  }
  const address = command.kind === 'hold' ? command.guest?.addressId : activity?.guestAddress;
  const isCounted = command.kind === 'hold' || command.kind === 'settle';
  return address && isCounted ? [{ kind: 'address', id: address }] : [];
}

/**
 * Returns whether a command leaves the account unchanged, so that it need not wait: an update that holds no more, or a
 * capture of the whole hold.
 */
export function leavesAccountAlone(command: Command, activity: Activity): boolean {
  if (command.kind === 'update') {
    return command.change.kind !== 'report' || command.change.holdMicros <= activity.heldMicros;
  }
  if (command.kind !== 'settle' || command.ending.kind !== 'worked' || isCancelled(activity)) return false;
  if (activity.guestAddress !== null && command.ending.status !== 'completed') return false;
  const { heldMicros, priceMicros } = activity;
  return heldMicros === 0 || Math.min(command.ending.captureMicros, priceMicros) === heldMicros;
}
