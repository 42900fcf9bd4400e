import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Timer } from 'lucide-react';
import { useId } from 'react';
import { Slider } from '../../components/controls/slider.tsx';

interface LengthSliderProps {
  seconds: number;
  most: number;
  least?: number;
  /** The only lengths there are; null: any from the least to the most. */
  lengths?: readonly number[] | null;
  onSeconds: (seconds: number) => void;
}

/** How long it gets to be. */
export function LengthSlider({ seconds, most, least = 1, lengths = null, onSeconds }: LengthSliderProps) {
  const id = useId();
  const range = lengths
    ? { min: 0, max: lengths.length - 1, value: lengths.indexOf(seconds) }
    : { min: least, max: most, value: seconds };
  return (
    <div className="flex h-9 min-w-0 items-center gap-2 rounded-lg border border-line-strong bg-surface px-3 text-[0.8125rem]">
      <Timer aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
      <label htmlFor={id} className="sr-only">
        <Trans>Length</Trans>
      </label>
      <Slider
        id={id}
        {...range}
        aria-valuetext={t`${seconds} seconds`}
        onValue={(value) => onSeconds(lengths?.[value] ?? value)}
        className="w-24 min-w-0 sm:w-32"
      />
      <output htmlFor={id} className="nums w-9 shrink-0 text-end font-medium">
        <Trans>{seconds} s</Trans>
      </output>
    </div>
  );
}
