import type { ReactNode } from 'react';
import { usePageTitle } from '../../lib/page/use-page-title.ts';

interface PageHeaderProps {
  title: string;
  children?: ReactNode;
  aside?: ReactNode;
}

/** Shows a page's title, which is also the window's title, and its description. */
export function PageHeader({ title, children, aside }: PageHeaderProps) {
  usePageTitle(title);
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
        {children && <p className="mt-1 max-w-2xl text-ink-2">{children}</p>}
      </div>
      {aside && <div className="flex flex-wrap items-center gap-2">{aside}</div>}
    </header>
  );
}
