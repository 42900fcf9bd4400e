import {
  type Activity,
  type AnyInput,
  AppError,
  type Catalog,
  type Facts,
  type Guest,
  type PlanRules,
  planRules,
  promptOf,
  type Quantity,
  type Quote,
  quote,
  quoteInput,
  type Rejection,
  type RequestOf,
  textsOf,
} from '../contract/index.ts';
import type { CallContext } from '../platform/calls/call-context.ts';
import { digestAddress } from '../platform/calls/digest-address.ts';
import type { Admitted } from '../platform/calls/guard.ts';
import type { HoldServices } from './services.ts';
import { readSources } from './sources.ts';

/** A request for work that a function of the host app does, priced by the most that it may use. */
export interface HostRequest {
  readonly requestId: string;
  readonly operation: string;
  /** Absent: the operation's default. */
  readonly model?: string | undefined;
  readonly quantity: Quantity;
  readonly prompt: string;
  /** All texts by the user in the request, for moderation. */
  readonly texts: readonly string[];
  /** The value that is equal for repetitions of a request. */
  readonly intent: unknown;
  /** The most that it may cost; absent: its price. */
  readonly shownPriceMicros?: number | undefined;
  readonly catalogVersion: number;
  /** Makes the work free, whatever the catalog sets. */
  readonly isShadow: boolean;
}

/** A request for work, with the caller, the guard's rejection and who runs it. */
export interface WorkRequest extends Admitted {
  readonly request: RequestOf<'generate'> | RequestOf<'validateAndDeductCredits'> | HostRequest;
  /** This call, a worker of the queue, the calling app, or a function of the host app within this call. */
  readonly runBy: 'call' | 'queue' | 'client' | 'host';
  /** The reel that the request is a step of. */
  readonly reelId: string | null;
}

/** The price of a request, and the terms on which it is admitted. */
export interface Offer {
  readonly catalogVersion: number;
  readonly quote: Quote;
  /** The rules of plans that concern it. */
  readonly plans: PlanRules;
  /** Whether nothing is charged. Usage is recorded anyway. */
  readonly isFree: boolean;
  /** Whether the work is free, and the charge it would have had is recorded. */
  readonly isShadow: boolean;
  /** The guest whose turns pay; null: an account pays. */
  readonly guest: Guest | null;
}

/**
 * Prices a request, or returns why it is rejected. The rejection is a value, because the engine must first check
 * whether the request was held before.
 * @throws AppError `not-configured` while no catalog is published
 */
export async function priceRequest(
  services: HoldServices,
  { request, context, rejection }: WorkRequest,
): Promise<Offer | Rejection> {
  const { catalog, version } = await services.catalogs.current(request.catalogVersion);
  if (rejection) return rejection;
  const sources = 'input' in request ? await readSources(services, context, request) : [];
  if (sources instanceof AppError) return sources;
  const priced = tryQuote(services, catalog, { ...request, sources });
  if (priced instanceof AppError) return priced;
  if (context.isGuest && !catalog.guests?.operations.includes(request.operation)) {
    return new AppError('permission-denied', { reason: 'account-needed' });
  }
  return (
    (await services.moderate(requestTexts(request))) ?? {
      catalogVersion: version,
      quote: priced,
      plans: planRules(catalog, priced),
      isFree: catalog.adminsRunFree && isAdmin(context),
      isShadow: priced.operation.shadow === true || ('isShadow' in request && request.isShadow),
      guest: context.isGuest ? guestTurns(catalog, services.digestKey(), context) : null,
    }
  );
}

/** Returns the prompt of a request, of which its activity shows the beginning. */
export function requestPrompt(request: WorkRequest['request']): string {
  return 'input' in request ? promptOf(request.input) : request.prompt;
}

function requestTexts(request: WorkRequest['request']): readonly string[] {
  if ('input' in request) return textsOf(request.input);
  return 'texts' in request ? request.texts : [request.prompt];
}

/** Prices held work at the price of then; null if it was switched off since. */
export async function quoteHeld(
  { catalogs, operations }: Pick<HoldServices, 'catalogs' | 'operations'>,
  held: Pick<Activity, 'operation' | 'model' | 'catalogVersion' | 'quantity'>,
  input: AnyInput,
): Promise<Quote | null> {
  const [then, current] = await Promise.all([catalogs.at(held.catalogVersion), catalogs.current(0)]);
  const { operation, model, quantity: heldFor } = held;
  try {
    quoteInput(current.catalog, { operation, model, input, heldFor }, operations);
    return quoteInput(then.catalog, { operation, model, input, heldFor }, operations);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function tryQuote(
  { reachableProviders, operations }: HoldServices,
  catalog: Catalog,
  request: WorkRequest['request'] & { readonly sources: readonly Facts[] },
): Quote | Rejection {
  try {
    if (!('input' in request)) {
      const priced = quote(catalog, request);
      const { label, labels, kind } = priced.operation;
      if (operations.get(kind)) return priced;
      return new AppError('unknown-operation', {
        reason: 'unknown-kind',
        label,
        ...(labels && { labels }),
        kind,
      });
    }
    const priced = quoteInput(catalog, request);
    const { label, labels, provider } = priced.model;
    if (reachableProviders().has(provider)) return priced;
    return new AppError('not-configured', { reason: 'model', label, ...(labels && { labels }) });
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

function guestTurns({ guests }: Catalog, key: string, { client }: CallContext): Guest | null {
  if (!guests) return null;
  const { perSession, perAddress } = guests;
  return { addressId: digestAddress({ key, ip: client.ip }), perSession, perAddress };
}

function isAdmin({ role }: CallContext): boolean {
  return role === 'admin' || role === 'owner';
}
