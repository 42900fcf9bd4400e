import { t } from '@lingui/core/macro';
import { Check, Copy } from 'lucide-react';
import { isolated } from '../../lib/texts/isolated.ts';
import { useCopy } from './use-copy.ts';

/** A text to take along: shown in full, copied with one press. */
export function CopyText({ text, label }: { text: string; label: string }) {
  const { copied, copy } = useCopy(text);
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={copied ? t`Copied ${label}` : t`Copy ${label} ${isolated(text)}`}
      className="inline-flex min-w-0 items-center gap-1.5 rounded-md font-mono text-xs hover:text-ember-text"
    >
      <span className="break-all text-start">{text}</span>
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
    </button>
  );
}
