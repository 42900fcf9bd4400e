import { classNames } from '../../components/ui/class-names.ts';

/** Shows a share as a bar. Its value is next to it as text. */
export function Meter({ share }: { share: number }) {
  const width = Math.min(1, Math.max(0, share));
  return (
    <div aria-hidden="true" className="mt-1.5 h-1.5 overflow-hidden rounded-full bg-raised">
      <div
        className={classNames(
          'h-full rounded-full transition-[width] duration-300',
          share >= 1 ? 'bg-bad' : share >= 0.8 ? 'bg-held' : 'bg-ember',
        )}
        style={{ width: `${width * 100}%` }}
      />
    </div>
  );
}
