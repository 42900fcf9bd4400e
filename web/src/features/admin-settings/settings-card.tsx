import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { Button } from '../../components/ui/button.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { Field } from '../../components/ui/field.tsx';
import { toast } from '../../lib/page/toast.ts';
import { useReason } from '../../lib/page/use-reason.ts';

interface SettingsCardProps {
  title: string;
  about: ReactNode;
  /** What is about to change; empty: nothing is. */
  effects: readonly string[];
  /** Why it can't be saved yet. */
  fault?: string | null;
  /** Who may change it instead; null: this user may. */
  reserved: string | null;
  /** Changes with every field: another intent is another request. */
  intent: string;
  save: (call: { requestId: string; reason: string }) => Promise<unknown>;
  children: ReactNode;
}

/** Groups settings that are saved together. Before they are, it names the changes and asks for a reason. */
export function SettingsCard(props: SettingsCardProps) {
  const { title, about, effects, fault = null, reserved, intent, save, children } = props;
  const { reason, field, confirm, clear } = useReason();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another intent is another request
  const requestId = useMemo(newRequestId, [intent, reason]);
  const saving = useMutation({
    mutationFn: () => save({ requestId, reason }),
    onSuccess: () => {
      clear();
      toast.success(t`The settings are saved`);
    },
  });
  const isChanged = effects.length > 0;
  return (
    <form
      noValidate
      aria-label={title}
      className="min-w-0 space-y-4 rounded-2xl border border-line bg-surface p-4 sm:p-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged && fault === null) confirm(() => saving.mutate());
      }}
    >
      <header className="space-y-1">
        <h2 className="font-semibold text-base">{title}</h2>
        <p className="text-ink-2 text-[0.8125rem]">{about}</p>
      </header>
      <fieldset disabled={reserved !== null} className="min-w-0 space-y-4 disabled:opacity-70">
        {children}
      </fieldset>
      {reserved !== null && <p className="text-ink-3 text-xs">{reserved}</p>}
      {isChanged && (
        <>
          <section
            aria-label={t`Effect`}
            className="rounded-xl border border-line bg-sunken p-3 text-[0.8125rem]"
          >
            <ul className="list-disc space-y-1 ps-4">
              {effects.map((effect) => (
                <li key={effect}>{effect}</li>
              ))}
            </ul>
          </section>
          <Field {...field} hint={t`The reason is kept in the audit log.`} />
          {saving.error && <ErrorNotice error={toCallError(saving.error)} />}
          <div className="flex flex-wrap items-center justify-end gap-3">
            {fault && <p className="me-auto text-bad text-xs">{fault}</p>}
            <Button type="submit" look="primary" disabled={fault !== null} busy={saving.isPending}>
              <Trans>Save</Trans>
            </Button>
          </div>
        </>
      )}
    </form>
  );
}
