import type { MonthTie } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheckBig, Download, Scale, TriangleAlert } from 'lucide-react';
import { toCallError } from '#kit/core/call-error.ts';
import { ChartTable } from '../../../components/charts/chart-table.tsx';
import { downloadCsv } from '../../../components/charts/download-csv.ts';
import { Button } from '../../../components/ui/button.tsx';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { toast } from '../../../lib/page/toast.ts';
import { useServices } from '../../../lib/service/services.ts';
import { dateTimeText, numberText } from '../../../lib/texts/format.ts';
import { moneyText } from '../../../lib/texts/money-text.ts';
import { type CauseRow, causeRows, tieFile, tieLinesTable, verdictOf } from './tie-tables.ts';

/** Sets a month of the journal against Stripe's balance transactions, when somebody asks for it. */
export function StripeTie({ month }: { month: string }) {
  const { client } = useServices();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['month-tie', month],
    queryFn: (): Promise<MonthTie> => client.call('compareMonthWithStripe', { month }),
    enabled: false,
    retry: false,
    gcTime: 0,
  });
  // An earlier answer is no answer to a question that failed.
  const tie = error ? undefined : data;
  return (
    <section aria-label={t`Journal and Stripe`} className="mt-4 space-y-3 border-line border-t pt-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-ink-2 text-xs">
          <Trans>
            Compares sales, refunds, disputes and fees of this month with Stripe’s balance transactions.
          </Trans>
        </p>
        <Button size="small" busy={isFetching} onClick={() => refetch()}>
          {!isFetching && <Scale aria-hidden="true" className="size-4" />} <Trans>Compare with Stripe</Trans>
        </Button>
      </div>
      {error && !isFetching && (
        <>
          <p className="font-medium text-bad text-xs">
            <Trans>Not compared: nothing is known about whether this month ties.</Trans>
          </p>
          <ErrorNotice error={toCallError(error)} />
        </>
      )}
      {tie && !isFetching && <TieResult tie={tie} />}
    </section>
  );
}

function TieResult({ tie }: { tie: MonthTie }) {
  const rows = causeRows(tie);
  const leftOut = tie.currencies.reduce((sum, one) => sum + one.causesLeftOut, 0);
  const others = tie.others
    .map(({ type, cents, currency, count }) => `${type} ${moneyText(cents, currency)} (${numberText(count)})`)
    .join(' · ');
  const save = () =>
    downloadCsv(`stripe-${tie.month}`, tieFile(tie)).catch(() =>
      toast.error(t`The file could not be written. Try again.`),
    );
  return (
    <>
      <Verdict tie={tie} />
      {!tie.isOver && (
        <p className="text-ink-2 text-xs">
          <Trans>This month is not over. Compared up to {dateTimeText(tie.toMs)}.</Trans>
        </p>
      )}
      {tie.currencies.length > 0 && (
        <ChartTable caption={t`Journal and Stripe balance`} table={tieLinesTable(tie)} />
      )}
      {rows.length > 0 && <Causes rows={rows} />}
      {leftOut > 0 && (
        <p className="text-ink-2 text-xs">
          {plural(leftOut, {
            one: '# smaller difference is not listed.',
            other: '# smaller differences are not listed.',
          })}
        </p>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-ink-3 text-xs">
          {tie.others.length > 0 && <Trans>Not in the journal: {others}</Trans>}
        </p>
        <Button size="small" onClick={save}>
          <Download aria-hidden="true" className="size-4" /> <Trans>Comparison as CSV</Trans>
        </Button>
      </div>
    </>
  );
}

function Verdict({ tie }: { tie: MonthTie }) {
  const verdict = verdictOf(tie);
  const doesTie = verdict.kind === 'ties';
  const Icon = doesTie ? CircleCheckBig : TriangleAlert;
  return (
    <p role="status" className="flex items-center gap-2 font-medium text-[0.8125rem]">
      <Icon aria-hidden="true" className={`size-4 shrink-0 ${doesTie ? 'text-good' : 'text-bad'}`} />
      {verdict.kind === 'ties' ? (
        <Trans>The journal ties to Stripe’s balance transactions.</Trans>
      ) : verdict.kind === 'differs' ? (
        plural(verdict.causes, {
          one: 'The journal differs from Stripe by # entry.',
          other: 'The journal differs from Stripe by # entries.',
        })
      ) : (
        plural(verdict.causes, {
          one: 'The sums agree, but # entry differs.',
          other: 'The sums agree, but # entries differ: their differences cancel out.',
        })
      )}
    </p>
  );
}

function Causes({ rows }: { rows: readonly CauseRow[] }) {
  return (
    <ul
      aria-label={t`What explains the difference`}
      className="max-h-96 divide-y divide-line overflow-y-auto rounded-lg border border-line text-[0.8125rem]"
    >
      {rows.map(({ key, paymentId, stripeId, line, why, here, stripe }) => (
        <li key={key} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-3 py-2">
          <span className="min-w-0 flex-1 basis-64">
            <span className="block">
              {line} · {why}
            </span>
            <span className="block break-all font-mono text-ink-3 text-xs">
              {paymentId === null ? (
                stripeId
              ) : (
                <Link
                  to="/admin/payments"
                  search={{ payment: paymentId } as never}
                  className="rounded hover:text-ember-text hover:underline"
                >
                  {stripeId ?? paymentId}
                </Link>
              )}
            </span>
          </span>
          <span className="nums text-ink-2">
            <Trans>
              Journal {here}, Stripe {stripe}
            </Trans>
          </span>
        </li>
      ))}
    </ul>
  );
}
