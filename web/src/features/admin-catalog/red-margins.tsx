import type { Catalog } from '@firemeter/functions/contract';
import { Trans } from '@lingui/react/macro';
import { CircleAlert } from 'lucide-react';
import { useKinds, viewOf } from '../../lib/work/kinds.ts';
import { marginWords } from './sections/rates/margin-words.ts';

/** Names the models that a catalog sells at a loss, or below the target line. */
export function RedMargins({ catalog }: { catalog: Catalog }) {
  const kinds = useKinds();
  const red = Object.entries(catalog.operations).flatMap(([operationName, operation]) => {
    const usual = viewOf(kinds, operation.kind)?.usual;
    if (!usual || operation.shadow) return [];
    return Object.entries(operation.models).flatMap(([name, model]) => {
      const words = marginWords({ model, usual, packs: catalog.packs });
      if (!words || !(words.loses || words.isBelowTarget)) return [];
      const label = `${operation.label} · ${model.label}`;
      return [{ key: `${operationName}/${name}`, label, words }];
    });
  });
  if (red.length === 0) return null;
  red.sort((a, b) => Number(b.words.loses) - Number(a.words.loses));
  return (
    <div role="note" className="mt-4 rounded-xl border border-bad/30 bg-bad/8 p-3 text-[0.8125rem]">
      <p className="flex gap-2 font-medium text-ink">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-bad" />
        {red.some(({ words }) => words.loses) ? (
          <Trans>Some of these prices lose money</Trans>
        ) : (
          <Trans>Some of these margins are below the target of 57%</Trans>
        )}
      </p>
      <ul className="mt-1.5 space-y-0.5 ps-6">
        {red.map(({ key, label, words }) => (
          <li key={key}>
            {label}: <span className={words.loses ? 'font-medium text-bad' : undefined}>{words.text}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
