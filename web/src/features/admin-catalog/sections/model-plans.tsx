import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { FieldNote } from '../../../components/ui/field.tsx';
import type { Path } from '../../../lib/page/at-path.ts';
import { isolated } from '../../../lib/texts/isolated.ts';
import { useEditedField, useEditing } from '../draft/editing.tsx';
import { SwitchLine } from './switch-line.tsx';

interface ModelPlansProps {
  /** "Image · Nano Banana". */
  about: string;
  path: Path;
}

/** Chooses who can use a model: everybody, or only the subscribers of some plans. */
export function ModelPlans({ about, path }: ModelPlansProps) {
  const { catalog, faults } = useEditing();
  const { value, set } = useEditedField(path);
  const plans = (value as readonly string[] | undefined) ?? [];
  const all = [...new Set([...Object.keys(catalog.plans), ...plans])];
  if (all.length === 0) return null;
  const fault = plans.flatMap((_, index) => faults.get([...path, index].join('.')) ?? [])[0];
  return (
    <details className="mt-1 text-xs" open={fault !== undefined}>
      <summary className="cursor-pointer py-1 text-ink-3">
        {plans.length === 0 ? <Trans>For everybody</Trans> : <Trans>Only with a plan</Trans>}
        <span className="sr-only">: {about}</span>
      </summary>
      <div className="mt-1.5 space-y-1.5">
        {all.map((plan) => (
          <SwitchLine
            key={plan}
            label={t`Only with ${isolated(catalog.plans[plan]?.label ?? plan)}`}
            checked={plans.includes(plan)}
            onChange={(checked) => {
              const next = checked ? [...plans, plan] : plans.filter((one) => one !== plan);
              set(next.length > 0 ? next : undefined);
            }}
          />
        ))}
        {fault && <FieldNote id={`${path.join('-')}-note`} error={fault} />}
      </div>
    </details>
  );
}
