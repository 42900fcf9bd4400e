import { Timer } from 'lucide-react';
import { useId } from 'react';
import { Slider } from '../../components/slider.tsx';

interface LengthSliderProps {
  seconds: number;
  most: number;
  least?: number;
  onSeconds: (seconds: number) => void;
}

/** How long it gets to be. */
export function LengthSlider({ seconds, most, least = 1, onSeconds }: LengthSliderProps) {
  const id = useId();
  return (
    <div className="flex h-9 min-w-0 items-center gap-2 rounded-lg border border-line-strong bg-surface px-3 text-[0.8125rem]">
      <Timer aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
      <label htmlFor={id} className="sr-only">
        Length
      </label>
      <Slider
        id={id}
        min={least}
        max={most}
        value={seconds}
        aria-valuetext={`${seconds} seconds`}
        onValue={onSeconds}
        className="w-24 min-w-0 sm:w-32"
      />
      <output htmlFor={id} className="nums w-9 shrink-0 text-right font-medium">
        {seconds} s
      </output>
    </div>
  );
}
