import { type CapState, type LabelCap, MAX_LABEL_CAPS } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Pencil, Tag, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { Button } from '../../../components/ui/button.tsx';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { toast } from '../../../lib/page/toast.ts';
import { useServices } from '../../../lib/service/services.ts';
import { CapBar } from './cap-bar.tsx';
import { CapsForm } from './caps-form.tsx';
import { LabelCapForm } from './label-cap-form.tsx';

interface LabelCapsProps {
  labelCaps: readonly LabelCap[];
  states: readonly CapState[];
  nowMs: number;
}

/** Lists the caps of labels with their usage. They are added, changed and removed here. */
export function LabelCaps({ labelCaps, states, nowMs }: LabelCapsProps) {
  const { client } = useServices();
  /** The label whose caps are being changed; empty: a new one; null: none. */
  const [edited, setEdited] = useState<string | null>(null);
  const removing = useMutation({
    mutationFn: (label: string) => client.call('setCaps', { caps: null, label }),
    onSuccess: (_, label) => toast.success(t`The cap of “${label}” was removed`),
  });
  const isFull = labelCaps.length >= MAX_LABEL_CAPS;
  return (
    <section aria-label={t`Caps by label`} className="mt-5 border-line border-t pt-4">
      <div className="flex items-center justify-between gap-3">
        <h3 className="font-medium text-[0.8125rem]">
          <Trans>By label</Trans>
        </h3>
        {edited === null && !isFull && (
          <Button size="small" look="quiet" onClick={() => setEdited('')}>
            <Trans>Add a label</Trans>
          </Button>
        )}
      </div>
      {removing.error && <ErrorNotice error={toCallError(removing.error)} />}
      {edited === '' && (
        <LabelCapForm taken={labelCaps.map(({ label }) => label)} onDone={() => setEdited(null)} />
      )}
      {labelCaps.length === 0 && edited === null && (
        <p className="mt-1 text-ink-3 text-xs">
          <Trans>Set the most that requests with a label, such as a project, can spend.</Trans>
        </p>
      )}
      <ul className="mt-3 space-y-4 empty:hidden">
        {labelCaps.map(({ label, ...caps }) => (
          <li key={label} className="rounded-xl bg-sunken p-3">
            <div className="flex items-center gap-2">
              <Tag aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
              <span className="min-w-0 flex-1 truncate font-medium text-[0.8125rem]" title={label}>
                {label}
              </span>
              <IconButton
                icon={Pencil}
                label={t`Change the cap of ${label}`}
                onClick={() => setEdited(label)}
              />
              <IconButton
                icon={Trash2}
                label={t`Remove the cap of ${label}`}
                disabled={removing.isPending}
                onClick={() => removing.mutate(label)}
              />
            </div>
            {edited === label ? (
              <CapsForm caps={caps} label={label} onDone={() => setEdited(null)} />
            ) : (
              <ul className="mt-2 space-y-3">
                {states
                  .filter((state) => state.label === label)
                  .map((cap) => (
                    <CapBar key={cap.period} cap={cap} nowMs={nowMs} />
                  ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
