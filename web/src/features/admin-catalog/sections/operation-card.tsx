import type { Operation } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Select } from '../../../components/controls/select.tsx';
import { OperationIcon } from '../../../components/work/operation-icon.tsx';
import { useKinds, viewOf } from '../../../lib/work/kinds.ts';
import { useEditing } from '../draft/editing.tsx';
import { EnabledSwitch } from './enabled-switch.tsx';
import { LimitField } from './limit-field.tsx';
import { ModelRow } from './model-row.tsx';
import { TranslationsField } from './translations-field.tsx';

export function OperationCard({ name, operation }: { name: string; operation: Operation }) {
  const { change } = useEditing();
  const kinds = useKinds();
  const { label, kind, models, defaultModel } = operation;
  const options = Object.entries(models).map(([value, model]) => ({ value, label: model.label }));
  return (
    <section aria-label={label} className="overflow-hidden rounded-2xl border border-line bg-surface">
      <header className="flex flex-wrap items-center gap-x-5 gap-y-3 border-line border-b px-4 py-3 sm:px-5">
        <h2 className="flex min-w-0 flex-1 items-center gap-2.5 font-semibold">
          <span className="grid size-8 shrink-0 place-items-center rounded-lg bg-raised text-ember-text">
            <OperationIcon kind={kind} className="size-4" />
          </span>
          {label}
          {viewOf(kinds, kind)?.isOnlyInReels && (
            <span className="font-normal text-ink-3 text-xs">
              <Trans>made by reels only</Trans>
            </span>
          )}
        </h2>
        <EnabledSwitch
          label={label}
          target={{ kind: 'operation', operation: name }}
          path={['operations', name, 'enabled']}
        />
        <div className="w-full">
          <TranslationsField about={label} path={['operations', name, 'labels']} />
        </div>
        <div className="flex w-full flex-wrap items-start gap-x-5 gap-y-3">
          <LimitField label={t`Limit of ${label}`} path={['operations', name, 'limit']} optional />
          {options.length > 1 && (
            <Select
              label={t`Default model of ${label}`}
              value={defaultModel}
              options={options}
              icon={
                <span className="text-ink-3">
                  <Trans>Default</Trans>
                </span>
              }
              onChange={(model) => change(['operations', name, 'defaultModel'], model)}
            />
          )}
        </div>
      </header>
      <ul className="divide-y divide-line">
        {Object.entries(models).map(([id, model]) => (
          <ModelRow key={id} operationName={name} operation={operation} name={id} model={model} />
        ))}
      </ul>
    </section>
  );
}
