import { AccountId, type AnyOperation, AppError, MINUTE_MS, RequestId } from '../contract/index.ts';
import { type MeteredServices, type Ran, runMetered } from '../generation/metered/run-metered.ts';
import type { UsageMeter } from '../generation/metered/usage-meter.ts';
import type { CallContext, Payer } from '../platform/calls/call-context.ts';
import type { CheckEligibility } from '../platform/calls/eligibility.ts';
import type { Guard } from '../platform/calls/guard.ts';
import type { Identities } from '../platform/identity/identities.ts';
import { newTraceId } from '../platform/signals/trace.ts';
import { readInput, toHostRequest } from './host-request.ts';
import { KEEP_MS } from './metered-callable.ts';

/** A request for work for a user, from the app's own code. */
interface UserAsk {
  readonly operation: string;
  readonly model?: string | undefined;
  readonly input: object;
  readonly requestId: string;
  readonly uid: string;
  readonly accountId?: string | undefined;
  readonly shown?: { readonly priceMicros: number; readonly catalogVersion?: number } | undefined;
  readonly keep?: boolean | undefined;
  readonly shadow: boolean;
  readonly timeoutMs?: number | undefined;
}

type Services = MeteredServices & {
  readonly identities: Identities;
  readonly payer: Payer;
  readonly checkEligibility: CheckEligibility;
  readonly guard: Guard;
};

/** The longest that a function which is called over HTTP has by default at the Firebase console is nine minutes. */
const TIMEOUT_MS = 9 * MINUTE_MS;

/**
 * Runs metered work for a user whom the app has authenticated. Blocks, limits and moderation hold as for any other call.
 * The app has to check that the user has agreed to the terms, because the user may not be present.
 */
export async function runForUser<T>(
  services: Services,
  operation: AnyOperation,
  ask: UserAsk,
  work: (meter: UsageMeter) => Promise<T>,
): Promise<Ran<T>> {
  const { model, shown, keep = false, shadow, timeoutMs = TIMEOUT_MS } = ask;
  const requestId = readRequestId(ask.requestId);
  const input = readInput(operation, ask.input);
  const context = await contextOf(services, ask);
  const { accountId, uid, client } = context;
  const rejection = await services.checkEligibility({ accountId, uid, client });
  const request = toHostRequest(operation, {
    ...{ requestId, input, model, isShadow: shadow },
    ...{ shownPriceMicros: shown?.priceMicros, catalogVersion: shown?.catalogVersion },
  });
  const { units } = operation;
  const metered = { request, context, rejection, input, units, keepMs: keep ? KEEP_MS : null, timeoutMs };
  try {
    return await runMetered<T>(services, metered, work);
  } catch (error) {
    if (error instanceof AppError) {
      const guarded = { asksForWork: true, work: { operation: operation.kind, model: model ?? null } };
      await services.guard.record(context, error, guarded);
    }
    throw error;
  }
}

function readRequestId(requestId: string): string {
  if (RequestId.safeParse(requestId).success) return requestId;
  const issues = [{ path: 'requestId', message: 'A request id is a UUIDv7' }];
  throw new AppError('invalid-argument', { reason: 'request', issues });
}

async function contextOf({ identities, payer }: Services, { uid, accountId }: UserAsk): Promise<CallContext> {
  const { isAnonymous: isGuest = false, ...identity } = await identities.ofUser(uid);
  return {
    ...identity,
    ...{ uid, isGuest, traceId: newTraceId() },
    accountId: isGuest ? uid : AccountId.parse(accountId ?? (await payer({ uid }))),
    client: { ip: null, country: null, device: null },
  };
}
