import {
  addFigures,
  CallFigures,
  percentileMs,
  type ServerDay,
  seriesOf,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useMemo } from 'react';
import { reasonTitle } from '../../../lib/errors/reason-title.ts';
import { callTimeText } from '../../../lib/staff-texts/call-time-text.ts';
import { numberText } from '../../../lib/texts/format.ts';
import { compactText } from '../amount-texts.ts';
import { definitions } from '../definitions.ts';
import { Cards } from '../parts/cards.tsx';
import { RankingCard } from '../parts/ranking-card.tsx';
import { TrendCard } from '../parts/trend-card.tsx';
import { ranked } from '../range-figures.ts';
import { useServerDays } from '../use-insight.ts';
import type { AnalyticsTabProps } from './analytics-page.tsx';

const SERIES = 6;
const [MEDIAN, P95] = [0.5, 0.95];
const milliseconds = (value: number) => callTimeText(value);

/** Shows the calls of the app's functions: their faults and how long they took. */
export function ServerTab({ view: { range } }: AnalyticsTabProps) {
  const server = useServerDays(range);
  const days = useMemo(() => server && seriesOf('server', server, range), [server, range]);
  const byName = useMemo(() => days && sumByName(days.map(({ figures }) => figures)), [days]);
  const dayNames = days?.map(({ day }) => day);
  const sums = days?.map(({ figures }) => sumCalls(Object.values(figures.calls)));
  const functions = byName && Object.entries(byName);
  const faulty = functions
    ?.map(([name, one]) => ({ name, faults: faultsOf(one), calls: one.calls }))
    .filter(({ faults }) => faults > 0)
    .sort((a, b) => b.faults - a.faults);
  const times = functions
    ?.map(([name, one]) => ({
      name,
      calls: one.calls,
      p50: percentileMs(one.took, MEDIAN),
      p95: percentileMs(one.took, P95),
    }))
    .sort((a, b) => (b.p95 ?? 0) - (a.p95 ?? 0));
  const codes = functions && sumCalls(functions.map(([, one]) => one)).errors;
  return (
    <Cards>
      <TrendCard
        title={t`Server errors by day`}
        definition={definitions.serverErrors}
        fileName="server-errors-by-day"
        look="bars"
        days={dayNames}
        series={(faulty ?? []).slice(0, SERIES).map(({ name }) => ({
          key: name,
          label: name,
          values: days?.map(({ figures }) => faultsOf(figures.calls[name])) ?? [],
        }))}
        format={numberText}
        empty={t`No call failed because of a fault.`}
      />
      <TrendCard
        title={t`Time of calls by day`}
        definition={definitions.callTimes}
        fileName="call-times-by-day"
        look="lines"
        days={dayNames}
        series={[
          { key: 'p95', label: t`p95`, values: sums?.map(({ took }) => percentileMs(took, P95)) ?? [] },
          { key: 'p50', label: t`Median`, values: sums?.map(({ took }) => percentileMs(took, MEDIAN)) ?? [] },
        ]}
        format={milliseconds}
        empty={t`No calls in this range.`}
      />
      <TrendCard
        title={t`Calls by day`}
        fileName="calls-by-day"
        look="bars"
        days={dayNames}
        series={[{ key: 'calls', label: t`Calls`, values: sums?.map(({ calls }) => calls) ?? [] }]}
        format={numberText}
        formatAxis={compactText}
        empty={t`No calls in this range.`}
      />
      <RankingCard
        title={t`Server errors by function`}
        definition={definitions.serverErrors}
        fileName="server-errors"
        empty={t`No call failed because of a fault.`}
        columns={[
          { label: t`Function` },
          { label: t`Server errors`, format: numberText },
          { label: t`Calls`, format: numberText },
        ]}
        rows={faulty?.map(({ name, faults, calls }) => ({
          key: name,
          label: name,
          value: faults,
          text: numberText(faults),
          note: t`of ${numberText(calls)} calls`,
          color: 'var(--chart-6)',
          cells: [name, faults, calls],
        }))}
      />
      <RankingCard
        title={t`Time by function`}
        definition={definitions.callTimes}
        fileName="call-times"
        empty={t`No calls in this range.`}
        columns={[
          { label: t`Function` },
          { label: t`Calls`, format: numberText },
          { label: t`Median (ms)`, format: milliseconds },
          { label: t`p95 (ms)`, format: milliseconds },
        ]}
        rows={times?.map(({ name, calls, p50, p95 }) => ({
          key: name,
          label: name,
          value: p95 ?? 0,
          text: t`p95 ${callTimeText(p95)}`,
          note: t`median ${callTimeText(p50)}`,
          color: 'var(--chart-2)',
          cells: [name, calls, toWhole(p50), toWhole(p95)],
        }))}
      />
      <RankingCard
        title={t`Failed calls by code`}
        definition={definitions.failedCalls}
        fileName="failed-calls"
        empty={t`No call failed in this range.`}
        columns={[{ label: t`Reason` }, { label: t`Code` }, { label: t`Count`, format: numberText }]}
        rows={
          codes &&
          ranked(codes).map(([code, count]) => ({
            key: code,
            label: reasonTitle(code),
            value: count,
            text: numberText(count),
            cells: [reasonTitle(code), code, count],
          }))
        }
      />
    </Cards>
  );
}

const toWhole = (ms: number | null) => (ms === null ? null : Math.round(ms));

function faultsOf(one: CallFigures | undefined): number {
  return one?.errors.internal ?? 0;
}

function sumCalls(all: readonly CallFigures[]): CallFigures {
  const sum = CallFigures.parse({});
  for (const one of all) addFigures(sum, one);
  return sum;
}

function sumByName(days: readonly ServerDay[]): Record<string, CallFigures> {
  const sums: Record<string, CallFigures> = {};
  for (const [name, one] of days.flatMap(({ calls }) => Object.entries(calls))) {
    sums[name] ??= CallFigures.parse({});
    addFigures(sums[name], one);
  }
  return sums;
}
