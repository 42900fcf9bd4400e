import {
  type Account,
  type Activity,
  type Actor,
  type AddressTurns,
  type AppError,
  type AuditEntry,
  assertNever,
  type Billing,
  type Guest,
  type LedgerEntry,
  type Limit,
  type LotDescriptor,
  type Payment,
  type Result,
  type StripeEvent,
  type Usage,
} from '../contract/index.ts';

export type Command =
  | HoldCommand
  | SettleCommand
  | AmendCommand
  | OpenCommand
  | GrantCommand
  | RevokeCommand
  | FreezeCommand
  | BookCommand
  | LapseCommand
  | WatchCommand
  | StatusCommand;

/** Admits a request: sets its price aside and records it. */
export interface HoldCommand {
  readonly kind: 'hold';
  readonly activityId: string;
  readonly draft: ActivityDraft;
  /** The most it can cost. */
  readonly priceMicros: number;
  readonly shownPriceMicros: number;
  /** What is set aside at first: as much of `firstMicros` as there is, at least `leastMicros`; null: the whole price. */
  readonly slice: { readonly leastMicros: number; readonly firstMicros: number } | null;
  /** Charged nothing; usage is recorded all the same. */
  readonly isFree: boolean;
  readonly limit: Limit | null;
  /** A guest pays with a turn, of which the session and the address have so many. */
  readonly guest: Guest | null;
  readonly leaseMs: number;
  /** A refusal found at the door (moderation, an unknown model): given only if nothing was held for it before. */
  readonly veto: AppError | null;
}

/** An activity before the decider has priced, drawn and dated it. */
export type ActivityDraft = Omit<Activity, Decided>;
type Decided =
  | ('schemaVersion' | 'priceMicros' | 'heldMicros' | 'drawn' | 'delivered' | 'capturedMicros' | 'leaseUntil')
  | ('failure' | 'deliveredLate' | 'createdAt' | 'startedAt' | 'endedAt' | 'rollUpAt');

/** Ends an activity: takes what it is worth and gives the rest back. */
export interface SettleCommand {
  readonly kind: 'settle';
  readonly activityId: string;
  readonly ending: Ending;
  readonly actor: Actor;
}

export interface End {
  readonly status: 'completed' | 'failed' | 'expired';
  readonly captureMicros: number;
  readonly failure: Activity['failure'];
  readonly usage: Usage;
}

export type Ending =
  /** The worker's word, good only while its nonce owns the activity. */
  | (End & { readonly kind: 'worked'; readonly ownerNonce: string; readonly result: Result | null })
  /** An app's word for work done elsewhere, believed within a daily bound. */
  | (End & { readonly kind: 'reported'; readonly returnLimitMicros: number })
  /** Nobody's word: the lease ran out. */
  | { readonly kind: 'swept'; readonly returnLimitMicros: number }
  /** Its person's word before the server's work began. */
  | { readonly kind: 'withdrawn' };

/** Changes an open activity; only a report that asks for more moves credits. */
export interface AmendCommand {
  readonly kind: 'amend';
  readonly activityId: string;
  readonly change: Amendment;
}

export type Amendment =
  /** Work begins, or is taken over from a worker whose lease ran out or that is known to be gone. */
  | {
      readonly kind: 'start';
      readonly ownerNonce: string;
      readonly worker: string | null;
      readonly leaseMs: number;
      readonly goneWorker: string | null;
    }
  /** What its worker has to say midway; it keeps the lease. Null: nothing new. */
  | {
      readonly kind: 'report';
      readonly ownerNonce: string;
      readonly leaseMs: number;
      readonly progress: number | null;
      readonly job: string | null;
      /** What a stream has delivered so far. */
      readonly delivered: Activity['delivered'];
      readonly result: Result | null;
      /** Set more aside, up to this in all and to the price: as much of it as there is. */
      readonly holdMicros: number;
    }
  /** Asks the worker to stop. */
  | { readonly kind: 'cancel' };

/** Makes an account and gives it its welcome credits, each once. */
export interface OpenCommand {
  readonly kind: 'open';
  readonly account: Account;
  readonly welcome: { readonly entryId: string; readonly amountMicros: number } | null;
  readonly traceId: string;
}

/** Moves credits for a cause from which the entry id follows, so that each cause moves them once. */
interface Movement {
  readonly entryId: string;
  readonly amountMicros: number;
  readonly reason: string;
  readonly actor: Actor;
  readonly traceId: string;
  readonly audit: Audit | null;
}

/** Adds a lot. */
export interface GrantCommand extends Movement {
  readonly kind: 'grant';
  readonly lot: Omit<LotDescriptor, 'grantedAtMs'>;
  /** The lot that this one follows: what can still be spent of it goes over, up to a cap, and the rest lapses. */
  readonly follows?: { readonly lotId: string; readonly rolloverMicros: number } | null;
}

/** Takes credits back out of a lot; what is no longer there becomes debt. */
export interface RevokeCommand extends Movement {
  readonly kind: 'revoke';
  readonly lot: Pick<LotDescriptor, 'lotId' | 'source'>;
}

/** Sets a lot aside, though nothing be left of it, so that what comes back into it stays there; or lets it be spent again. */
export interface FreezeCommand {
  readonly kind: 'freeze' | 'thaw';
  readonly lot: LotDescriptor;
  /** Names the entry by which a thawed lot repays a debt. */
  readonly cause: string;
  readonly actor: Actor;
  readonly traceId: string;
}

/**
 * Moves what follows from documents beside the account, which are read with it and written in the same commit. Null:
 * booked before.
 */
export interface BookCommand {
  readonly kind: 'book';
  readonly documents: { readonly [K in keyof Beside]?: string };
  readonly book: (known: AllBeside & Pick<Known, 'account'>, nowMs: number) => Booking | AppError | null;
}

/** What follows: moves, one after the other, and what the documents become. */
export interface Booking {
  readonly moves: readonly (GrantCommand | RevokeCommand | FreezeCommand | WatchCommand | StatusCommand)[];
  readonly documents: Partial<Beside>;
  readonly audit?: Audit | null;
}

/** Removes what is left of lots whose expiry lies longer back than any lease. */
export interface LapseCommand {
  readonly kind: 'lapse';
  readonly traceId: string;
}

/** Sets the balance below which a top-up is asked for; null: none. */
export interface WatchCommand {
  readonly kind: 'watch';
  readonly belowMicros: number | null;
}

export interface StatusCommand {
  readonly kind: 'suspend' | 'reinstate';
  readonly reason: string;
  readonly audit: Audit;
}

/** An audit entry before the decider has dated it and filled in what changed. */
export interface Audit {
  readonly auditId: string;
  readonly entry: Omit<AuditEntry, 'schemaVersion' | 'before' | 'after' | 'createdAt'>;
}

/** Documents that several commands, or several accounts, share: by their kind, of which a command has one. */
export interface Beside {
  /** Of the address that the guest's turn counts against. */
  readonly address: AddressTurns;
  readonly payment: Payment;
  readonly event: StripeEvent;
  readonly billing: Billing;
}
export type AllBeside = { readonly [K in keyof Beside]: Beside[K] | null };
export const NOTHING_BESIDE: AllBeside = { address: null, payment: null, event: null, billing: null };

/** What is known of the store when deciding; null: not there, or not there as far as is known. */
export interface Known extends AllBeside {
  readonly accountId: string;
  readonly account: Account | null;
  readonly activity: Activity | null;
  readonly entry: LedgerEntry | null;
  readonly audit: AuditEntry | null;
}

/**
 * Write all of this in one commit. The account is the same object when it is not touched; of the documents beside it
 * those that have changed are not null.
 */
export interface Applied extends AllBeside {
  readonly kind: 'applied';
  readonly account: Account;
  readonly activity: Activity | null;
  readonly entries: readonly (readonly [entryId: string, entry: LedgerEntry])[];
  readonly result: Result | null;
  readonly audit: readonly [auditId: string, entry: AuditEntry] | null;
}

/** What follows from a command: writes, nothing because it was decided before, or a refusal. */
export type Decision = Applied | { readonly kind: 'stored' } | AppError;

/** The document a command is about: what a retry of it would find. */
export interface Subject {
  readonly kind: 'activity' | 'entry' | 'audit';
  readonly id: string;
}

export interface BesideKey {
  readonly kind: keyof Beside;
  readonly id: string;
}

export function subjectOf(command: Command): Subject | null {
  if ('activityId' in command) return { kind: 'activity', id: command.activityId };
  if ('entryId' in command) return { kind: 'entry', id: command.entryId };
  switch (command.kind) {
    case 'open':
      return command.welcome && { kind: 'entry', id: command.welcome.entryId };
    case 'suspend':
    case 'reinstate':
      return { kind: 'audit', id: command.audit.auditId };
    case 'freeze':
    case 'thaw':
    case 'book':
    case 'lapse':
    case 'watch':
      return null;
    default:
      return assertNever(command);
  }
}
