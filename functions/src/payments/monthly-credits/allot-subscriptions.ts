import { Billing } from '../../contract/index.ts';
import type { Job } from '../../platform/deploy/job.ts';
import { log } from '../../platform/signals/log.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { submitPayment } from '../payment-command.ts';
import type { PaymentServices } from '../payment-services.ts';
import { nextAllotmentMs, planSlots } from '../plans/plan-slots.ts';

const PAGE = 100;
const MAX_PAGES = 100;

/**
 * Allots the due months of plans paid for by the year, missed ones too. Each is granted once, however often this runs.
 */
export function allotSubscriptions(services: Pick<PaymentServices, 'db' | 'meter' | 'now'>): Job {
  const { db, now } = services;
  const due = () =>
    collection(db, 'billing').where('nextAllotmentAt', '<', new Date(now())).orderBy('nextAllotmentAt');
  return {
    name: 'allotSubscriptions',
    async run({ traceId, keep }) {
      const seen = new Set<string>();
      let failed = 0;
      for (let page = 0; page < MAX_PAGES; page++) {
        const found = await due()
          .limit(PAGE + failed)
          .get();
        const fresh = found.docs.filter(({ id }) => !seen.has(id));
        if (fresh.length === 0) break;
        await Promise.all(
          fresh.map(async (snapshot) => {
            const { id } = snapshot;
            seen.add(id);
            try {
              for (const paymentId of duePayments(decodeDocument(Billing, snapshot)?.value ?? null)) {
                const facts = { paymentId, traceId };
                await submitPayment(services, { accountId: id, paymentId, reducer: 'allotDueMonths', facts });
              }
            } catch (cause) {
              failed++;
              log.allotmentFailed({ accountId: id, traceId, cause });
            }
          }),
        );
        await keep(null);
      }
      return { accounts: seen.size - failed, failed };
    },
  };
}

/** Returns the payments of the plans with months to come. */
function duePayments(billing: Billing | null): string[] {
  const slots = billing ? planSlots(billing) : [];
  return slots.flatMap((slot) => (nextAllotmentMs(slot) === null ? [] : (slot.paidPlan?.paymentId ?? [])));
}
