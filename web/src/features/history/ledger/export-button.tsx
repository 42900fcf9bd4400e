import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { saveFile } from '../../../lib/files/save-file.ts';
import type { LedgerFilter } from '../../../lib/ledger/ledger-query.ts';
import { toast } from '../../../lib/page/toast.ts';
import { useServices } from '../../../lib/service/services.ts';
import { numberText } from '../../../lib/texts/format.ts';

interface ExportButtonProps {
  accountId: string;
  filter: LedgerFilter;
}

/** Saves every movement that matches the filters as CSV, also those that are on no page yet. */
export function ExportButton({ accountId, filter }: ExportButtonProps) {
  const { firestore } = useServices();
  const [count, setCount] = useState(0);
  const saving = useMutation({
    mutationFn: async () => {
      setCount(0);
      const { exportMovements } = await import('./export-movements.ts');
      return exportMovements(firestore, { accountId, filter, onCount: setCount });
    },
    onSuccess: (csv) => saveFile(csv, { name: 'firemeter-credits.csv', mediaType: 'text/csv;charset=utf-8' }),
    onError: () => toast.error(t`The export could not be made. Check your connection, then try again.`),
  });
  return (
    <Button size="small" busy={saving.isPending} onClick={() => saving.mutate()}>
      {!saving.isPending && <Download aria-hidden="true" className="size-3.5 text-ink-3" />}
      {saving.isPending && count > 0 ? numberText(count) : <Trans>CSV</Trans>}
    </Button>
  );
}
