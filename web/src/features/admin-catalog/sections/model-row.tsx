import type { Model, Operation } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { classNames } from '../../../components/ui/class-names.ts';
import type { Path } from '../../../lib/page/at-path.ts';
import { useEditing } from '../draft/editing.tsx';
import { EnabledSwitch } from './enabled-switch.tsx';
import { ModelPlans } from './model-plans.tsx';
import { MarginLine } from './rates/margin-line.tsx';
import { RateEditor } from './rates/rate-editor.tsx';
import { TranslationsField } from './translations-field.tsx';

interface ModelRowProps {
  operationName: string;
  operation: Operation;
  name: string;
  model: Model;
}

/** One model: what people pay for it beside what it costs. */
export function ModelRow({ operationName, operation, name, model }: ModelRowProps) {
  const { catalog, providerLabel } = useEditing();
  const path: Path = ['operations', operationName, 'models', name];
  const { label, provider, providerModel, variants } = model;
  const about = `${operation.label} · ${label}`;
  const providerOff = catalog.disabledProviders.includes(provider);
  return (
    <li className="grid gap-x-6 gap-y-4 px-4 py-4 sm:px-5 md:grid-cols-2 xl:grid-cols-[minmax(10rem,1fr)_minmax(0,1.7fr)_minmax(0,1.5fr)_auto]">
      <div className="flex min-w-0 items-start justify-between gap-3 md:col-span-2 xl:col-span-1">
        <div className="min-w-0">
          <h3 className="font-medium">{label}</h3>
          <p className="break-words text-ink-3 text-xs">
            <span className={classNames(providerOff && 'text-bad line-through')}>
              {providerLabel(provider)}
            </span>{' '}
            · {providerModel}
          </p>
          <div className="mt-1 space-y-1">
            <TranslationsField
              about={t`Description of ${label}`}
              path={[...path, 'descriptions']}
              maxLength={200}
            />
          </div>
          {operation.defaultModel === name && (
            <p className="mt-1 text-ember-text text-xs">
              <Trans>Default</Trans>
            </p>
          )}
          <ModelPlans about={about} path={[...path, 'plans']} />
        </div>
        <span className="xl:hidden">
          <EnabledSwitch
            label={about}
            target={{ kind: 'model', operation: operationName, model: name }}
            path={[...path, 'enabled']}
          />
        </span>
      </div>
      <div className="min-w-0 space-y-1.5">
        <p className="text-ink-3 text-xs">
          <Trans>Price</Trans>
        </p>
        <RateEditor
          label={t`Price of ${about}`}
          path={[...path, 'price']}
          money="credits"
          kind={operation.kind}
          variants={variants}
        />
      </div>
      <div className="min-w-0 space-y-1.5">
        <p className="text-ink-3 text-xs">
          <Trans>Provider’s cost</Trans>
        </p>
        <RateEditor
          label={t`Cost of ${about}`}
          path={[...path, 'cost']}
          money="usd"
          kind={operation.kind}
          variants={variants}
        />
        <MarginLine model={model} kind={operation.kind} packs={catalog.packs} />
      </div>
      <span className="hidden xl:block">
        <EnabledSwitch
          label={about}
          target={{ kind: 'model', operation: operationName, model: name }}
          path={[...path, 'enabled']}
        />
      </span>
    </li>
  );
}
