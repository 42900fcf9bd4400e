import type { Operation } from '@firemeter/functions/contract';
import { Trans } from '@lingui/react/macro';
import { classNames } from '../../../../components/ui/class-names.ts';
import { useKinds, viewOf } from '../../../../lib/work/kinds.ts';
import { type MarginFacts, marginWords } from './margin-words.ts';

/** What is left of the price once the provider is paid: from what the cheapest pack brings in to the dearest. */
export function MarginLine({ kind, ...facts }: Omit<MarginFacts, 'usual'> & { kind: Operation['kind'] }) {
  const usual = viewOf(useKinds(), kind)?.usual;
  const margin = usual && marginWords({ ...facts, usual });
  if (!margin)
    return (
      <p className="text-ink-3 text-xs">
        <Trans>No margin yet</Trans>
      </p>
    );
  return (
    <button
      type="button"
      data-tip={margin.explanation}
      className={classNames(
        'nums cursor-help! text-start text-xs',
        margin.loses ? 'font-medium text-bad' : 'text-ink-2',
      )}
    >
      {margin.text}
      <span className="sr-only">. {margin.explanation}</span>
    </button>
  );
}
