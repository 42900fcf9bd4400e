import type { ComponentProps } from 'react';
import { classNames } from '../ui/class-names.ts';

/** The button of a row: all of the row opens what it names. The row itself is `relative`. */
export function RowButton({ className, ...props }: Omit<ComponentProps<'button'>, 'type'>) {
  return (
    <button
      type="button"
      {...props}
      className={classNames(
        'block max-w-full truncate text-start after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ember-text focus-visible:after:-outline-offset-2',
        className,
      )}
    />
  );
}
