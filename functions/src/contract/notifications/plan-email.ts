import { afterQuietHours, nextDigest } from './local-time.ts';
import { type NotificationSettings, wantsMarketing } from './notification-documents.ts';
import type { NotificationClass } from './notification-kinds.ts';

/** When a notification is sent as e-mail. */
export type EmailPlan =
  | { readonly kind: 'none' }
  | { readonly kind: 'single'; readonly atMs: number }
  | { readonly kind: 'digest'; readonly day: string; readonly atMs: number };

type Choices = Pick<NotificationSettings, 'serviceEmail' | 'marketing' | 'quietHours' | 'timeZone'>;

/** Returns whether a user wants e-mail of a class. */
export function wantsEmail(
  settings: Pick<Choices, 'serviceEmail' | 'marketing'>,
  of: NotificationClass,
): boolean {
  if (of === 'service') return settings.serviceEmail !== 'off';
  return of === 'required' || wantsMarketing(settings);
}

/** Decides when a notification is sent as e-mail. Urgent e-mail ignores quiet hours. */
export function planEmail(
  settings: Choices,
  { class: of, isUrgent = false }: { readonly class: NotificationClass; readonly isUrgent?: boolean },
  nowMs: number,
): EmailPlan {
  if (!wantsEmail(settings, of)) return { kind: 'none' };
  if (isUrgent) return { kind: 'single', atMs: nowMs };
  const timeZone = settings.timeZone ?? 'UTC';
  if (of === 'service' && settings.serviceEmail === 'digest') {
    return { kind: 'digest', ...nextDigest(nowMs, timeZone) };
  }
  return { kind: 'single', atMs: afterQuietHours(nowMs, { timeZone, quietHours: settings.quietHours }) };
}
