import { t } from '@lingui/core/macro';
import { Plural } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Bell } from 'lucide-react';
import { numberText } from '../../lib/texts/format.ts';
import { useNotifications } from './use-notifications.ts';

/** Leads to the notifications, with the number of unread ones. */
export function NotificationBell() {
  const { items } = useNotifications();
  const unread = items?.filter(({ value }) => value.readAt === null).length ?? 0;
  return (
    <Link
      to="/notifications"
      title={t`Notifications`}
      className="relative grid size-9 shrink-0 place-items-center rounded-lg text-ink-2 transition-colors hover:bg-raised hover:text-ink"
    >
      <Bell aria-hidden="true" className="size-4" />
      <span className="sr-only">
        {unread > 0 ? (
          <Plural value={unread} one="Notifications: # unread" other="Notifications: # unread" />
        ) : (
          t`Notifications`
        )}
      </span>
      {unread > 0 && (
        <span
          aria-hidden="true"
          className="nums absolute end-0.5 top-0.5 min-w-4 rounded-full bg-ember px-1 text-center font-semibold text-[0.625rem] text-on-ember leading-4"
        >
          {numberText(unread)}
        </span>
      )}
    </Link>
  );
}
