import type { ReactNode } from 'react';

export interface Fact {
  label: string;
  value: ReactNode;
}

/** Names and values, one below the other. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="divide-y divide-line text-[0.8125rem]">
      {facts.map(({ label, value }) => (
        <div
          key={label}
          className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-3 py-2 sm:grid-cols-[8.5rem_minmax(0,1fr)]"
        >
          <dt className="text-ink-3">{label}</dt>
          <dd className="nums min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
