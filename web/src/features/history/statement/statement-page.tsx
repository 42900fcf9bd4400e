import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, Printer } from 'lucide-react';
import { z } from 'zod';
import { toCallError } from '#kit/core/call-error.ts';
import { useAccount } from '#kit/hooks/use-account.ts';
import { Select } from '../../../components/controls/select.tsx';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { useAccountId } from '../../../lib/data/use-account-id.ts';
import { urlText } from '../../../lib/page/url-state.ts';
import { usePageTitle } from '../../../lib/page/use-page-title.ts';
import { useUrlState } from '../../../lib/page/use-url-state.ts';
import { useServices } from '../../../lib/service/services.ts';
import { monthText } from '../../../lib/texts/format.ts';
import { monthNamed, monthsBetween } from '../../../lib/texts/month-range.ts';
import { readStatement } from './read-statement.ts';
import { StatementSheet } from './statement-sheet.tsx';

/** `2026-01`; empty: the current month. */
const statementSearch = z.object({ month: urlText });

/** The statement of a month, laid out for paper: the browser prints it, or saves it as PDF. */
export function StatementPage() {
  const [{ month: name }, change] = useUrlState(statementSearch);
  usePageTitle(t`Credit statement`);
  const { firestore } = useServices();
  const accountId = useAccountId();
  const { account } = useAccount();
  const month = monthNamed(name, Date.now());
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['statement', accountId, month.name],
    queryFn: () => readStatement(firestore, { accountId, month }),
    staleTime: 0,
  });
  const months = monthsBetween(account?.createdAt ?? Date.now(), Date.now());
  const options = (months.some((one) => one.name === month.name) ? months : [month, ...months]).map(
    (one) => ({
      value: one.name,
      label: monthText(one.fromMs),
    }),
  );
  return (
    <div className="mx-auto w-full max-w-4xl print:max-w-none">
      <div className="mb-6 flex flex-wrap items-center justify-between gap-3 print:hidden">
        <Link
          to="/history"
          search={{ view: 'credits' } as never}
          className="inline-flex items-center gap-2 rounded-md font-medium text-ink-2 hover:text-ink"
        >
          <ArrowLeft aria-hidden="true" className="size-4 rtl:rotate-180" />
          <Trans>Credit history</Trans>
        </Link>
        <div className="flex flex-wrap items-center gap-2">
          <Select
            label={t`Month`}
            value={month.name}
            options={options}
            onChange={(chosen) => change({ month: chosen })}
          />
          <Button look="primary" disabled={!data || isFetching} onClick={() => window.print()}>
            <Printer aria-hidden="true" className="size-4" />
            <Trans>Print or save as PDF</Trans>
          </Button>
        </div>
      </div>
      {error ? (
        <ErrorNotice
          error={toCallError(error)}
          action={
            <Button size="small" onClick={() => void refetch()}>
              <Trans>Try again</Trans>
            </Button>
          }
        />
      ) : data && account ? (
        <StatementSheet statement={data} month={month} accountId={accountId} />
      ) : (
        <div role="status" aria-label={t`Loading the statement`} className="space-y-4">
          <Skeleton className="h-32 rounded-2xl" />
          <Skeleton className="h-96 rounded-2xl" />
        </div>
      )}
    </div>
  );
}
