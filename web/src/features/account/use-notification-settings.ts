import {
  type NotificationSettings,
  newNotificationSettings,
  type RequestOf,
  wantsMarketing,
} from '@firemeter/functions/contract';
import { useMutation } from '@tanstack/react-query';
import { useLive } from '#kit/hooks/use-live.ts';
import { useServices } from '../../lib/service/services.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { notificationSettingsSource } from '../../lib/service/sources/live-sources.ts';

type Choices = RequestOf<'setNotificationSettings'>;

/** Returns the signed-in user's notification settings, live, and a mutation that changes them. */
export function useNotificationSettings() {
  const { client } = useServices();
  const { uid, isGuest } = usePerson();
  const { status, items } = useLive(isGuest ? null : notificationSettingsSource(uid));
  const stored: NotificationSettings | null | undefined = items && (items[0]?.value ?? null);
  const choices: Choices | undefined =
    stored === undefined ? undefined : toChoices(stored ?? newNotificationSettings(0));
  const change = useMutation({
    mutationFn: (changed: Partial<Choices>) => {
      if (!choices) throw new Error('The settings are not known yet');
      return client.call('setNotificationSettings', { ...choices, ...changed });
    },
  });
  return { status, stored, choices, change };
}

function toChoices(settings: NotificationSettings): Choices {
  const { language, timeZone, isTimeZoneChosen, serviceEmail, serviceInbox, quietHours } = settings;
  const marketing = wantsMarketing(settings);
  return { language, timeZone, isTimeZoneChosen, serviceEmail, serviceInbox, quietHours, marketing };
}
