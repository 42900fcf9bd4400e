import type { DayRange, InsightData } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ChartNoAxesCombined } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLive } from '#kit/hooks/use-live.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { LiveMark } from '../../components/layout/live-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { insightSettingsSource } from '../../lib/service/sources/live-sources.ts';
import { dateTimeText } from '../../lib/texts/format.ts';
import { type RangeSearch, readRange, readRangeBefore } from './insight-range.ts';
import { insightHeadSource } from './insight-sources.ts';
import { RangePicker } from './parts/range-picker.tsx';
import { type InsightFrame, useInsightDays, useInsightFrame } from './use-insight.ts';

export interface InsightView extends InsightFrame {
  range: DayRange;
  /** Null: nothing is compared. */
  before: DayRange | null;
  /** Undefined while it is read. */
  data: InsightData | undefined;
}

interface InsightPageProps {
  title: string;
  about: ReactNode;
  search: RangeSearch;
  onSearch: (patch: Partial<RangeSearch>) => void;
  /** Whether the page compares its range with the one before. */
  compares: boolean;
  /** Shown above the figures, and also before there are any. */
  notice?: ReactNode;
  children: (view: InsightView) => ReactNode;
}

/** The common frame of pages with figures: title, range, age of the figures. */
export function InsightPage(props: InsightPageProps) {
  const frame = useInsightFrame();
  const head = useLive(insightHeadSource);
  const settings = useLive(insightSettingsSource);
  if (frame) return <Framed {...props} frame={frame} />;
  return (
    <div className="mx-auto w-full max-w-[150rem]">
      <PageHeader title={props.title} aside={<LiveMark status="loading" />}>
        {props.about}
      </PageHeader>
      <Unread status={[head.status, settings.status]}>
        <div role="status" aria-label={t`Loading figures`} className="space-y-4">
          <Skeleton className="h-10 max-w-md rounded-xl" />
          <Skeleton className="h-28 rounded-xl" />
          <Skeleton className="h-64 rounded-xl" />
        </div>
      </Unread>
    </div>
  );
}

function Framed({
  title,
  about,
  search,
  onSearch,
  compares,
  notice,
  children,
  frame,
}: InsightPageProps & { frame: InsightFrame }) {
  const { head, settings, today } = frame;
  const range = readRange(search, today);
  const rangeBefore = readRangeBefore(range, today);
  const before = compares && search.compare ? rangeBefore : null;
  const { data, status } = useInsightDays(before ? [before, range] : [range], settings);
  return (
    <div className="mx-auto w-full max-w-[150rem]">
      <PageHeader title={title} aside={<LiveMark status={frame.status === 'live' ? status : frame.status} />}>
        {about} {head && <Trans>Includes everything recorded by {dateTimeText(head.throughMs)}.</Trans>}
      </PageHeader>
      <RangePicker
        search={search}
        onChange={onSearch}
        range={range}
        {...(compares && { before: rangeBefore })}
        today={today}
        timeZone={settings.timeZone}
      />
      {head?.rebuildingToMs != null && (
        <p role="status" className="mb-4 rounded-xl border border-held/40 bg-held/8 p-3.5 text-[0.8125rem]">
          <Trans>
            The figures are being computed anew, and are incomplete until they reach{' '}
            {dateTimeText(head.rebuildingToMs)}.
          </Trans>
        </p>
      )}
      {head && !data && (
        <div className="mb-4 empty:hidden">
          <Unread status={status}>{null}</Unread>
        </div>
      )}
      <div className="mb-7 empty:hidden">{notice}</div>
      {head ? (
        children({ ...frame, range, before, data })
      ) : (
        <EmptyState icon={ChartNoAxesCombined} title={t`No figures yet`}>
          <Trans>Figures appear here within minutes after the first payment or request.</Trans>
        </EmptyState>
      )}
    </div>
  );
}
