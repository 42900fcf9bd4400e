import { MAX_SEED } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Dices } from 'lucide-react';

export interface SeedFieldProps {
  /** Null: a random one each time. */
  seed: number | null;
  onSeed: (seed: number | null) => void;
}

/** A number with which the model makes much the same picture again. */
export function SeedField({ seed, onSeed }: SeedFieldProps) {
  return (
    <label
      data-tip={t`The same seed makes much the same picture again.`}
      className="inline-flex h-9 min-w-0 items-center gap-2 rounded-lg border border-line-strong bg-surface px-3 text-[0.8125rem] focus-within:border-ember-text/70"
    >
      <Dices aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
      <input
        aria-label={t`Seed`}
        placeholder={t`Seed`}
        inputMode="numeric"
        value={seed ?? ''}
        onChange={({ target }) => {
          const typed = Number(target.value.replace(/\D/g, ''));
          onSeed(typed === 0 ? null : Math.min(typed, MAX_SEED));
        }}
        className="nums w-22 bg-transparent outline-none placeholder:text-ink-3"
      />
    </label>
  );
}
