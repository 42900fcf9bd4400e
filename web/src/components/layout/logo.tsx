import { Trans } from '@lingui/react/macro';
import { useId } from 'react';

/** A flame inside a gauge. */
export function Logo({ className = 'size-7' }: { className?: string }) {
  const id = useId();
  const paint = `url(#${id})`;
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <defs>
        <linearGradient id={id} x1="0" y1="1" x2="0.6" y2="0">
          <stop offset="0" stopColor="#f2451f" />
          <stop offset="0.55" stopColor="#ff7a2f" />
          <stop offset="1" stopColor="#ffc25c" />
        </linearGradient>
      </defs>
      <g fill="none" strokeWidth="2.6" strokeLinecap="round">
        <path d="M5.8 23.6a12 12 0 1 1 20.4 0" className="stroke-line-strong" />
        <path d="M5.8 23.6A12 12 0 0 1 16 5.4" stroke={paint} />
      </g>
      <path
        d="M16.7 9.2c.6 3.5-4.6 5.6-4.6 10.2a4.6 4.6 0 0 0 9.2.2c0-2-.9-3.2-1.7-4.1-.1 1.2-.7 1.9-1.4 2.2.6-2.7-.1-6.2-1.5-8.5Z"
        fill={paint}
      />
    </svg>
  );
}

export function Wordmark() {
  return (
    <span className="flex items-center gap-2.5">
      <Logo />
      <span className="font-semibold text-[0.95rem] tracking-tight">
        <Trans>Firemeter</Trans>
      </span>
    </span>
  );
}
