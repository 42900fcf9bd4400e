import { classNames } from '../ui/class-names.ts';

/** Where something will be. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={classNames('shimmer rounded-lg bg-raised', className)} />;
}
