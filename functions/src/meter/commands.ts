import type {
  Account,
  Activity,
  Actor,
  AuditEntry,
  ErrorCode,
  ErrorDetails,
  LedgerEntry,
  Limit,
  LotDescriptor,
  Result,
  Usage,
} from '../contract/index.ts';

/** What an activity is before the decider has priced, drawn and dated it. */
export type ActivityDraft = Omit<
  Activity,
  | 'schemaVersion'
  | 'priceMicros'
  | 'heldMicros'
  | 'drawn'
  | 'delivered'
  | 'capturedMicros'
  | 'leaseUntil'
  | 'failure'
  | 'deliveredLate'
  | 'createdAt'
  | 'startedAt'
  | 'endedAt'
>;

/** Admits a request: sets its price aside and records it. */
export interface HoldCommand {
  readonly kind: 'hold';
  readonly activityId: string;
  readonly draft: ActivityDraft;
  readonly priceMicros: number;
  readonly shownPriceMicros: number;
  readonly limit: Limit | null;
  readonly leaseMs: number;
  /** A refusal found at the door (moderation, an unknown model): given only if nothing was held for it before. */
  readonly veto: Refusal | null;
}

/** Ends an activity: takes what it is worth and gives the rest back. */
export interface SettleCommand {
  readonly kind: 'settle';
  readonly activityId: string;
  readonly ending: Ending;
  readonly actor: Actor;
}

export type Ending =
  /** The worker's word, good only while its nonce owns the activity. */
  | {
      readonly kind: 'worked';
      readonly ownerNonce: string;
      readonly status: 'completed' | 'failed';
      readonly captureMicros: number;
      readonly failure: Activity['failure'];
      readonly usage: Usage;
      readonly result: Result | null;
    }
  /** An app's word for work done elsewhere, believed within a daily bound. */
  | {
      readonly kind: 'reported';
      readonly status: 'completed' | 'failed';
      readonly captureMicros: number;
      readonly failure: Activity['failure'];
      readonly usage: Usage;
      readonly returnLimitMicros: number;
    }
  /** Nobody's word: the lease ran out. */
  | { readonly kind: 'swept'; readonly returnLimitMicros: number }
  /** Its person's word before the server's work began. */
  | { readonly kind: 'withdrawn' };

/** Changes an open activity and moves no credits. */
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
  /** A stream has delivered so much; with what it delivered. */
  | {
      readonly kind: 'deliver';
      readonly ownerNonce: string;
      readonly delivered: NonNullable<Activity['delivered']>;
      readonly result: Result;
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

/** Adds a lot. The entry id follows from the cause, so that a cause grants once. */
export interface GrantCommand {
  readonly kind: 'grant';
  readonly entryId: string;
  readonly lot: Omit<LotDescriptor, 'grantedAtMs'>;
  readonly amountMicros: number;
  readonly reason: string;
  readonly actor: Actor;
  readonly traceId: string;
  readonly audit: Audit | null;
}

/** Takes credits back out of a lot; what is no longer there becomes debt. */
export interface RevokeCommand {
  readonly kind: 'revoke';
  readonly entryId: string;
  readonly lotId: string;
  readonly source: LotDescriptor['source'];
  readonly amountMicros: number;
  readonly reason: string;
  readonly actor: Actor;
  readonly traceId: string;
  readonly audit: Audit | null;
}

/** Removes what is left of lots whose expiry lies longer back than any lease. */
export interface LapseCommand {
  readonly kind: 'lapse';
  readonly traceId: string;
}

export interface SuspendCommand {
  readonly kind: 'suspend' | 'reinstate';
  readonly reason: string;
  readonly audit: Audit;
}

export type Command =
  | HoldCommand
  | SettleCommand
  | AmendCommand
  | OpenCommand
  | GrantCommand
  | RevokeCommand
  | LapseCommand
  | SuspendCommand;

/** An audit entry before the decider has dated it and filled in what changed. */
export interface Audit {
  readonly auditId: string;
  readonly entry: Omit<AuditEntry, 'schemaVersion' | 'before' | 'after' | 'createdAt'>;
}

/** What is known of the store when deciding; null is "not there", or "not there as far as is known". */
export interface Known {
  readonly accountId: string;
  readonly account: Account | null;
  readonly activity: Activity | null;
  readonly entry: LedgerEntry | null;
}

export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: ErrorDetails;
}

export type Decision =
  /** Write all of this in one commit. The account is the same object when it is not touched. */
  | {
      readonly kind: 'applied';
      readonly account: Account | null;
      readonly activity: Activity | null;
      readonly entries: readonly (readonly [entryId: string, entry: LedgerEntry])[];
      readonly result: Result | null;
      readonly audit: readonly [auditId: string, entry: AuditEntry] | null;
    }
  /** Decided before: the stored outcome stands, nothing is written. */
  | { readonly kind: 'stored'; readonly activity: Activity | null; readonly entry: LedgerEntry | null }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** The document a command is about: what a retry of it would find. */
export type Subject =
  | { readonly kind: 'activity'; readonly id: string }
  | { readonly kind: 'entry'; readonly id: string };

export function subjectOf(command: Command): Subject | null {
  switch (command.kind) {
    case 'hold':
    case 'settle':
    case 'amend':
      return { kind: 'activity', id: command.activityId };
    case 'grant':
    case 'revoke':
      return { kind: 'entry', id: command.entryId };
    case 'open':
      return command.welcome ? { kind: 'entry', id: command.welcome.entryId } : null;
    default:
      return null;
  }
}
