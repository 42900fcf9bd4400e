import type { Milestones } from '../../contract/index.ts';
import { type AccountState, see, type VisitorState } from './account-states.ts';
import type { InsightChanges } from './insight-changes.ts';

export interface CohortStates {
  readonly dayOf: (ms: number) => string;
  readonly stateOf: (accountId: string) => AccountState;
}

/**
 * Counts the person of an account as they are after a change, and no longer as they were before it. So the cohorts depend on what
 * accounts have come to, and not on the order in which it became known.
 */
export function countVisitor(
  changes: InsightChanges,
  { accountId, states }: { readonly accountId: string; readonly states: CohortStates },
  change: () => void,
): void {
  const state = states.stateOf(accountId);
  const counted = { changes, states };
  add(counted, state, -1);
  change();
  add(counted, state, 1);
}

/** Adds the milestones of an account, however often they are read. */
export function postMilestones(
  changes: InsightChanges,
  { accountId, firstVisitAt, signedUpAt, merged }: Milestones,
  states: CohortStates,
): void {
  countVisitor(changes, { accountId, states }, () => {
    see(states.stateOf(accountId), signedUpAt ?? firstVisitAt);
    Object.assign(visitorOf(states.stateOf(accountId)), {
      visitMs: firstVisitAt,
      isGuest: signedUpAt === null || signedUpAt > firstVisitAt,
      hasAccount: signedUpAt !== null,
      into: merged?.into ?? null,
    });
  });
  if (!merged) return;
  countVisitor(changes, { accountId: merged.into, states }, () => {
    const visitor = visitorOf(states.stateOf(merged.into));
    visitor.guestVisitMs = Math.min(visitor.guestVisitMs ?? firstVisitAt, firstVisitAt);
  });
}

function visitorOf(state: AccountState): VisitorState {
  state.visitor ??= { visitMs: null, isGuest: false, hasAccount: false, guestVisitMs: null, into: null };
  return state.visitor;
}

function add(
  { changes, states }: { readonly changes: InsightChanges; readonly states: CohortStates },
  { visitor, hasPaid }: AccountState,
  times: 1 | -1,
): void {
  if (!visitor || visitor.into !== null) return;
  const { visitMs, guestVisitMs } = visitor;
  const visits = [visitMs, guestVisitMs].flatMap((ms) => ms ?? []);
  if (visits.length === 0) return;
  const isGuest =
    visitMs === null || (guestVisitMs !== null && guestVisitMs < visitMs) ? true : visitor.isGuest;
  const hasAccount = visitor.hasAccount || guestVisitMs !== null;
  const buys = hasPaid ? times : 0;
  changes.addToCohort(states.dayOf(Math.min(...visits)), {
    visitors: times,
    guests: isGuest ? times : 0,
    accounts: hasAccount ? times : 0,
    buyers: buys,
    guestAccounts: isGuest && hasAccount ? times : 0,
    guestBuyers: isGuest ? buys : 0,
  });
}

/** Returns the accounts whose states the milestones change. */
export function accountsOfMilestones(all: readonly Milestones[]): string[] {
  return all.flatMap(({ accountId, merged }) => (merged ? [accountId, merged.into] : [accountId]));
}
