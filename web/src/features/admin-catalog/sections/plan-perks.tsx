import type { Plan } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { Path } from '../../../lib/page/at-path.ts';
import { isolated } from '../../../lib/texts/isolated.ts';
import { useEditing } from '../draft/editing.tsx';
import { NumberField } from './number-field.tsx';
import { SwitchLine } from './switch-line.tsx';

/** A plan raises a limit to twice of what everybody has, until it is set otherwise. */
const FACTOR = 2;
const MOST_REQUESTS = 1_000;

/** Edits what subscribers of a plan get besides credits: more requests, and a queue of their own. */
export function PlanPerks({ name, plan }: { name: string; plan: Plan }) {
  const { catalog, change } = useEditing();
  const path: Path = ['plans', name];
  const { label, limits = {}, priority = false } = plan;
  const limited = Object.entries(catalog.operations).flatMap(([operation, { label: work, limit }]) =>
    limit ? [{ operation, work, max: limit.max }] : [],
  );
  // What has left the catalog, or has no limit any more, can still be taken out.
  const gone = Object.keys(limits).filter((one) => !limited.some(({ operation }) => operation === one));
  const rows = [...limited, ...gone.map((operation) => ({ operation, work: operation, max: 0 }))];
  const setLimit = (operation: string, max: number | undefined) => {
    const { [operation]: _, ...others } = limits;
    const next = max === undefined ? others : { ...others, [operation]: max };
    change([...path, 'limits'], Object.keys(next).length > 0 ? next : undefined);
  };
  return (
    <fieldset className="space-y-3 border-line border-t pt-3">
      <legend className="sr-only">{t`What subscribers of ${isolated(label)} get besides credits`}</legend>
      {rows.map(({ operation, work, max }) => (
        <div key={operation} className="space-y-1.5">
          <SwitchLine
            label={t`Higher limit for ${isolated(work)}`}
            checked={Object.hasOwn(limits, operation)}
            onChange={(value) =>
              setLimit(operation, value ? Math.min(FACTOR * max, MOST_REQUESTS) : undefined)
            }
          />
          {Object.hasOwn(limits, operation) && (
            <NumberField
              label={t`Limit of ${isolated(work)} with ${isolated(label)}`}
              path={[...path, 'limits', operation]}
              after={t`instead of ${max}`}
            />
          )}
        </div>
      ))}
      <SwitchLine
        label={t`Own queue for long work`}
        checked={priority}
        onChange={(value) => change([...path, 'priority'], value || undefined)}
      />
      <p className="text-ink-3 text-xs">
        <Trans>Models that only subscribers can use are chosen at each model, under Prices.</Trans>
      </p>
    </fieldset>
  );
}
