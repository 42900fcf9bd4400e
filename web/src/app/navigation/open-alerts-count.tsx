import { Plural } from '@lingui/react/macro';
import { useLive } from '#kit/hooks/use-live.ts';
import { classNames } from '../../components/ui/class-names.ts';
import { openAlertsSource } from '../../lib/service/live-sources.ts';
import { numberText } from '../../lib/texts/format.ts';

/** Shows the number of open alerts; nothing while there are none. */
export function OpenAlertsCount({ className }: { className?: string }) {
  const { items } = useLive(openAlertsSource);
  const count = items?.length ?? 0;
  if (count === 0) return null;
  return (
    <span
      className={classNames('nums rounded-full bg-bad/15 px-1.5 font-semibold text-bad text-xs', className)}
    >
      <span aria-hidden="true">{numberText(count)}</span>
      <span className="sr-only">
        <Plural value={count} one="# open alert" other="# open alerts" />
      </span>
    </span>
  );
}
