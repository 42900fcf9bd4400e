import type { Notification } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Bell, CheckCheck } from 'lucide-react';
import { toCallError } from '#kit/core/call-error.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import type { LiveItem } from '#kit/live/live-store.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { LiveMark } from '../../components/layout/live-mark.tsx';
import { LoadOlder } from '../../components/layout/load-older.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { RowButton } from '../../components/layout/row-button.tsx';
import { Button } from '../../components/ui/button.tsx';
import { classNames } from '../../components/ui/class-names.ts';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { useServices } from '../../lib/service/services.ts';
import { momentText } from '../../lib/texts/format.ts';
import { notificationPath, notificationWords } from '../../lib/texts/notification-words.ts';
import { useNotifications } from './use-notifications.ts';

/** Shows what the user was notified of. */
export function NotificationsPage() {
  const { client } = useServices();
  const { items, ...list } = useNotifications();
  const navigate = useNavigate();
  const mark = useMutation({
    mutationFn: (notificationIds: string[] | null) =>
      client.call('markNotificationsRead', { notificationIds }),
  });
  const hasUnread = items?.some(({ value }) => value.readAt === null) ?? false;
  const open = ({ id, value }: LiveItem<Notification>) => {
    if (value.readAt === null) mark.mutate([id]);
    void navigate({ to: notificationPath(value) });
  };
  return (
    <div className="mx-auto w-full max-w-3xl">
      <PageHeader
        title={t`Notifications`}
        aside={
          hasUnread && (
            <Button size="small" busy={mark.isPending} onClick={() => mark.mutate(null)}>
              <CheckCheck aria-hidden="true" className="size-4" /> <Trans>Mark all as read</Trans>
            </Button>
          )
        }
      >
        <Trans>What happened to your account, your credits and your payments. Kept for 90 days.</Trans>
      </PageHeader>
      <div className="mb-3 flex justify-end">
        <LiveMark status={list.status} />
      </div>
      {mark.error && (
        <div className="mb-4">
          <ErrorNotice error={toCallError(mark.error)} />
        </div>
      )}
      {!items ? (
        <Unread status={list.status}>
          <Skeleton className="h-40 rounded-2xl" />
        </Unread>
      ) : items.length === 0 ? (
        <EmptyState icon={Bell} title={t`No notifications yet`}>
          <Trans>Receipts, warnings and finished work appear here.</Trans>
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
          {items.map((item) => (
            <Row key={item.id} item={item} onOpen={() => open(item)} />
          ))}
        </ul>
      )}
      <LoadOlder list={list} />
    </div>
  );
}

function Row({ item: { value }, onOpen }: { item: LiveItem<Notification>; onOpen: () => void }) {
  const nowMs = useNow({ everyMs: 60_000 });
  const words = notificationWords(value);
  const isUnread = value.readAt === null;
  if (!words) return null;
  return (
    <li className="relative flex gap-3 px-5 py-4 transition-colors hover:bg-raised">
      <span
        aria-hidden="true"
        className={classNames('mt-1.5 size-2 shrink-0 rounded-full', isUnread ? 'bg-ember' : 'bg-line')}
      />
      <div className="min-w-0 flex-1">
        <RowButton
          onClick={onOpen}
          className={classNames('whitespace-normal', isUnread ? 'font-semibold' : 'font-medium text-ink-2')}
        >
          {isUnread && (
            <span className="sr-only">
              <Trans>Unread:</Trans>{' '}
            </span>
          )}
          {words.title}
        </RowButton>
        <p className="break-words text-[0.8125rem] text-ink-2">{words.text}</p>
        <time
          dateTime={new Date(value.createdAt).toISOString()}
          className="nums mt-1 block text-ink-3 text-xs"
        >
          {momentText(value.createdAt, nowMs)}
        </time>
      </div>
    </li>
  );
}
