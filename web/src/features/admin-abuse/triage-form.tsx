import { type Triage, TriageState } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { Segmented } from '../../components/controls/segmented.tsx';
import { EmailOf } from '../../components/people/email-of.tsx';
import { Button } from '../../components/ui/button.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { Field } from '../../components/ui/field.tsx';
import { useServices } from '../../lib/service/services.ts';
import { triageWords } from '../../lib/staff-texts/triage-words.ts';
import { dateTimeText } from '../../lib/texts/format.ts';

/** Edits the triage of a signal: the state, its author, and a note. */
export function TriageForm({ signalId, triage }: { signalId: string; triage: Triage | null }) {
  const { client } = useServices();
  const [state, setState] = useState(triage?.state ?? 'open');
  const [note, setNote] = useState(triage?.note ?? '');
  const isChanged = state !== (triage?.state ?? 'open') || note.trim() !== (triage?.note ?? '');
  const save = useMutation({
    mutationFn: () =>
      client.call('triageSignal', { requestId: newRequestId(), signalId, state, note: note.trim() }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form noValidate aria-label={t`Triage`} onSubmit={submit} className="space-y-3">
      <Segmented
        label={t`Triage`}
        value={state}
        options={TriageState.options.map((value) => ({ value, label: triageWords[value] }))}
        onChange={setState}
      />
      <Field
        label={t`Note`}
        maxLength={300}
        value={note}
        hint={
          triage && (
            <span>
              <Trans>
                {triageWords[triage.state]}: <EmailOf uid={triage.uid} />, {dateTimeText(triage.atMs)}
              </Trans>
            </span>
          )
        }
        onChange={({ target }) => setNote(target.value)}
      />
      {save.error && <ErrorNotice error={toCallError(save.error)} />}
      <Button type="submit" look="primary" size="small" disabled={!isChanged} busy={save.isPending}>
        <Trans>Save triage</Trans>
      </Button>
    </form>
  );
}
