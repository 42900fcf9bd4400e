import type { ReactNode } from 'react';

/** One figure with its name. */
export function Stat({ label, value, note }: { label: string; value: ReactNode; note?: ReactNode }) {
  return (
    <div className="min-w-0 bg-surface px-4 py-3.5">
      <dt className="break-words text-ink-3 text-xs">{label}</dt>
      <dd className="nums mt-1 flex h-8 items-center font-semibold text-xl tracking-tight">
        {value}
        {note && <span className="ms-1.5 font-normal text-ink-3 text-xs tracking-normal">{note}</span>}
      </dd>
    </div>
  );
}

/** Figures side by side, with hairlines between them. */
export function Stats({ label, children }: { label: string; children: ReactNode }) {
  return (
    <dl
      aria-label={label}
      className="grid auto-rows-fr grid-cols-2 gap-px overflow-hidden rounded-xl border border-line bg-line sm:grid-cols-3"
    >
      {children}
    </dl>
  );
}
