import type { AlertConditionName } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';

interface ConditionWords {
  readonly name: string;
  /** Its meaning, for staff who change its rule. */
  readonly meaning: string;
  /** The next step when it fires. */
  readonly next: string;
  /** The page for the next step. */
  readonly to:
    | '/admin/system'
    | '/admin/live'
    | '/admin/abuse'
    | '/admin/payments'
    | '/admin/prices'
    | '/admin/audit';
  readonly toLabel: string;
}

const system = { to: '/admin/system', toLabel: t`Open System` } as const;
const live = { to: '/admin/live', toLabel: t`Open Live AI` } as const;
const payments = { to: '/admin/payments', toLabel: t`Open Payments` } as const;
const prices = { to: '/admin/prices', toLabel: t`Open Prices` } as const;

/** Each condition in words, with its next step. */
export const conditionWords: Readonly<Record<AlertConditionName, ConditionWords>> = {
  'books-off': {
    name: t`Books don’t balance`,
    meaning: t`The nightly check found an account whose credits and ledger disagree.`,
    next: t`Don’t correct anything by hand. Look at the drifts and their causes, then run the check again.`,
    ...system,
  },
  'audit-off': {
    name: t`Audit log changed`,
    meaning: t`An entry of the audit log is not as it was sealed, or is missing.`,
    next: t`See which entries differ, and find out who had access to the database.`,
    to: '/admin/audit',
    toLabel: t`Open Audit`,
  },
  'part-failing': {
    name: t`Service part failing`,
    meaning: t`The store, sign-in, prices or files don’t answer.`,
    next: t`Check the status of Firebase. If only prices fail, publish a version.`,
    ...system,
  },
  'job-late': {
    name: t`Job late or failing`,
    meaning: t`A scheduled job missed two turns, or its last run failed.`,
    next: t`Look at the job’s last runs, then run it now. If it fails again, read its log.`,
    ...system,
  },
  'provider-failing': {
    name: t`Provider failing`,
    meaning: t`A provider doesn’t answer, or rejects the key.`,
    next: t`Check the provider’s status page and the key. Turn its models off if it lasts.`,
    ...prices,
  },
  'provider-slow': {
    name: t`Provider slow`,
    meaning: t`A provider takes long to answer a check.`,
    next: t`Watch how long requests take. Switch to another model if people wait.`,
    ...live,
  },
  'error-rate': {
    name: t`High error rate`,
    meaning: t`Too many requests of a model fail because of the provider or of Firemeter. Counts from 10 requests.`,
    next: t`See why requests fail. Turn the model off if its provider is down: failed work is never charged.`,
    ...live,
  },
  'person-spend': {
    name: t`High spending by an account`,
    meaning: t`One account spends unusually many credits.`,
    next: t`See what the account makes. Suspend it if its key or password may be in the wrong hands.`,
    ...live,
  },
  'model-spend': {
    name: t`High cost of a model`,
    meaning: t`What a model’s provider charges, in US dollars.`,
    next: t`Compare price and cost of the model. Raise the price, lower its limit, or turn it off.`,
    ...prices,
  },
  'provider-budget': {
    name: t`Provider budget used up`,
    meaning: t`What a provider charges in this calendar month (UTC), in US dollars.`,
    next: t`Raise the budget, or turn off the provider’s most expensive models.`,
    ...prices,
  },
  refunds: {
    name: t`Many refunds`,
    meaning: t`Refunds that Stripe reports.`,
    next: t`See what was refunded and why. Repeated reasons point to a broken product.`,
    ...payments,
  },
  disputes: {
    name: t`Open disputes`,
    meaning: t`Payments that banks dispute and haven’t decided yet.`,
    next: t`Answer each dispute before its deadline, or accept it. Its credits stay frozen meanwhile.`,
    ...payments,
  },
  'fraud-warnings': {
    name: t`Fraud warnings`,
    meaning: t`Card networks report payments as probably fraudulent, and nobody has refunded or disputed them yet.`,
    next: t`Refund each payment before it is disputed, unless you know its buyer. A dispute costs a fee as well.`,
    ...payments,
  },
  'abuse-signals': {
    name: t`Signs of abuse`,
    meaning: t`High or critical signals that nobody has triaged.`,
    next: t`Triage each signal: watch, confirm or dismiss it. Block who keeps going.`,
    to: '/admin/abuse',
    toLabel: t`Open Abuse`,
  },
  'server-errors': {
    name: t`Server errors`,
    meaning: t`Calls that failed because of a fault in Firemeter, in this hour and the one before.`,
    next: t`Search the log for the function’s name. If it began with a deployment, roll it back.`,
    ...system,
  },
  'calls-slow': {
    name: t`Slow functions`,
    meaning: t`The 95th percentile of a function that waits for no provider. Counts from 20 calls.`,
    next: t`See which functions are slow. Check Firebase’s status and the number of instances.`,
    ...system,
  },
};

/** Faults that Firemeter raised itself, with the next step. */
export const engineWords = {
  next: t`Search the log for the trace id. Nothing was charged: the request was refused. Resolve the alert when the cause is known.`,
  ...system,
} as const;
