import { MAX_NOTE_LENGTH, type PriceRises, type RequestOf } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Switch } from '../../../components/controls/switch.tsx';
import { Field } from '../../../components/ui/field.tsx';

type Announced = NonNullable<
  Extract<RequestOf<'updateCreditConfiguration'>, { action: 'publish' }>['announcement']
>;

/** Holds the operator's choice to notify users of higher prices, and the note. */
export function useAnnouncement(rises: PriceRises) {
  const [isOn, setOn] = useState(true);
  const [note, setNote] = useState({ en: '', de: '' });
  const count = rises.models.length + rises.plans.length;
  const [en, de] = [note.en.trim(), note.de.trim()];
  const announcement: Announced | null =
    isOn && count > 0 ? { note: en !== '' && de !== '' ? { en, de } : null } : null;
  return { count, isOn, setOn, note, setNote, announcement };
}

/** Lets the operator notify users of higher prices, with a note. */
export function AnnounceRises({ count, isOn, setOn, note, setNote }: ReturnType<typeof useAnnouncement>) {
  if (count === 0) return null;
  const label = t`Notify people of higher prices`;
  const isHalf = (note.en.trim() === '') !== (note.de.trim() === '');
  return (
    <section aria-label={label} className="mt-4 space-y-3 rounded-xl border border-line bg-sunken p-3">
      <div className="flex items-start justify-between gap-4">
        <div>
          <p className="font-medium text-ink">{label}</p>
          <p className="text-xs">
            {plural(count, {
              one: '# price rises. Whoever used it in the last 30 days gets a message in the app and by e-mail.',
              other:
                '# prices rise. Whoever used one of them in the last 30 days gets one message in the app and by e-mail.',
            })}
          </p>
        </div>
        <Switch label={label} checked={isOn} onChange={setOn} />
      </div>
      {isOn && (
        <div className="grid gap-3 sm:grid-cols-2">
          <Field
            label={t`Note in English, if any`}
            maxLength={MAX_NOTE_LENGTH}
            value={note.en}
            error={isHalf ? t`Write it in both languages, or in none.` : undefined}
            onChange={({ target }) => setNote({ ...note, en: target.value })}
          />
          <Field
            label={t`Note in German, if any`}
            maxLength={MAX_NOTE_LENGTH}
            value={note.de}
            onChange={({ target }) => setNote({ ...note, de: target.value })}
          />
        </div>
      )}
      {isHalf && isOn && (
        <p className="text-warn text-xs">
          <Trans>Until then, the message is sent without a note.</Trans>
        </p>
      )}
    </section>
  );
}
