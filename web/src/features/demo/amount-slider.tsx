import { useId } from 'react';
import { Slider } from '../../components/controls/slider.tsx';

interface AmountSliderProps {
  label: string;
  value: number;
  most: number;
  step?: number;
  onValue: (value: number) => void;
}

export function AmountSlider({ label, value, most, step = 1, onValue }: AmountSliderProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="block text-ink-2 text-xs">
        {label} <output className="nums font-semibold text-ink">{value}</output>
      </label>
      <Slider id={id} min={0} max={most} step={step} value={value} onValue={onValue} className="mt-1 w-44" />
    </div>
  );
}
