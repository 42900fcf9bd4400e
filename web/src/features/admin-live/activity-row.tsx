import type { Activity, Operation } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { memo } from 'react';
import type { ListItem } from '#kit/lists/joined-list.ts';
import type { Position } from '#kit/lists/position.ts';
import { RowButton } from '../../components/layout/row-button.tsx';
import { Avatar } from '../../components/ui/avatar.tsx';
import { classNames } from '../../components/ui/class-names.ts';
import { CreditFlowAmounts } from '../../components/work/credit-amount.tsx';
import { OperationIcon } from '../../components/work/operation-icon.tsx';
import { StatusBadge } from '../../components/work/status-badge.tsx';
import { TimeTaken } from '../../components/work/time-taken.tsx';
import { useWho } from '../../lib/data/use-who.ts';
import { creditFlow } from '../../lib/money/credits/credit-flow.ts';
import { useCurrent } from '../../lib/page/use-current.ts';
import { clockText } from '../../lib/texts/format.ts';
import { isolated } from '../../lib/texts/isolated.ts';

export const columns = 'xl:grid xl:grid-cols-[21%_minmax(0,1fr)_16rem_8rem_9rem_7rem]';

interface ActivityRowProps {
  index: number;
  /** From the top of the list. */
  topPx: number;
  item: ListItem<Activity>;
  windowEnd: Position | null;
  operation: Operation | undefined;
  /** It has come in while the list was open. */
  fresh: boolean;
  onOpen: (id: string) => void;
  /** Is given the row, to measure it. */
  onSize: (row: HTMLTableRowElement | null) => void;
}

export function ActivityRow({ item, windowEnd, index, topPx, fresh, onSize, ...rest }: ActivityRowProps) {
  const activity = useCurrent(item, windowEnd);
  return (
    <tr
      ref={onSize}
      data-index={index}
      aria-rowindex={index + 2}
      style={{ transform: `translateY(${topPx}px)` }}
      className={classNames(
        columns,
        'contain-layout contain-style absolute inset-x-0 top-0 border-line border-b hover:bg-raised/60 max-xl:grid max-xl:grid-cols-[minmax(0,1fr)_auto] max-xl:gap-x-3 max-xl:gap-y-2 max-xl:p-3.5 xl:items-center xl:*:px-3 xl:*:py-2.5 xl:*:first:ps-4 xl:*:last:pe-4',
        fresh && 'animate-row',
      )}
    >
      <Cells id={item.id} activity={activity} {...rest} />
    </tr>
  );
}

interface CellsProps extends Pick<ActivityRowProps, 'operation' | 'onOpen'> {
  id: string;
  activity: Activity;
}

/** Rendered only when the request itself has changed, however often others push it down. */
const Cells = memo(({ id, activity, operation, onOpen }: CellsProps) => {
  const { name, detail } = useWho(activity.uid);
  const modelLabel = operation?.models[activity.model]?.label ?? activity.model;
  const prompt = activity.promptPreview || (operation?.label ?? activity.operation);
  return (
    <>
      <td className="min-w-0">
        <div className="flex items-center gap-2.5">
          <Avatar uid={activity.uid} name={name} className="size-7 text-[0.625rem]" />
          <div className="min-w-0">
            <p className="truncate font-medium">{name}</p>
            {detail && <p className="truncate text-ink-3 text-xs">{detail}</p>}
          </div>
        </div>
      </td>
      <td className="min-w-0 max-xl:col-span-2 max-xl:row-start-2">
        <div className="flex min-w-0 items-center gap-2.5">
          <span
            title={operation?.label ?? activity.operation}
            className="grid size-7 shrink-0 place-items-center rounded-lg bg-raised text-ink-2"
          >
            <OperationIcon kind={operation?.kind} className="size-3.5" />
          </span>
          <div className="min-w-0">
            <RowButton
              onClick={() => onOpen(id)}
              aria-label={t`Details: ${isolated(prompt)}`}
              className="focus-visible:after:rounded-lg"
            >
              {prompt}
            </RowButton>
            <p className="truncate text-ink-3 text-xs">
              <span className="sr-only">
                <Trans>{operation?.label ?? activity.operation} with</Trans>{' '}
              </span>
              {modelLabel}
            </p>
          </div>
        </div>
      </td>
      <td className="max-xl:row-start-3">
        <CreditFlowAmounts flow={creditFlow(activity)} />
      </td>
      <td className="max-xl:col-start-2 max-xl:row-start-1 max-xl:self-center max-xl:justify-self-end">
        <StatusBadge status={activity.status} />
      </td>
      <td className="min-w-0 max-xl:col-span-2 max-xl:row-start-4 max-xl:flex max-xl:gap-2 max-xl:text-xs">
        <p className="text-ink-2">
          <span className="sr-only">
            <Trans>from</Trans>{' '}
          </span>
          {activity.client.country ?? t`unknown`}
        </p>
        <p className="nums truncate text-ink-3 text-xs">{activity.client.ip ?? t`no address`}</p>
      </td>
      <td className="nums max-xl:col-start-2 max-xl:row-start-3 max-xl:self-center text-end">
        <p className="text-ink-2">
          <span className="sr-only">
            <Trans>took</Trans>{' '}
          </span>
          <TimeTaken activity={activity} />
        </p>
        <p className="text-ink-3 text-xs">{clockText(activity.createdAt)}</p>
      </td>
    </>
  );
});
