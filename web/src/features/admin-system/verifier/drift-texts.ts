import type { DriftKind } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';

/** What is wrong, by the kind of a drift. */
const driftTexts: Readonly<Record<DriftKind, string>> = {
  'account-missing': t`Account missing`,
  'activity-foreign': t`Request of another account`,
  'activity-misnamed': t`Request under a wrong id`,
  'cap-use-off': t`Use of a cap doesn’t add up`,
  'capture-over-hold': t`More captured than held`,
  'credits-off': t`Credits don’t add up`,
  'debt-off': t`Debt doesn’t add up`,
  'end-wrong': t`Wrong end`,
  'entry-impossible': t`Impossible ledger entry`,
  'entry-misnamed': t`Ledger entry under a wrong id`,
  'entry-unbalanced': t`Ledger entry out of balance`,
  'failure-wrong': t`Failure and status disagree`,
  'grant-doubled': t`Granted twice`,
  'hold-over-price': t`More held than the price`,
  'hold-stuck': t`Hold not released`,
  'hold-undrawn': t`Hold doesn’t match its lots`,
  'lapse-mark-wrong': t`Wrong expiry mark`,
  'lease-wrong': t`Wrong lease`,
  'limit-passed': t`Limit exceeded`,
  'lot-changed': t`Lot changed`,
  'lot-doubled': t`Lot twice`,
  'lot-empty': t`Empty lot`,
  'lot-negative': t`Negative lot`,
  'lot-out-of-order': t`Lots out of order`,
  'lot-overdue': t`Expired lot still there`,
  'lot-unknown': t`Unknown lot`,
  'not-verified': t`Not verified`,
  'result-missing': t`Result missing`,
  'result-orphan': t`Result without a request`,
  unreadable: t`Unreadable document`,
  'usage-missing': t`Usage missing`,
  'usage-of-another-lot': t`Usage of another lot`,
  'usage-of-nothing': t`Usage without a request`,
  'usage-off': t`Usage doesn’t match`,
  'usage-undue': t`Usage that wasn’t due`,
};

/** Describes a kind of drift; one of a later build by its name. */
export function driftText(kind: DriftKind): string {
  return driftTexts[kind] ?? kind;
}
