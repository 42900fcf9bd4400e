import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Flame, Hourglass, type LucideIcon, Undo2 } from 'lucide-react';
import type { CreditFlow } from '../../lib/money/credits/credit-flow.ts';
import type { MovementKind } from '../../lib/money/credits/credit-movements.ts';
import { exactCredits } from '../../lib/texts/format.ts';
import { classNames } from '../ui/class-names.ts';

interface Look {
  icon: LucideIcon;
  word: string;
  className: string;
}

/** Held, spent and returned differ in color, shape of the frame, icon and word: never in color alone. */
export const creditLooks: Record<MovementKind, Look> = {
  held: { icon: Hourglass, word: t`held`, className: 'border-dashed border-held/55 text-held' },
  spent: { icon: Flame, word: t`spent`, className: 'border-transparent bg-ember-soft text-spent' },
  returned: { icon: Undo2, word: t`returned`, className: 'border-returned/45 text-returned' },
};

interface CreditAmountProps {
  kind: MovementKind;
  micros: number;
  className?: string | undefined;
}

export function CreditAmount({ kind, micros, className }: CreditAmountProps) {
  const { icon: Icon, word, className: look } = creditLooks[kind];
  return (
    <span
      className={classNames(
        'nums inline-flex h-6 items-center gap-1 whitespace-nowrap rounded-full border px-2 font-medium text-xs',
        look,
        className,
      )}
    >
      <Icon aria-hidden="true" className={classNames('size-3', kind === 'held' && 'animate-ember')} />
      {exactCredits(micros)} {word}
    </span>
  );
}

/** Everything that became of the credits of one request. */
export function CreditFlowAmounts({ flow, className }: { flow: CreditFlow; className?: string }) {
  const { heldMicros, spentMicros, returnedMicros } = flow;
  const isNothing = heldMicros + spentMicros + returnedMicros === 0;
  return (
    <span className={classNames('inline-flex flex-wrap items-center gap-1', className)}>
      {heldMicros > 0 && <CreditAmount kind="held" micros={heldMicros} />}
      {spentMicros > 0 && <CreditAmount kind="spent" micros={spentMicros} className="animate-pop" />}
      {returnedMicros > 0 && (
        <CreditAmount kind="returned" micros={returnedMicros} className="animate-rise" />
      )}
      {isNothing && (
        <span className="text-ink-3 text-xs">
          <Trans>no charge</Trans>
        </span>
      )}
    </span>
  );
}
