import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMemo } from 'react';
import { useAccount } from '#kit/hooks/use-account.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { LEAST_ACTIVE_DAYS } from '../../lib/forecast/forecast-spending.ts';
import type { UsageEntry } from '../../lib/spending/spending.ts';
import { creditsText, dateText, exactCredits } from '../../lib/texts/format.ts';
import { type Outlook, outlookOf } from './outlook.ts';

interface ForecastCardProps {
  entries: readonly UsageEntry[] | undefined;
  todayMs: number;
}

/** Shows the month's expected spending, and when the credits run out. */
export function ForecastCard({ entries, todayMs }: ForecastCardProps) {
  const { account, availableMicros } = useAccount();
  const outlook = useMemo(
    () =>
      entries && availableMicros !== undefined
        ? outlookOf(entries, { availableMicros, todayMs, nowMs: Date.now() })
        : undefined,
    [entries, availableMicros, todayMs],
  );
  return (
    <section aria-label={t`Forecast`} className="rounded-2xl border border-line bg-surface p-5">
      <h2 className="font-semibold">
        <Trans>Forecast</Trans>
      </h2>
      {outlook === undefined ? (
        <Skeleton className="mt-4 h-24 rounded-xl" />
      ) : outlook === null ? (
        <p className="mt-3 text-ink-2">
          <Trans>
            Not enough data yet. After {LEAST_ACTIVE_DAYS} days with requests, you see here what the month
            will come to and how long your credits last.
          </Trans>
        </p>
      ) : (
        <Figures outlook={outlook} isUnlimited={account?.unlimited === true} />
      )}
    </section>
  );
}

function Figures({ outlook: { month, runOut }, isUnlimited }: { outlook: Outlook; isUnlimited: boolean }) {
  const [low, high] = [exactCredits(round(month.lowMicros)), creditsText(round(month.highMicros))];
  return (
    <dl className="mt-4 space-y-4">
      <div>
        <dt className="text-ink-3 text-xs">
          <Trans>By the end of this month</Trans>
        </dt>
        <dd className="nums mt-0.5 font-semibold text-xl tracking-tight">
          {creditsText(round(month.medianMicros))}
        </dd>
        <dd className="nums text-ink-3 text-xs">
          <Trans>
            80% likely: {low} to {high}
          </Trans>
        </dd>
      </div>
      {!isUnlimited && (
        <div>
          <dt className="text-ink-3 text-xs">
            <Trans>Your credits run out</Trans>
          </dt>
          <dd className="nums mt-0.5 font-semibold text-xl tracking-tight">
            {runOut.likelyMs === null ? t`not within a year` : dateText(runOut.likelyMs)}
          </dd>
          {runOut.earliestMs !== null && (
            <dd className="nums text-ink-3 text-xs">
              {runOut.latestMs === null
                ? t`80% likely: after ${dateText(runOut.earliestMs)}`
                : t`80% likely: ${dateText(runOut.earliestMs)} to ${dateText(runOut.latestMs)}`}
            </dd>
          )}
        </div>
      )}
      <p className="text-ink-3 text-xs">
        <Trans>Estimated from your last 90 days. Credits that expire earlier are not counted.</Trans>
      </p>
    </dl>
  );
}

/** A forecast has no decimals worth showing. */
function round(micros: number): number {
  const step = micros >= 20_000_000 ? 1_000_000 : 100_000;
  return Math.round(micros / step) * step;
}
