import { type ClosedMonth, isWholeMonth, mayDo, monthOf } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { BookLock, Download } from 'lucide-react';
import { useMemo } from 'react';
import { ChartCard } from '../../../components/charts/chart-card.tsx';
import type { TableData } from '../../../components/charts/chart-data.ts';
import { ChartTable } from '../../../components/charts/chart-table.tsx';
import { downloadCsv } from '../../../components/charts/download-csv.ts';
import { Button } from '../../../components/ui/button.tsx';
import { toast } from '../../../lib/page/toast.ts';
import { usePerson } from '../../../lib/service/session/person.tsx';
import { dateTimeText } from '../../../lib/texts/format.ts';
import { moneyUnitsText } from '../amount-texts.ts';
import { definitions } from '../definitions.ts';
import type { InsightView } from '../insight-page.tsx';
import { sourceText } from '../source-text.ts';
import { journalOf, type RollForward, rollForwardOf } from './month-end.ts';
import { StripeTie } from './stripe-tie.tsx';

interface MonthEndPackProps {
  view: InsightView;
  currency: string;
}

/** Shows an accountant's documents for a month: the roll-forward of the liability, and its journal entries. */
export function MonthEndPack({ view: { data, range, head }, currency }: MonthEndPackProps) {
  const rolled = useMemo(() => data && rollForwardOf(data, { range, currency }), [data, range, currency]);
  const journal = useMemo(() => data && journalOf(data, { range, currency }), [data, range, currency]);
  const month = monthOf(range.to);
  const { role } = usePerson();
  const closed = head?.closed.find((one: ClosedMonth) => one.month === month);
  const format = (units: number) => moneyUnitsText(units, currency);
  const columns = [{ label: t`Source` }, ...rollForwardColumns.map((label) => ({ label, format }))];
  const table: TableData | undefined = rolled && {
    columns,
    rows: rolled.map((row) => [rowText(row.source), ...valuesOf(row)]),
  };
  const name = `${currency}-${isWholeMonth(range) ? month : `${range.from}-${range.to}`}`;
  const downloadJournal = () => {
    if (!journal) return;
    const entries: TableData = {
      columns: [
        { label: t`Day` },
        { label: t`Account debited` },
        { label: t`Account credited` },
        { label: t`Amount` },
        { label: t`Currency` },
        { label: t`Source` },
      ],
      rows: journal.map((entry) => [
        entry.day,
        entry.debit,
        entry.credit,
        entry.amount,
        currency.toUpperCase(),
        entry.source,
      ]),
    };
    downloadCsv(`journal-${name}`, entries).catch(() =>
      toast.error(t`The file could not be written. Try again.`),
    );
  };
  return (
    <ChartCard
      title={t`Month-end pack`}
      definition={definitions.rollForward}
      fileName={`roll-forward-${name}`}
      empty={rolled?.length === 0 && t`No money moved in this currency.`}
      table={table}
      className="lg:col-span-2 min-[120rem]:col-span-3"
    >
      {table && <ChartTable caption={t`Liability roll-forward`} table={withoutZeros(table)} />}
      <div className="mt-3 flex flex-wrap items-center justify-between gap-3">
        <p className="flex items-center gap-2 text-ink-2 text-xs">
          <BookLock aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
          {closed ? (
            <Trans>Closed on {dateTimeText(closed.closedAtMs)}: later facts post to the next open day.</Trans>
          ) : isWholeMonth(range) ? (
            <Trans>Not closed yet: the figures of this month can still change.</Trans>
          ) : (
            <Trans>Choose a whole month for its closing.</Trans>
          )}
        </p>
        <Button size="small" onClick={downloadJournal} disabled={!journal || journal.length === 0}>
          <Download aria-hidden="true" className="size-4" /> <Trans>Journal as CSV</Trans>
        </Button>
      </div>
      {mayDo(role, 'read-people') && isWholeMonth(range) && <StripeTie key={month} month={month} />}
    </ChartCard>
  );
}

const rowText = (source: string): string => (source === 'all' ? t`All sources` : sourceText(source));

const rollForwardColumns = [
  t`Opening`,
  t`Sales`,
  t`Revenue: used`,
  t`Revenue: lapsed`,
  t`Revenue: debt repaid`,
  t`Revenue: Unlimited`,
  t`Refunds of unspent`,
  t`Disputes of unspent`,
  t`Closing`,
];

/** The file has every column; the page those in which something moved, and the first and the last. */
function withoutZeros({ columns, rows }: TableData): TableData {
  const last = columns.length - 1;
  const isShown = (at: number) => at <= 1 || at === last || rows.some((row) => Boolean(row[at]));
  const pick = <T,>(all: readonly T[]) => all.filter((_, at) => isShown(at));
  return { columns: pick(columns), rows: rows.map(pick) };
}

function valuesOf(row: RollForward): number[] {
  return [
    row.opening,
    row.sales,
    -row.captured,
    -row.lapsed,
    -row.debtRepaid,
    -row.unlimited,
    -row.refundedUnspent,
    -row.disputedUnspent,
    row.closing,
  ];
}
