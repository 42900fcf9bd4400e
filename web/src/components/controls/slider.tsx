import type { ComponentProps, CSSProperties } from 'react';
import { classNames } from '../ui/class-names.ts';

interface SliderProps extends Omit<ComponentProps<'input'>, 'type' | 'value' | 'onChange'> {
  value: number;
  min: number;
  max: number;
  onValue: (value: number) => void;
}

/** A value between two others; its name comes from a label or `aria-label`. */
export function Slider({ value, min, max, onValue, className, ...rest }: SliderProps) {
  const percent = max > min ? ((value - min) / (max - min)) * 100 : 0;
  return (
    <input
      {...rest}
      type="range"
      min={min}
      max={max}
      value={value}
      onChange={(event) => onValue(Number(event.target.value))}
      style={{ '--filled': `${percent}%` } as CSSProperties}
      className={classNames('slider', className)}
    />
  );
}
