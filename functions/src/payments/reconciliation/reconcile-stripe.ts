import { DAY_MS, HOUR_MS, RECONCILIATION, ReconciliationReport } from '../../contract/index.ts';
import { collection, decodeDocument, encodeDocument } from '../../platform/documents.ts';
import type { Job } from '../../platform/job.ts';
import { log } from '../../platform/log.ts';
import type { PaymentServices } from '../payment-services.ts';
import { stripeOrNull } from '../stripe/stripe-or-null.ts';
import { completePayments } from './complete-payments.ts';
import { confirmAtStripe, listAtStripe } from './list-at-stripe.ts';
import { readHere } from './read-local-records.ts';
import { reconcile } from './reconcile.ts';

/** Younger payments may not have arrived here yet. */
const SETTLING_MS = HOUR_MS;
/** Long enough to compare each payment several times, and to bridge nights without a run. */
const WINDOW_MS = 8 * DAY_MS;
const MAX_REPORTED = 200;

/**
 * Compares payments, refunds and disputes of the last days at Stripe, here and in the ledger, both ways. Differences
 * are logged and kept for admins; nothing is repaired. Payments get the tax and fees that no event told.
 */
export function reconcileStripe(services: Pick<PaymentServices, 'db' | 'stripe' | 'now' | 'meter'>): Job {
  const { db, now } = services;
  return {
    name: 'reconcileStripe',
    async run({ traceId, keep }) {
      const stripe = await stripeOrNull(services);
      if (!stripe) return { compared: 0, differences: 0, completed: 0 };
      const toMs = now() - SETTLING_MS;
      const window = { fromMs: toMs - WINDOW_MS, toMs };
      // Stripe first: what is listed there is known here by the time we read our side.
      const listed = await listAtStripe(stripe, window, () => keep(null));
      const here = await readHere(db, { ...window, listed }, () => keep(null));
      const atStripe = await confirmAtStripe(stripe, listed, here.payments);
      const differences = reconcile(atStripe, here);
      for (const { says: _, ...difference } of differences) log.stripeDiffers({ ...difference, traceId });
      const sinceMs = await readCompleteSince(db, window.fromMs);
      const complete = { recent: here.payments, sinceMs, keep: () => keep(null) };
      const { completed, completeSinceMs } = await completePayments(services, stripe, complete);
      const compared = atStripe.payments.length + atStripe.reversals.length;
      const report: ReconciliationReport = {
        schemaVersion: 1,
        reconciliation: {
          ...window,
          compared,
          found: differences.length,
          differences: differences.slice(0, MAX_REPORTED),
          completeSinceMs,
        },
      };
      await collection(db, 'config')
        .doc(RECONCILIATION)
        .set(await encodeDocument(db, ReconciliationReport, report));
      return { compared, differences: differences.length, completed };
    },
  };
}

/** Returns the time since when payments have been completed; at first that of the oldest that this run compares. */
async function readCompleteSince(db: PaymentServices['db'], fromMs: number): Promise<number> {
  const snapshot = await collection(db, 'config').doc(RECONCILIATION).get();
  return decodeDocument(ReconciliationReport, snapshot)?.value.reconciliation.completeSinceMs ?? fromMs;
}
