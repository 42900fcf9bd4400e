import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { directionOf } from '../../lib/language/languages.ts';
import { locale } from '../../lib/language/locale.ts';

export const isRightToLeft = directionOf(locale) === 'rtl';

interface CursorOptions {
  /** The number of points in a row. */
  columns: number;
  /** The number of rows; absent: one. */
  rows?: number;
}

/**
 * Returns the current point of a chart, selected by pointer or arrow keys, and the properties of the surface
 * that takes both: a slider, which screen readers read out as it moves.
 */
export function useChartCursor({ columns, rows = 1 }: CursorOptions) {
  const [at, setAt] = useState<number | null>(null);
  const last = columns * rows - 1;
  const shown = at === null ? null : Math.min(at, last);
  const move = (event: KeyboardEvent) => {
    const forward = isRightToLeft ? -1 : 1;
    const steps: Record<string, number> = {
      ArrowRight: forward,
      ArrowLeft: -forward,
      ArrowDown: rows > 1 ? columns : -1,
      ArrowUp: rows > 1 ? -columns : 1,
      PageDown: 7,
      PageUp: -7,
    };
    const step = steps[event.key];
    const from = shown ?? 0;
    if (event.key === 'Escape') setAt(null);
    else if (event.key === 'Home') setAt(0);
    else if (event.key === 'End') setAt(last);
    else if (step !== undefined) setAt(Math.max(0, Math.min(last, from + step)));
    else return;
    event.preventDefault();
  };
  const point = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const across = (event.clientX - box.left) / box.width;
    const column = Math.floor((isRightToLeft ? 1 - across : across) * columns);
    const row = Math.floor(((event.clientY - box.top) / box.height) * rows);
    const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
    setAt(within(row, rows) * columns + within(column, columns));
  };
  const properties = {
    'aria-valuemin': 0,
    'aria-valuemax': Math.max(0, last),
    'aria-valuenow': shown ?? 0,
    onKeyDown: move,
    onFocus: () => setAt((before) => before ?? (rows > 1 ? 0 : last)),
    onBlur: () => setAt(null),
    onPointerMove: point,
    onPointerDown: point,
    onPointerLeave: () => setAt(null),
  } as const;
  return { at: shown, properties };
}
