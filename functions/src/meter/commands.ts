import type {
  Account,
  Activity,
  Actor,
  AppError,
  AuditEntry,
  Document,
  DocumentKind,
  DocumentOf,
  Guest,
  Key,
  Limit,
  LotDescriptor,
  Result,
  Usage,
} from '../contract/index.ts';

/** What can be asked of an account: plain data, so that it can be logged and sent. */
export type Command<K extends keyof Commands = keyof Commands> = {
  readonly [L in K]: { readonly kind: L } & Commands[L];
}[K];

interface Commands {
  /** Admits a request: sets its price aside and records it. */
  hold: {
    readonly activityId: string;
    readonly draft: ActivityDraft;
    /** The whole prompt, where the draft has only its beginning. */
    readonly prompts?: readonly Document<'prompt'>[];
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
    /** Found before the engine (moderation, an unknown model): given only if nothing was held for it before. */
    readonly rejection: ReturnType<AppError['toJSON']> | null;
  };
  /** Ends an activity: takes what it is worth and gives the rest back. */
  settle: { readonly activityId: string; readonly ending: Ending; readonly actor: Actor };
  /** Changes an open activity; only a report that asks for more moves credits. */
  update: { readonly activityId: string; readonly change: ActivityUpdate };
  /** Makes an account and gives it its welcome credits, each once. */
  open: { readonly account: Account; readonly welcome: Command<'grant'> | null };
  /** Adds a lot. */
  grant: Movement & {
    readonly lot: Omit<LotDescriptor, 'grantedAtMs'>;
    /** The lot that this one follows: what can still be spent of it goes over, up to a cap, and the rest lapses. */
    readonly follows?: { readonly lotId: string; readonly rolloverMicros: number } | null;
  };
  /** Takes credits back out of a lot; what is no longer there becomes debt. */
  revoke: Movement & { readonly lot: Pick<LotDescriptor, 'lotId' | 'source'> };
  /** Sets a lot aside, though nothing be left of it, so that what comes back into it stays there. */
  freeze: Freezing;
  /** Lets it be spent again. */
  unfreeze: Freezing;
  /** Moves what a reducer decides by documents beside the account, which are written in the same commit. */
  book: {
    /** The name of a reducer that the meter was made with. */
    readonly reducer: string;
    /** Plain data, as the reducer takes it. */
    readonly facts: unknown;
    readonly documents: { readonly [K in keyof SideDocuments]?: string };
    /** Written with what is booked, once. */
    readonly audit?: Audit;
  };
  /** Removes what is left of lots whose expiry lies longer back than any lease. */
  lapse: { readonly traceId: string };
  /** Sets the balance below which a top-up is asked for; null: none. */
  watch: { readonly belowMicros: number | null };
  /** Notes that subscriptions have followed a change of the status; one that came since is still to be followed. */
  pauseDone: { readonly dueAtMs: number };
  suspend: StatusChange;
  reinstate: StatusChange;
}

/** An activity before the decider has priced, drawn and dated it. */
export type ActivityDraft = Omit<Activity, Decided>;
type Decided =
  | ('schemaVersion' | 'priceMicros' | 'heldMicros' | 'drawn' | 'delivered' | 'capturedMicros' | 'leaseUntil')
  | ('failure' | 'deliveredLate' | 'createdAt' | 'startedAt' | 'endedAt' | 'rollUpAt' | 'costUsdMicros');

export interface End {
  readonly status: 'completed' | 'failed' | 'expired';
  /** What it is worth: beyond what is held, as much of it as the price and the balance allow. */
  readonly captureMicros: number;
  readonly failure: Activity['failure'];
  readonly usage: Usage;
  /** What has been made, to be kept. */
  readonly result: Result | null;
}

/** A stream reaches its person as it is made; what comes whole does not before the work has ended. */
type Delivery = 'streamed' | 'whole';

export type Ending =
  /** The worker's word, good only while its nonce owns the activity. */
  | (End & { readonly kind: 'worked'; readonly ownerNonce: string; readonly delivery: Delivery })
  /** An app's word for work done elsewhere, believed within a daily bound. */
  | (End & { readonly kind: 'reported'; readonly returnLimitMicros: number })
  /** Nobody's word: the lease ran out. */
  | { readonly kind: 'swept'; readonly returnLimitMicros: number }
  /** Cancels the server's work: what waits ends now, what runs is marked, and ends when its worker stops. */
  | { readonly kind: 'cancelled' };

export type ActivityUpdate =
  /** Work begins, or is taken over from a worker whose lease ran out or that is known to be gone. */
  | {
      readonly kind: 'start';
      readonly ownerNonce: string;
      readonly worker: string | null;
      readonly leaseMs: number;
      readonly goneWorker: string | null;
    }
  /** What its worker has to say midway; it keeps the lease. */
  | {
      readonly kind: 'report';
      readonly ownerNonce: string;
      readonly leaseMs: number;
      /** What it says nothing of stays as it was. */
      readonly changes: {
        readonly [K in 'progress' | 'job' | 'delivered' | 'costUsdMicros']?: NonNullable<Activity[K]>;
      };
      readonly result: Result | null;
      /** Set more aside, up to this in all and to the price: as much of it as there is. */
      readonly holdMicros: number;
    };

/** Moves credits for a cause from which the entry id follows, so that each cause moves them once. */
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
  readonly audit: Audit;
}

type Move = Command<'grant' | 'revoke' | 'freeze' | 'unfreeze' | 'watch' | 'suspend' | 'reinstate'>;

/**
 * Decides what follows from the facts of a `book` command. Pure, like the decider: it is called again whenever its commit
 * has to be decided again.
 */
export type Reducer<Facts = never> = (
  known: SideDocuments & Pick<Known, 'accountId' | 'account'>,
  facts: Facts,
  nowMs: number,
) => Booking | NoOp | AppError;

export type Reducers = Readonly<Record<string, Reducer>>;

/** What follows: moves, one after the other, and what the documents become. */
export interface Booking {
  readonly moves: readonly Move[];
  readonly documents: Partial<SideDocuments>;
  /** Handed to the caller with the outcome. */
  readonly result?: unknown;
  /** What the audit entry of the command says of it, beside the account before and after. */
  readonly effect?: Readonly<Record<string, string | number | null>>;
}

/** An audit entry before the decider has dated it and filled in what changed. */
export interface Audit {
  readonly auditId: string;
  readonly entry: Omit<AuditEntry, 'schemaVersion' | 'before' | 'after' | 'createdAt'>;
}

/** Documents that several commands, or several accounts, share; a command has one of a kind. */
export type SideDocuments = OrNull<'address' | 'payment' | 'event' | 'billing'>;
type OrNull<K extends DocumentKind> = { readonly [L in K]: DocumentOf<L> | null };

/** What is known of the store when deciding; null: not there, or not there as far as is known. */
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
} as const;

/** What follows from a command: writes, nothing because it was decided before, or a refusal. */
export type Decision = Applied | NoOp | AppError;

/** Nothing to write. */
export interface NoOp {
  readonly kind: 'noop';
  readonly result?: unknown;
}

export const NO_OP: NoOp = { kind: 'noop' };

/** Write all of this in one commit; an account that does not change is the same object. */
export interface Applied {
  readonly kind: 'applied';
  readonly account: Account;
  readonly writes: readonly Written[];
  /** The account had less than was asked for: like a rejection, good only after a fresh read. */
  readonly isShort?: boolean;
  /** What a booking hands to the caller. */
  readonly result?: unknown;
}

export type Written = Document<Exclude<DocumentKind, 'account'>>;

/** The document a command is about: what a retry of it would find. No two about one go in the same commit. */
export type Subject = Key<'activity' | 'entry' | 'audit'>;

export function findSubject(command: Command): Subject | null {
  if ('activityId' in command) return { kind: 'activity', id: command.activityId };
  if ('entryId' in command) return { kind: 'entry', id: command.entryId };
  if (command.kind === 'open') return command.welcome && { kind: 'entry', id: command.welcome.entryId };
  return 'audit' in command && command.audit ? { kind: 'audit', id: command.audit.auditId } : null;
}

/** What a command needs beside the account; a guest's turn is taken by a hold, and given back by an end without success. */
export function listSideDocuments(command: Command, activity: Activity | null): Key<keyof SideDocuments>[] {
  if (command.kind === 'book') {
    return Object.entries(command.documents).map(([kind, id]) => ({ kind: kind as keyof SideDocuments, id }));
  }
  const address = command.kind === 'hold' ? command.guest?.addressId : activity?.guestAddress;
  const isCounted = command.kind === 'hold' || command.kind === 'settle';
  return address && isCounted ? [{ kind: 'address', id: address }] : [];
}
