import { type Notification, notificationShape } from '@firemeter/functions/contract';
import { type ShownList, useList } from '#kit/hooks/use-list.ts';
import { useLive } from '#kit/hooks/use-live.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { notificationList } from '../../lib/service/sources/list-sources.ts';
import { notificationSettingsSource } from '../../lib/service/sources/live-sources.ts';

/**
 * The signed-in user's notifications, newest first, live. Those of a later build are left out, and those about service if
 * the user doesn't want them here.
 */
export function useNotifications(): ShownList<Notification> {
  const { uid } = usePerson();
  const list = useList(notificationList(uid));
  const settings = useLive(notificationSettingsSource(uid)).items?.[0]?.value;
  const showsService = settings?.serviceInbox ?? true;
  const items = list.items?.filter(({ value }) => {
    const shape = notificationShape(value.kind);
    return shape?.details.safeParse(value.details).success && (showsService || shape.class !== 'service');
  });
  return { ...list, items };
}
