import {
  type AlertCondition,
  type AlertConditionName,
  type AlertRule,
  alertConditions,
  Severity,
  usualRule,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { Segmented } from '../../components/controls/segmented.tsx';
import { Select } from '../../components/controls/select.tsx';
import { Switch } from '../../components/controls/switch.tsx';
import { Button } from '../../components/ui/button.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { Field } from '../../components/ui/field.tsx';
import { toast } from '../../lib/page/toast.ts';
import { useReason } from '../../lib/page/use-reason.ts';
import { useServices } from '../../lib/service/services.ts';
import { ruleText, spanText, unitScale, unitWords } from '../../lib/staff-texts/alert-units.ts';
import { conditionWords } from '../../lib/staff-texts/condition-words.ts';
import { severityTexts } from '../../lib/staff-texts/severity-texts.ts';

interface RuleFormProps {
  name: AlertConditionName;
  rule: AlertRule;
  /** Of the rules that are shown. */
  version: number;
  mayChange: boolean;
  onDone: () => void;
}

/** A rule: whether it is on, from when it fires, and how severe it is. */
export function RuleForm({ name, rule, version, mayChange, onDone }: RuleFormProps) {
  const { client } = useServices();
  const { threshold, window }: AlertCondition = alertConditions[name];
  const scale = threshold ? unitScale[threshold.unit] : 1;
  const [isEnabled, setIsEnabled] = useState(rule.isEnabled);
  const [severity, setSeverity] = useState(rule.severity);
  const [typed, setTyped] = useState(rule.threshold === null ? '' : String(rule.threshold / scale));
  const [windowMs, setWindowMs] = useState(rule.windowMs);
  const [fault, setFault] = useState<string>();
  const { reason, field, confirm } = useReason();
  const [requestId] = useState(newRequestId);
  const save = useMutation({
    mutationFn: (next: AlertRule | null) =>
      client.call('changeAlertRule', {
        requestId,
        condition: name,
        baseVersion: version,
        rule: next,
        reason,
      }),
    onSuccess: () => {
      toast.success(t`The rule is saved`);
      onDone();
    },
  });
  const usual = usualRule(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const value = threshold ? Math.round(Number(typed) * scale) : null;
    const isValid = value === null || (typed.trim() !== '' && value >= 1 && value <= 1_000_000_000_000);
    const isRate = threshold?.unit !== 'percent' || (value ?? 0) <= 100;
    if (!isValid || !isRate) return setFault(isRate ? t`Enter a number above 0.` : t`At most 100.`);
    confirm(() => save.mutate({ isEnabled, severity, threshold: value, windowMs }));
  };
  return (
    <form noValidate aria-label={t`Rule`} onSubmit={submit} className="space-y-5">
      <p className="text-ink-2">{conditionWords[name].meaning}</p>
      <div className="flex items-center justify-between gap-4">
        <span className="font-medium text-[0.8125rem]">
          <Trans>Alert when this happens</Trans>
        </span>
        <Switch label={t`Alert when this happens`} checked={isEnabled} onChange={setIsEnabled} />
      </div>
      {threshold && (
        <Field
          label={t`From`}
          aside={<span className="text-ink-3 text-xs">{unitWords[threshold.unit]}</span>}
          type="number"
          inputMode="decimal"
          min={0}
          step="any"
          value={typed}
          error={fault}
          onChange={({ target }) => {
            setTyped(target.value);
            setFault(undefined);
          }}
        />
      )}
      {window && window.choicesMs.length > 1 && (
        <div className="space-y-1.5">
          <p className="font-medium text-[0.8125rem]">{windowLabel(window.meaning)}</p>
          <Select
            label={windowLabel(window.meaning)}
            value={String(windowMs)}
            options={[...window.choicesMs]
              .sort((a, b) => a - b)
              .map((ms) => ({ value: String(ms), label: ms === 0 ? t`Immediately` : spanText(ms) }))}
            onChange={(next) => setWindowMs(Number(next))}
            className="w-full"
          />
        </div>
      )}
      <div className="space-y-1.5">
        <p className="font-medium text-[0.8125rem]">
          <Trans>Severity</Trans>
        </p>
        <Segmented
          label={t`Severity`}
          value={severity}
          options={Severity.options.map((value) => ({ value, label: severityTexts[value] }))}
          onChange={setSeverity}
        />
      </div>
      <p className="rounded-xl border border-line bg-sunken p-3 text-[0.8125rem] text-ink-2">
        <Trans>
          Default: {ruleText(name, usual)}, {severityTexts[usual.severity]}
        </Trans>
      </p>
      {mayChange ? (
        <>
          <Field {...field} hint={t`Kept in the audit log.`} />
          {save.error && <ErrorNotice error={toCallError(save.error)} />}
          <div className="flex flex-wrap justify-end gap-2">
            <Button busy={save.isPending} onClick={() => confirm(() => save.mutate(null))}>
              <Trans>Reset to default</Trans>
            </Button>
            <Button type="submit" look="primary" busy={save.isPending}>
              <Trans>Save rule</Trans>
            </Button>
          </div>
        </>
      ) : (
        <p className="text-ink-3 text-xs">
          <Trans>Admins change rules.</Trans>
        </p>
      )}
    </form>
  );
}

function windowLabel(meaning: 'within' | 'lasting'): string {
  return meaning === 'within' ? t`Within` : t`When it lasts`;
}
