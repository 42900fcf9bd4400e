import { DAY_MS, RECONCILIATION, ReconciliationReport } from '../../contract/index.ts';
import type { Job } from '../../platform/deploy/job.ts';
import { log } from '../../platform/signals/log.ts';
import { collection, decodeDocument, encodeDocument } from '../../platform/store/documents.ts';
import type { PaymentServices } from '../payment-services.ts';
import { stripeOrNull } from '../stripe/stripe-or-null.ts';
import { completePayments } from './complete-payments.ts';
import { confirmAtStripe, listAtStripe } from './list-at-stripe.ts';
import { readHere } from './read-local-records.ts';
import { reconcile } from './reconcile.ts';
import { SETTLING_MS } from './settling-ms.ts';

/** Long enough to compare each payment several times, and to bridge nights without a run. */
const WINDOW_MS = 8 * DAY_MS;
const MAX_REPORTED = 200;

/**
 * Compares payments, refunds and disputes of the last days at Stripe, here and in the ledger, in both directions. Logs
 * differences and stores them for admins; repairs nothing. Adds the tax and fees that no event reported to payments.
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
      // Stripe first, so that we know everything that it lists when our side is read.
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

/** Returns the time since which payments are complete; at first that of the oldest payment that this run compares. */
async function readCompleteSince(db: PaymentServices['db'], fromMs: number): Promise<number> {
  const snapshot = await collection(db, 'config').doc(RECONCILIATION).get();
  return decodeDocument(ReconciliationReport, snapshot)?.value.reconciliation.completeSinceMs ?? fromMs;
}
