import type { ReactNode } from 'react';

interface SectionProps {
  title: string;
  /** At the end of the title's line. */
  aside?: ReactNode;
  children: ReactNode;
}

/** Figures that belong together. */
export function Section({ title, aside, children }: SectionProps) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-3">
      <header className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 className="font-semibold text-base">{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
