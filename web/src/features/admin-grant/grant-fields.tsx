import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Segmented } from '../../components/controls/segmented.tsx';
import { Field, FieldNote, inputClass } from '../../components/ui/field.tsx';
import { type DraftFaults, type GrantDraft, type GrantSource, grantSources } from './grant-draft.ts';

interface GrantFieldsProps {
  draft: GrantDraft;
  faults: DraftFaults;
  onChange: (changed: Partial<GrantDraft>) => void;
}

const names: Record<GrantSource, string> = { bonus: t`Bonus`, referral: t`Referral`, promo: t`Promotion` };
const sourceOptions = grantSources.map((value) => ({ value, label: names[value] }));
const amounts = ['10', '50', '100', '500'];

export function GrantFields({ draft, faults, onChange }: GrantFieldsProps) {
  return (
    <div className="space-y-5">
      <Field
        id="grant-to"
        label={t`To`}
        placeholder={t`person@example.com or account id`}
        autoComplete="off"
        spellCheck={false}
        value={draft.to}
        error={faults.to}
        onChange={(event) => onChange({ to: event.target.value })}
      />
      <div>
        <Field
          id="grant-credits"
          label={t`Credits`}
          type="number"
          inputMode="decimal"
          min={0}
          step="any"
          value={draft.credits}
          error={faults.credits}
          onChange={(event) => onChange({ credits: event.target.value })}
        />
        <div className="mt-2 flex flex-wrap gap-1.5">
          {amounts.map((amount) => (
            <button
              key={amount}
              type="button"
              onClick={() => onChange({ credits: amount })}
              className="nums rounded-full border border-line-strong px-3 py-1 text-ink-2 text-xs transition-colors hover:border-ember-text/60 hover:text-ink"
            >
              {amount}
              <span className="sr-only">
                {' '}
                <Trans>credits</Trans>
              </span>
            </button>
          ))}
        </div>
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <div className="min-w-0 space-y-1.5">
          <p className="font-medium text-[0.8125rem]">
            <Trans>Kind</Trans>
          </p>
          <Segmented
            label={t`Kind`}
            value={draft.source}
            options={sourceOptions}
            onChange={(source) => onChange({ source })}
          />
        </div>
        <Field
          id="grant-expiresOn"
          label={t`Last day`}
          type="date"
          hint={t`Empty: never expires.`}
          value={draft.expiresOn}
          error={faults.expiresOn}
          onChange={(event) => onChange({ expiresOn: event.target.value })}
        />
      </div>
      <div className="space-y-1.5">
        <label htmlFor="grant-reason" className="font-medium text-[0.8125rem]">
          <Trans>Reason</Trans>
        </label>
        <textarea
          id="grant-reason"
          rows={3}
          maxLength={300}
          value={draft.reason}
          aria-invalid={faults.reason ? true : undefined}
          aria-describedby="grant-reason-note"
          onChange={(event) => onChange({ reason: event.target.value })}
          className={`${inputClass} py-2.5`}
        />
        <FieldNote
          id="grant-reason-note"
          error={faults.reason}
          hint={t`${300 - draft.reason.length} characters left.`}
        />
      </div>
    </div>
  );
}
