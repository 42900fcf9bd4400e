import { MAX_LABEL_LENGTH } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Tag } from 'lucide-react';
import { keptFor } from '../../lib/kept/kept.ts';
import { useKept } from '../../lib/kept/use-kept.ts';

const name = 'label';

/** Reads the label that new requests get; empty: none. */
export function readLabel(uid: string): string {
  return (keptFor(uid, 'browser').read(name) ?? '').trim();
}

/** A label for the requests to come, such as a project, by which the history finds them. */
export function LabelField() {
  const [label, setLabel] = useKept(name, 'browser');
  return (
    <label className="inline-flex h-9 min-w-0 items-center gap-2 rounded-lg border border-line-strong bg-surface px-3 text-[0.8125rem] focus-within:border-ember-text/70">
      <Tag aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
      <input
        aria-label={t`Label`}
        placeholder={t`Label`}
        value={label ?? ''}
        maxLength={MAX_LABEL_LENGTH}
        onChange={({ target }) => setLabel(target.value || null)}
        className="w-20 bg-transparent outline-none placeholder:text-ink-3"
      />
    </label>
  );
}
