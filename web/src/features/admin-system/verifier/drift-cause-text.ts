import type { Drift, DriftCauseCode } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { isolated } from '../../../lib/texts/isolated.ts';

type Details = Readonly<Record<string, string | number>>;

const texts: { readonly [C in DriftCauseCode]: string | ((details: Details) => string) } = {
  'account-lost': t`Its account doesn’t exist: the account is lost.`,
  'activity-lost': t`The request it belongs to doesn’t exist.`,
  'amounts-differ': t`Its total is not the sum of its amounts: one of them was changed.`,
  'brings-in': t`It adds credits, and its kind can only take some.`,
  'cap-use-differs': t`It differs from what the requests of the period hold or were charged.`,
  'captured-other': t`It states another amount than the request captured.`,
  'changes-debt': t`It changes the debt, and its kind never does.`,
  'charged-nothing': t`Its request charged nothing.`,
  'debt-differs': t`It differs from the sum of the entries: an entry is lost or changed, or the account is.`,
  'draws-differ': t`The credits drawn from lots differ from the credits held.`,
  'drew-from-others': t`Its request had drawn from other lots.`,
  'empty-left': t`It is empty and still there.`,
  'entry-lost': t`It was charged, but the ledger has no entry: the entry is lost.`,
  'entry-or-account': t`Nothing else is wrong with it: an entry is lost or was changed as a whole, or the account was.`,
  'failure-untrue': t`It states a failure, but it didn’t fail.`,
  'granted-otherwise': t`It was granted with another source, expiry or payment.`,
  'grants-nothing': t`It grants nothing to its own lot.`,
  'lease-left': t`It has ended and still has a lease.`,
  'lot-granted-before': t`Another entry grants the same lot.`,
  'lowers-debt': t`It lowers the debt, and its kind never does.`,
  'no-failure': t`It failed without a reason.`,
  'no-grant': t`No entry grants it: the entry is lost, or the credits never came in.`,
  'no-lease': t`Nothing will ever end it: it is open without a lease.`,
  'not-lapsed': t`It expired over a day ago and hasn’t lapsed.`,
  'not-read': t`It couldn’t be read to the end. The log says why.`,
  'not-swept': t`Its lease ran out over an hour ago, and no job has ended it.`,
  'other-account': ({ accountId }) => t`It states the account ${isolated(String(accountId))}.`,
  'other-lapse-time': t`Lots would lapse at another time than they expire.`,
  'other-order': t`Lots would be drawn in another order than promised.`,
  'other-request': ({ requestId }) => t`It states the request ${isolated(String(requestId))}.`,
  'over-hold': t`More was captured than held.`,
  'over-limit': ({ max, operation }) =>
    t`More than ${Number(max)} requests for ${isolated(String(operation))} were admitted in one window.`,
  'over-price': t`More is held than its price.`,
  overdrawn: t`More was taken than there was.`,
  'payment-granted-before': ({ lotId }) => t`Its payment had granted ${isolated(String(lotId))} before.`,
  'repays-other': t`It repays another amount than it takes.`,
  'result-lost': t`Its result doesn’t exist.`,
  'same-usage': ({ activityId }) =>
    t`It belongs to ${isolated(String(activityId))}: the same usage a second time.`,
  'seen-with': ({ drifts }) => t`Seen with: ${isolated(String(drifts))}.`,
  'sources-differ': t`Its amount and its lot name different sources.`,
  'times-differ': t`Its times don’t fit its status.`,
  twice: t`The account has it twice.`,
  'unlike-schema': ({ fault }) => t`It doesn’t match its schema: ${isolated(String(fault))}`,
};

/** Why something is a drift, in words; one of an earlier build as it was written. */
export function driftCauseText({ why, cause }: Pick<Drift, 'why' | 'cause'>): string {
  if (!why) return cause;
  const text = Object.hasOwn(texts, why.code) ? texts[why.code] : why.code;
  return typeof text === 'function' ? text(why.details) : text;
}
