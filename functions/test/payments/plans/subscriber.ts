import { expect } from 'vitest';
import { type RequestOf, TERMS_VERSION } from '../../../src/contract/index.ts';
import { newRequestId } from '../../support/accounts.ts';
import { PlanWorld } from './plan-world.ts';

export type PlanChoice = Pick<RequestOf<'changePlan'>, 'plan' | 'interval'>;

/** Opens a world with a user whose plan is paid for. */
export async function subscriber(choice: PlanChoice) {
  const world = await new PlanWorld().open();
  const bought = await world.stripe.subscribe(world.published, choice);
  expect(await world.tell(...bought.events)).toEqual([]);
  return { world, ...bought };
}

/** Returns a request to change to a plan, at more than any of them costs. */
export function changeRequest(world: PlanWorld, to: PlanChoice): RequestOf<'changePlan'> {
  const shown = { currency: 'usd', shownAmountCents: 100_000, termsVersion: TERMS_VERSION };
  const { version: catalogVersion } = world.published;
  return { requestId: newRequestId(world.stripe.nowMs), ...to, ...shown, catalogVersion };
}
