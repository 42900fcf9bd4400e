import { type Activity, isOpen, type Operation } from '@firemeter/functions/contract';
import { ChevronRight } from 'lucide-react';
import { Collapsible } from 'radix-ui';
import { memo } from 'react';
import { useNow } from '#kit/hooks/use-now.ts';
import type { ListItem } from '#kit/lists/joined-list.ts';
import type { Position } from '#kit/lists/position.ts';
import { CreditFlowAmounts } from '../../../components/work/credit-amount.tsx';
import { OperationIcon } from '../../../components/work/operation-icon.tsx';
import { StatusBadge } from '../../../components/work/status-badge.tsx';
import { creditFlow } from '../../../lib/money/credits/credit-flow.ts';
import { useCurrent } from '../../../lib/page/use-current.ts';
import { clockText, durationText } from '../../../lib/texts/format.ts';
import { HistoryDetail } from './history-detail.tsx';

interface HistoryRowProps {
  item: ListItem<Activity>;
  windowEnd: Position | null;
  operation: Operation | undefined;
  open: boolean;
  /** Is given the row's id; empty: it closes. */
  onOpen: (id: string) => void;
}

export const HistoryRow = memo(({ item, windowEnd, operation, open, onOpen }: HistoryRowProps) => {
  const activity = useCurrent(item, windowEnd);
  const modelLabel = operation?.models[activity.model]?.label ?? activity.model;
  return (
    <Collapsible.Root asChild open={open} onOpenChange={(next) => onOpen(next ? item.id : '')}>
      <li className="animate-fade">
        <Collapsible.Trigger className="group flex w-full flex-wrap items-center gap-x-4 gap-y-2 px-3 py-3 text-start transition-colors hover:bg-raised/60 focus-visible:-outline-offset-2 sm:flex-nowrap sm:px-4">
          <span className="grid size-9 shrink-0 place-items-center rounded-xl bg-raised text-ink-2">
            <OperationIcon kind={operation?.kind} className="size-4.5" />
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{activity.promptPreview || activity.operation}</span>
            <span className="nums block truncate text-ink-3 text-xs">
              {modelLabel} · {clockText(activity.createdAt)} · <Elapsed activity={activity} />
            </span>
          </span>
          <span className="flex w-full items-center justify-between gap-4 ps-[3.25rem] sm:w-auto sm:ps-0">
            <StatusBadge status={activity.status} className="sm:w-28" />
            <CreditFlowAmounts flow={creditFlow(activity)} className="justify-end sm:w-64" />
          </span>
          <ChevronRight
            aria-hidden="true"
            className="hidden size-4 shrink-0 text-ink-3 transition-transform group-data-[state=open]:rotate-90 sm:block"
          />
        </Collapsible.Trigger>
        <Collapsible.Content className="animate-fade border-line border-t bg-sunken p-4 sm:ps-[4.25rem]">
          <HistoryDetail id={item.id} activity={activity} />
        </Collapsible.Content>
      </li>
    </Collapsible.Root>
  );
});

function Elapsed({ activity }: { activity: Activity }) {
  const running = isOpen(activity);
  const nowMs = useNow({ everyMs: 500, ticking: running });
  return durationText((activity.endedAt ?? nowMs) - activity.createdAt);
}
