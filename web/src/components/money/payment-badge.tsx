import type { PaymentState } from '@firemeter/functions/contract';
import {
  CircleCheck,
  CircleX,
  Clock3,
  Hourglass,
  type LucideIcon,
  ShieldX,
  Snowflake,
  TimerOff,
  Undo2,
} from 'lucide-react';
import { paymentStateTexts } from '../../lib/texts/payment-words.ts';
import { classNames } from '../ui/class-names.ts';

const looks: Record<PaymentState, { icon: LucideIcon; className: string }> = {
  open: { icon: Clock3, className: 'text-ink-2' },
  processing: { icon: Hourglass, className: 'text-held' },
  failed: { icon: CircleX, className: 'text-bad' },
  expired: { icon: TimerOff, className: 'text-ink-3' },
  paid: { icon: CircleCheck, className: 'text-ok' },
  'partly-refunded': { icon: Undo2, className: 'text-returned' },
  refunded: { icon: Undo2, className: 'text-returned' },
  disputed: { icon: Snowflake, className: 'text-held' },
  'dispute-lost': { icon: ShieldX, className: 'text-bad' },
};

export function PaymentBadge({ state, className }: { state: PaymentState; className?: string }) {
  const { icon: Icon, className: look } = looks[state];
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 whitespace-nowrap font-medium text-[0.8125rem]',
        look,
        className,
      )}
    >
      <Icon aria-hidden="true" className="size-4" />
      {paymentStateTexts[state]}
    </span>
  );
}
