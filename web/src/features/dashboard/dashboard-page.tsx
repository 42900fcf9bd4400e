import { DAY_MS } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ArrowLeftRight } from 'lucide-react';
import { useMemo } from 'react';
import { z } from 'zod';
import { toCallError } from '#kit/core/call-error.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import { Segmented } from '../../components/controls/segmented.tsx';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Button, buttonClass } from '../../components/ui/button.tsx';
import { DayRange } from '../../components/ui/day-range.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { useAccountId } from '../../lib/data/use-account-id.ts';
import { useCatalog } from '../../lib/data/use-catalog.ts';
import { urlText } from '../../lib/page/url-state.ts';
import { useUrlState } from '../../lib/page/use-url-state.ts';
import { addUpSpending, providerIn, spendingByDay } from '../../lib/spending/spending.ts';
import { dayEndMs, dayStartMs } from '../../lib/texts/day-range.ts';
import { startOfDayMs } from '../../lib/texts/format.ts';
import { AdviceCard } from './advice-card.tsx';
import { BalanceCards } from './balance-cards.tsx';
import { CapsCard } from './caps/caps-card.tsx';
import { ForecastCard } from './forecast-card.tsx';
import { LimitsCard } from './limits-card.tsx';
import { SpendingDays } from './spending-days.tsx';
import { SpendingParts } from './spending-parts.tsx';
import { useUsage } from './use-usage.ts';

/** Days of `custom` are those of a date field, `2026-01-31`. */
const dashboardSearch = z.object({
  range: z.enum(['7d', '30d', '90d', 'custom']).catch('30d'),
  fromDay: urlText,
  untilDay: urlText,
});

const ranges = [
  { value: '7d', label: t`7 days` },
  { value: '30d', label: t`30 days` },
  { value: '90d', label: t`90 days` },
  { value: 'custom', label: t`Custom` },
] as const;

/** The days that the forecast needs: they are always read. */
const learnedDays = 90;

/** Shows where credits went, how long they last, and the limits on spending. */
export function DashboardPage() {
  const accountId = useAccountId();
  const { published } = useCatalog();
  const [search, change] = useUrlState(dashboardSearch);
  const todayMs = startOfDayMs(useNow({ everyMs: 60_000 }));
  const { fromMs, untilMs } = rangeOf(search, todayMs);
  const readFromMs = Math.min(fromMs, daysBefore(todayMs, learnedDays));
  const { entries, error, retry } = useUsage(accountId, readFromMs);
  const catalog = published?.catalog;
  const inRange = useMemo(
    () => entries?.filter(({ createdAt }) => createdAt >= fromMs && createdAt < untilMs),
    [entries, fromMs, untilMs],
  );
  const spending = useMemo(
    () => inRange && catalog && addUpSpending(inRange, providerIn(catalog)),
    [inRange, catalog],
  );
  const days = useMemo(
    () => inRange && spendingByDay(inRange, { fromMs, untilMs }),
    [inRange, fromMs, untilMs],
  );
  return (
    <div className="mx-auto w-full max-w-6xl">
      <PageHeader
        title={t`Dashboard`}
        aside={
          <Link to="/history" search={{ view: 'credits' } as never} className={buttonClass({})}>
            <ArrowLeftRight aria-hidden="true" className="size-4 text-ink-3" />
            <Trans>Every movement</Trans>
          </Link>
        }
      >
        <Trans>What you have, where it went and how long it lasts.</Trans>
      </PageHeader>
      <BalanceCards entries={entries} todayMs={todayMs} />
      {error ? (
        <div className="mt-6">
          <ErrorNotice
            error={toCallError(error)}
            action={
              <Button size="small" onClick={retry}>
                <Trans>Try again</Trans>
              </Button>
            }
          />
        </div>
      ) : (
        <div className="mt-6 grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
          <div className="min-w-0 space-y-5">
            <section
              aria-label={t`Spending`}
              className="overflow-x-clip rounded-2xl border border-line bg-surface p-5"
            >
              <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
                <h2 className="font-semibold">
                  <Trans>Spending</Trans>
                </h2>
                <div className="flex min-w-0 max-w-full flex-wrap items-center gap-2">
                  <Segmented
                    label={t`Range`}
                    value={search.range}
                    options={ranges}
                    onChange={(range) => change({ range })}
                  />
                  {search.range === 'custom' && (
                    <DayRange fromDay={search.fromDay} untilDay={search.untilDay} onChange={change} />
                  )}
                </div>
              </div>
              {days && spending && catalog ? (
                <>
                  <SpendingDays days={days} spending={spending} operations={catalog.operations} />
                  <SpendingParts
                    spending={spending}
                    operations={catalog.operations}
                    providers={published.providerLabels ?? {}}
                  />
                </>
              ) : (
                <div role="status" aria-label={t`Loading your spending`} className="space-y-3">
                  <Skeleton className="h-44 rounded-xl" />
                  <Skeleton className="h-24 rounded-xl" />
                </div>
              )}
            </section>
            {entries && catalog && <AdviceCard entries={entries} catalog={catalog} todayMs={todayMs} />}
          </div>
          <div className="min-w-0 space-y-5">
            <ForecastCard entries={entries} todayMs={todayMs} />
            <CapsCard />
            <LimitsCard />
          </div>
        </div>
      )}
    </div>
  );
}

function rangeOf({ range, fromDay, untilDay }: z.infer<typeof dashboardSearch>, todayMs: number) {
  const tomorrowMs = daysBefore(todayMs, -1);
  if (range !== 'custom')
    return { fromMs: daysBefore(todayMs, Number.parseInt(range, 10) - 1), untilMs: tomorrowMs };
  const untilMs = Math.min(dayEndMs(untilDay) ?? tomorrowMs, tomorrowMs);
  const fromMs = Math.min(dayStartMs(fromDay) ?? daysBefore(todayMs, 29), untilMs - DAY_MS);
  return { fromMs, untilMs };
}

function daysBefore(dayMs: number, days: number): number {
  const day = new Date(dayMs);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - days).getTime();
}
