import {
  AlertConditionName,
  type AlertFilter,
  type Endpoint,
  type EndpointKind,
  endpointKinds,
  eventsOfKind,
  Severity,
  type SubscribableEvent,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { Segmented } from '../../components/controls/segmented.tsx';
import { Switch } from '../../components/controls/switch.tsx';
import { Button } from '../../components/ui/button.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { Field } from '../../components/ui/field.tsx';
import { toast } from '../../lib/page/toast.ts';
import { useReason } from '../../lib/page/use-reason.ts';
import { useServices } from '../../lib/service/services.ts';
import { conditionWords } from '../../lib/staff-texts/condition-words.ts';
import { severityTexts } from '../../lib/staff-texts/severity-texts.ts';
import { EndpointSecret } from './endpoint-secret.tsx';
import { eventText, kindWords } from './endpoint-words.ts';

interface EndpointFormProps {
  /** Null: a new one. */
  endpointId: string | null;
  endpoint: Endpoint | null;
  onDone: (endpointId: string) => void;
}

/** Adds an endpoint, or changes what it gets. */
export function EndpointForm({ endpointId, endpoint, onDone }: EndpointFormProps) {
  const { client } = useServices();
  const [kind, setKind] = useState<EndpointKind>(endpoint?.kind ?? 'webhook');
  const [name, setName] = useState(endpoint?.name ?? '');
  const [address, setAddress] = useState('');
  const [isOn, setIsOn] = useState(endpoint ? endpoint.state === 'on' : true);
  const [wanted, setWanted] = useState<readonly string[]>(
    endpoint?.events ?? ['alert.fired', 'alert.resolved'],
  );
  const [alerts, setAlerts] = useState<AlertFilter>(
    endpoint?.alerts ?? { leastSeverity: 'low', kinds: null },
  );
  const [fault, setFault] = useState<string>();
  const { reason, field, confirm } = useReason();
  const events: SubscribableEvent[] = eventsOfKind[kind].filter((event) => wanted.includes(event));
  const intent = JSON.stringify({ endpointId, kind, name, address, isOn, events, alerts, reason });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another intent is another request
  const requestId = useMemo(newRequestId, [intent]);
  const save = useMutation({
    mutationFn: () => {
      const settings = { requestId, name: name.trim(), events, alerts, reason };
      if (endpointId === null) {
        return client.call('changeEndpoint', {
          action: 'create',
          kind,
          address: address.trim(),
          ...settings,
        });
      }
      const moved = address.trim() === '' ? null : address.trim();
      return client.call('changeEndpoint', {
        action: 'update',
        endpointId,
        isOn,
        address: moved,
        ...settings,
      });
    },
    onSuccess: (answer) => {
      toast.success(t`The endpoint is saved`);
      if (answer.secret === null) onDone(answer.endpointId);
    },
  });
  const words = kindWords[kind];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setFault(t`Give it a name.`);
    if (events.length === 0) return setFault(t`Choose at least one event.`);
    confirm(() => save.mutate());
  };
  const made = save.data;
  if (made && made.secret !== null) {
    return <EndpointSecret secret={made.secret} onDone={() => onDone(made.endpointId)} />;
  }
  return (
    <form noValidate aria-label={t`Endpoint`} onSubmit={submit} className="space-y-5">
      {endpoint ? (
        <div className="flex items-center justify-between gap-4">
          <span className="font-medium text-[0.8125rem]">
            <Trans>Send to this endpoint</Trans>
          </span>
          <Switch label={t`Send to this endpoint`} checked={isOn} onChange={setIsOn} />
        </div>
      ) : (
        <Segmented
          label={t`Kind`}
          value={kind}
          options={endpointKinds.map((value) => ({ value, label: kindWords[value].name }))}
          onChange={setKind}
        />
      )}
      <Field label={t`Name`} maxLength={60} value={name} onChange={({ target }) => setName(target.value)} />
      <Field
        label={words.address}
        hint={endpoint ? t`Leave it empty to keep ${endpoint.hint}` : words.hint}
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
        maxLength={1_000}
        value={address}
        onChange={({ target }) => setAddress(target.value)}
      />
      <fieldset className="space-y-2">
        <legend className="mb-1.5 font-medium text-[0.8125rem]">
          <Trans>Events</Trans>
        </legend>
        {eventsOfKind[kind].map((event) => (
          <Check
            key={event}
            label={eventText(event)}
            checked={wanted.includes(event)}
            onChange={(isWanted) => setWanted(toggled(wanted, event, isWanted))}
          />
        ))}
      </fieldset>
      {(wanted.includes('alert.fired') || wanted.includes('alert.resolved')) && (
        <AlertFilterFields value={alerts} onChange={setAlerts} />
      )}
      {fault && (
        <p role="alert" className="text-bad text-xs">
          {fault}
        </p>
      )}
      <Field {...field} hint={t`Kept in the audit log.`} />
      {save.error && <ErrorNotice error={toCallError(save.error)} />}
      <div className="flex justify-end">
        <Button type="submit" look="primary" busy={save.isPending}>
          {endpoint ? <Trans>Save endpoint</Trans> : <Trans>Add endpoint</Trans>}
        </Button>
      </div>
    </form>
  );
}

/** Which alerts an endpoint gets: from a severity on, and of all kinds or of some. */
function AlertFilterFields({
  value,
  onChange,
}: {
  value: AlertFilter;
  onChange: (value: AlertFilter) => void;
}) {
  const { leastSeverity, kinds } = value;
  return (
    <>
      <div className="space-y-1.5">
        <p className="font-medium text-[0.8125rem]">
          <Trans>Alerts from this severity on</Trans>
        </p>
        <Segmented
          label={t`Alerts from this severity on`}
          value={leastSeverity}
          options={Severity.options.map((one) => ({ value: one, label: severityTexts[one] }))}
          onChange={(next) => onChange({ ...value, leastSeverity: next })}
        />
      </div>
      <div className="flex items-center justify-between gap-4">
        <span className="font-medium text-[0.8125rem]">
          <Trans>Every kind of alert</Trans>
        </span>
        <Switch
          label={t`Every kind of alert`}
          checked={kinds === null}
          onChange={(all) => onChange({ ...value, kinds: all ? null : [...AlertConditionName.options] })}
        />
      </div>
      {kinds && (
        <fieldset className="space-y-2">
          <legend className="mb-1.5 font-medium text-[0.8125rem]">
            <Trans>Kinds of alerts</Trans>
          </legend>
          {AlertConditionName.options.map((name) => (
            <Check
              key={name}
              label={conditionWords[name].name}
              checked={kinds.includes(name)}
              onChange={(isWanted) => {
                const next = toggled(kinds, name, isWanted);
                // Without any kind, it would get no alerts: then it does not subscribe to them.
                if (next.length > 0) onChange({ ...value, kinds: next });
              }}
            />
          ))}
        </fieldset>
      )}
    </>
  );
}

function Check(props: { label: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label className="flex items-center gap-2.5 text-[0.8125rem]">
      <input
        type="checkbox"
        className="size-4 accent-ember"
        checked={props.checked}
        onChange={({ target }) => props.onChange(target.checked)}
      />
      {props.label}
    </label>
  );
}

function toggled(all: readonly string[], one: string, isWanted: boolean): string[] {
  const others = all.filter((other) => other !== one);
  return isWanted ? [...others, one] : others;
}
