import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type ReactNode, useId } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { Segmented } from '../../components/controls/segmented.tsx';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Switch } from '../../components/controls/switch.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { Field, inputClass } from '../../components/ui/field.tsx';
import { useNotificationSettings } from './use-notification-settings.ts';
import { browserTimeZone } from './use-report-place.ts';

const NIGHT = { from: 22 * 60, to: 7 * 60 };

const serviceOptions = [
  { value: 'each', label: t`At once` },
  { value: 'digest', label: t`Daily` },
  { value: 'off', label: t`Never` },
] as const;

/** Sets how the user is notified. Each change is saved at once. */
export function NotificationCard() {
  const { status, stored, choices, change } = useNotificationSettings();
  const set = change.mutate;
  if (!choices)
    return (
      <Unread status={status}>
        <Skeleton className="h-64 rounded-2xl" />
      </Unread>
    );
  const { quietHours } = choices;
  return (
    <section
      id="notifications"
      aria-labelledby="notifications-title"
      className="scroll-mt-20 rounded-2xl border border-line bg-surface p-5"
    >
      <h2 id="notifications-title" className="font-semibold">
        <Trans>Notifications</Trans>
      </h2>
      <p className="mt-1 text-[0.8125rem] text-ink-2">
        <Trans>Receipts, failed payments and security always come by e-mail, to a confirmed address.</Trans>
      </p>
      {stored?.suppressed && (
        <p role="status" className="mt-3 text-[0.8125rem] text-warn">
          <Trans>Your e-mail address rejects our e-mail. Use another address to get e-mail again.</Trans>
        </p>
      )}
      <div className="mt-4 space-y-4">
        <div>
          <p className="mb-1.5 font-medium text-[0.8125rem]">
            <Trans>E-mail about credits and finished work</Trans>
          </p>
          <Segmented
            label={t`E-mail about credits and finished work`}
            value={choices.serviceEmail}
            options={serviceOptions}
            onChange={(serviceEmail) => set({ serviceEmail })}
          />
          {choices.serviceEmail === 'digest' && (
            <p className="mt-1.5 text-ink-3 text-xs">
              <Trans>One summary a day, at 9:00 in your time zone.</Trans>
            </p>
          )}
        </div>
        <Choice label={t`Show these in the app too`}>
          <Switch
            label={t`Show these in the app too`}
            checked={choices.serviceInbox}
            onChange={(serviceInbox) => set({ serviceInbox })}
          />
        </Choice>
        <Choice
          label={t`News and offers`}
          hint={t`I agree to get news and offers by e-mail. I can stop this at any time.`}
        >
          <Switch
            label={t`News and offers`}
            checked={choices.marketing}
            onChange={(marketing) => set({ marketing })}
          />
        </Choice>
        <Choice label={t`Quiet hours`} hint={t`No e-mail meanwhile, unless it is about security.`}>
          <Switch
            label={t`Quiet hours`}
            checked={quietHours !== null}
            onChange={(isOn) => set({ quietHours: isOn ? NIGHT : null })}
          />
        </Choice>
        {quietHours && (
          <div className="grid grid-cols-2 gap-3">
            <TimeField
              label={t`From`}
              minute={quietHours.from}
              onChange={(from) => set({ quietHours: { ...quietHours, from } })}
            />
            <TimeField
              label={t`Until`}
              minute={quietHours.to}
              onChange={(to) => set({ quietHours: { ...quietHours, to } })}
            />
          </div>
        )}
        <TimeZoneField
          chosen={choices.isTimeZoneChosen ? choices.timeZone : null}
          onChange={(zone) => set({ timeZone: zone ?? browserTimeZone(), isTimeZoneChosen: zone !== null })}
        />
      </div>
      {change.error && (
        <div className="mt-4">
          <ErrorNotice error={toCallError(change.error)} />
        </div>
      )}
    </section>
  );
}

function Choice({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <p className="font-medium text-[0.8125rem]">{label}</p>
        {hint && <p className="mt-0.5 text-ink-3 text-xs">{hint}</p>}
      </div>
      {children}
    </div>
  );
}

interface TimeFieldProps {
  label: string;
  minute: number;
  onChange: (minute: number) => void;
}

function TimeField({ label, minute, onChange }: TimeFieldProps) {
  const twoDigits = (part: number) => String(part).padStart(2, '0');
  return (
    <Field
      label={label}
      type="time"
      key={minute}
      defaultValue={`${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`}
      onBlur={({ target }) => {
        const [hours, minutes] = target.value.split(':').map(Number);
        if (hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)) return;
        const changed = hours * 60 + minutes;
        if (changed !== minute) onChange(changed);
      }}
    />
  );
}

interface TimeZoneFieldProps {
  /** Null: the browser's. */
  chosen: string | null;
  onChange: (zone: string | null) => void;
}

/** The list is long: the browser's own field can be searched by typing. */
function TimeZoneField({ chosen, onChange }: TimeZoneFieldProps) {
  const id = useId();
  const zones = Intl.supportedValuesOf('timeZone');
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className="font-medium text-[0.8125rem]">
        <Trans>Time zone</Trans>
      </label>
      <select
        id={id}
        value={chosen ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
        className={`${inputClass} h-10`}
      >
        <option value="">{t`Automatic: ${browserTimeZone()}`}</option>
        {[...new Set([...(chosen ? [chosen] : []), ...zones])].map((zone) => (
          <option key={zone} value={zone} translate="no">
            {zone.replaceAll('_', ' ')}
          </option>
        ))}
      </select>
    </div>
  );
}
