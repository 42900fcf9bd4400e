import type { Firestore } from 'firebase-admin/firestore';
import type { Handler } from '../platform/calls/callable.ts';
import { changeSettings, withMarketing } from './change-settings.ts';

/** Sets how the caller wants to be notified. A new choice about marketing is kept as proof. */
export function setNotificationSettings(services: {
  readonly db: Firestore;
  readonly now: () => number;
}): Handler<'setNotificationSettings'> {
  return async ({ marketing, ...chosen }, { uid }) => {
    await changeSettings(services, uid, (settings) =>
      withMarketing({ ...settings, ...chosen }, { isOn: marketing, atMs: services.now(), via: 'settings' }),
    );
    return {};
  };
}
