import { randomUUID } from 'node:crypto';
import {
  type Activity,
  AppError,
  activityIdOf,
  amountMicros,
  assertFreshRequestId,
  assertNever,
  MINUTE_MS,
  newFailure,
  type PublishedCatalog,
  type Quantity,
  type RequestOf,
} from '../../contract/index.ts';
import type { Command, Ending } from '../../meter/commands.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { toHoldState } from '../hold-state.ts';
import type { HoldServices } from '../services.ts';

/** The longest time that an app may take after it has reported the start. */
const WORK_LEASE_MS = 30 * MINUTE_MS;

/**
 * Accepts an app's report about work that it runs itself. The credits that such reports return are limited per account
 * and day.
 */
export function updateAIActivityStatus(services: HoldServices): Handler<'updateAIActivityStatus'> {
  const { meter, catalogs, now, activities } = services;
  return async (request, { accountId, uid }) => {
    const { requestId } = request;
    assertFreshRequestId(requestId, now());
    const activityId = activityIdOf({ accountId, requestId });
    const stored = await activities.own({ accountId, uid, requestId });
    if (!stored) throw new AppError('not-found', { reason: 'activity-not-held' });
    if (stored.value.runBy !== 'client') {
      throw new AppError('permission-denied', { reason: 'run-by-server' });
    }
    const published = await catalogs.at(stored.value.catalogVersion);
    const outcome = await meter.submit(
      stored.value.accountId,
      commandFor(activityId, request, stored.value, published),
      stored,
    );
    if (!outcome.isNew && !isSame(outcome.activity?.value, request)) {
      throw new AppError('already-settled', {
        reason: 'activity',
        endedAs: outcome.activity?.value.status ?? stored.value.status,
      });
    }
    return toHoldState(activityId, outcome, now());
  };
}

function commandFor(
  activityId: string,
  request: RequestOf<'updateAIActivityStatus'>,
  stored: Activity,
  { catalog }: PublishedCatalog,
): Command {
  if (request.status === 'processing') {
    const change = { kind: 'start', ownerNonce: randomUUID(), worker: null, leaseMs: WORK_LEASE_MS } as const;
    return { kind: 'update', activityId, change: { ...change, goneNonce: null } };
  }
  const actor = { kind: 'person', uid: stored.uid } as const;
  return { kind: 'settle', activityId, actor, ending: endingOf(request, stored, catalog) };
}

function endingOf(
  request: Exclude<RequestOf<'updateAIActivityStatus'>, { status: 'processing' }>,
  stored: Activity,
  catalog: PublishedCatalog['catalog'],
): Ending {
  const model = catalog.operations[stored.operation]?.models[stored.model];
  const costOf = (quantity: Quantity) => (model ? amountMicros(model.cost, quantity) : 0);
  const returnLimitMicros = catalog.clientReturnMicrosPerDay;
  const base = { kind: 'reported', result: null, returnLimitMicros } as const;
  switch (request.status) {
    case 'completed': {
      const quantity = request.quantity ?? stored.quantity;
      const priceMicros = request.quantity && model ? amountMicros(model.price, quantity) : stored.heldMicros;
      const captureMicros = Math.min(priceMicros, stored.heldMicros);
      const usage = { quantity, costUsdMicros: costOf(quantity) };
      return { ...base, status: 'completed', captureMicros, failure: null, usage };
    }
    case 'failed': {
      const failure = newFailure(
        new AppError('provider-failed', { reason: 'reported', note: request.reason }),
      );
      const usage = { quantity: stored.quantity, costUsdMicros: 0 };
      return { ...base, status: 'failed', captureMicros: 0, failure, usage };
    }
    default:
      return assertNever(request);
  }
}

/** Returns whether a report only repeats the current state. */
function isSame(activity: Activity | undefined, { status }: RequestOf<'updateAIActivityStatus'>): boolean {
  return activity?.status === status;
}
