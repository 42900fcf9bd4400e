import { addMetrics, type CallMetrics, percentileMs } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Gauge } from 'lucide-react';
import { useLive } from '#kit/hooks/use-live.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { serverMetricsSource } from '../../lib/service/sources/live-sources.ts';
import { callTimeText } from '../../lib/staff-texts/call-time-text.ts';
import { numberText, percentText } from '../../lib/texts/format.ts';
import { Section } from './section.tsx';

/** Shows the calls of the app's functions in the last 24 hours, and the pages that failed in browsers, as `page` and route. */
export function CallsSection() {
  const { status, items } = useLive(serverMetricsSource);
  if (!items)
    return (
      <Unread status={status}>
        <Skeleton className="h-48 rounded-2xl" />
      </Unread>
    );
  const calls = [...addMetrics(items.map(({ value }) => value))].sort(
    ([, a], [, b]) => serverErrors(b) - serverErrors(a) || b.calls - a.calls,
  );
  return (
    <Section title={t`Server calls`} aside={t`Last 24 hours`}>
      {calls.length === 0 ? (
        <EmptyState icon={Gauge} title={t`No calls yet`}>
          <Trans>Calls are counted once a minute.</Trans>
        </EmptyState>
      ) : (
        <div
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls on a phone, and has nothing that a key could reach
          tabIndex={0}
          className="overflow-x-auto rounded-2xl border border-line bg-surface"
        >
          <table className="nums w-full text-[0.8125rem]">
            <thead className="text-ink-3 text-xs">
              <tr className="border-line border-b">
                <th scope="col" className="px-4 py-2 text-start font-normal">
                  {t`Function`}
                </th>
                {[t`Calls`, t`Median`, t`p95`, t`Server errors`].map((label) => (
                  <th key={label} scope="col" className="px-4 py-2 text-end font-normal">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {calls.map(([name, metrics]) => (
                <Row key={name} name={name} metrics={metrics} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

function Row({ name, metrics }: { name: string; metrics: CallMetrics }) {
  const errors = serverErrors(metrics);
  return (
    <tr>
      <th scope="row" className="px-4 py-1.5 text-start font-mono font-normal text-xs">
        {name}
      </th>
      <td className="px-4 text-end">{numberText(metrics.calls)}</td>
      <td className="px-4 text-end text-ink-2">{callTimeText(percentileMs(metrics.took, 0.5))}</td>
      <td className="px-4 text-end text-ink-2">{callTimeText(percentileMs(metrics.took, 0.95))}</td>
      <td className={errors > 0 ? 'px-4 text-end font-medium text-bad' : 'px-4 text-end text-ink-3'}>
        {numberText(errors)}
        {errors > 0 && ` (${percentText(errors / metrics.calls)})`}
      </td>
    </tr>
  );
}

function serverErrors({ errors }: CallMetrics): number {
  return errors.internal ?? 0;
}
