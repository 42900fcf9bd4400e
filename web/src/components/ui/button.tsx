import { LoaderCircle } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

type Look = 'primary' | 'secondary' | 'quiet' | 'danger';
type Size = 'small' | 'medium' | 'large';

interface ButtonProps extends ComponentProps<'button'> {
  look?: Look;
  size?: Size;
  /** Shows that it is at work, and takes no second press. */
  busy?: boolean;
}

const looks: Record<Look, string> = {
  primary:
    'bg-ember text-on-ember font-semibold shadow-[inset_0_1px_0_oklch(1_0_0/0.28),0_1px_2px_oklch(0_0_0/0.3)] hover:bg-ember-strong',
  secondary: 'border border-line-strong bg-surface text-ink hover:bg-raised',
  quiet: 'text-ink-2 hover:bg-raised hover:text-ink',
  danger: 'border border-bad/40 bg-bad/10 text-bad hover:bg-bad/16',
};

const sizes: Record<Size, string> = {
  small: 'h-8 gap-1.5 rounded-lg px-2.5 text-[0.8125rem]',
  medium: 'h-9 gap-2 rounded-lg px-3.5 text-sm',
  large: 'h-11 gap-2 rounded-xl px-4.5 text-[0.9375rem]',
};

export function buttonClass({ look = 'secondary', size = 'medium' }: { look?: Look; size?: Size }): string {
  return classNames(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap font-medium transition-[background-color,color,border-color,scale,opacity] duration-150 active:scale-[0.98]',
    'disabled:cursor-not-allowed disabled:active:scale-100 aria-disabled:cursor-not-allowed',
    looks[look],
    sizes[size],
  );
}

export function Button({ look, size, busy = false, disabled, className, children, ...rest }: ButtonProps) {
  const shape = buttonClass({ ...(look && { look }), ...(size && { size }) });
  const off = disabled === true && !busy;
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      className={classNames(
        shape,
        off && 'border-transparent! bg-raised! text-ink-3! shadow-none!',
        className,
      )}
    >
      {busy && <LoaderCircle aria-hidden="true" className="size-4 animate-spin" />}
      {children}
    </button>
  );
}
