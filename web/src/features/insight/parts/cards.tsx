import type { ReactNode } from 'react';

/** Charts side by side: one, two or three in a row, as there is room; of two, a last one alone has the whole row. */
export function Cards({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-3 lg:grid-cols-2 lg:max-[119.99rem]:[&>:last-child:nth-child(odd)]:col-span-2 min-[120rem]:grid-cols-3">
      {children}
    </div>
  );
}
