import { type Payment, smallestUnits } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { downloadCsv } from '../../components/charts/download-csv.ts';
import { Button } from '../../components/ui/button.tsx';
import { toast } from '../../lib/page/toast.ts';
import { useServices } from '../../lib/service/services.ts';
import type { PaymentFilter } from '../../lib/service/sources/list-sources.ts';
import { numberText } from '../../lib/texts/format.ts';
import { boughtText } from '../../lib/texts/payment-words.ts';
import { readPayments } from './read-payments.ts';

/** Saves every payment that matches the filters as CSV. */
export function ExportPayments({ filter }: { filter: PaymentFilter }) {
  const { firestore } = useServices();
  const [count, setCount] = useState(0);
  const saving = useMutation({
    mutationFn: async () => {
      setCount(0);
      await savePayments(await readPayments(firestore, { filter, onCount: setCount }));
    },
    onError: () => toast.error(t`The export could not be made. Check your connection, then try again.`),
  });
  return (
    <Button size="small" busy={saving.isPending} onClick={() => saving.mutate()}>
      {!saving.isPending && <Download aria-hidden="true" className="size-3.5 text-ink-3" />}
      {saving.isPending && count > 0 ? numberText(count) : <Trans>Download CSV</Trans>}
    </Button>
  );
}

function savePayments(payments: readonly { id: string; value: Payment }[]): Promise<void> {
  const columns = [
    ...[t`When`, t`Payment`, t`Account`, t`Bought`, t`Kind`, t`Status`, t`Currency`],
    ...[t`Price`, t`Paid`, t`Tax`, t`Discount`, t`Refunded`, t`Stripe payment`, t`Invoice`],
  ];
  return downloadCsv('payments', {
    columns: columns.map((label) => ({ label })),
    rows: payments.map(({ id, value }) => {
      const units = (cents: number | null | undefined) =>
        cents == null ? null : cents / smallestUnits(value.currency);
      return [
        ...[new Date(value.createdAt).toISOString(), id, value.accountId],
        ...[boughtText(value.bought), value.bought.kind, value.state, value.currency],
        ...[units(value.amountCents), units(value.paidCents), units(value.taxCents)],
        ...[units(value.discountCents), units(value.refundedCents)],
        ...[value.paymentIntentId, value.invoiceId],
      ];
    }),
  });
}
