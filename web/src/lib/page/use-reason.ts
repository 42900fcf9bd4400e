import { t } from '@lingui/core/macro';
import { useRef, useState } from 'react';
import { reasonMissing } from '../errors/reason-missing.ts';

/** Holds the reason that staff give for an action. */
export function useReason() {
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const confirmed = useRef('');
  const change = (next: string) => {
    setText(next);
    setError(undefined);
  };
  return {
    reason: text.trim(),
    /** The properties of its `Field`. */
    field: {
      label: t`Reason`,
      maxLength: 300,
      value: text,
      error,
      onChange: ({ target }: { target: { value: string } }) => change(target.value),
    },
    /** Acts if there is a reason; otherwise the field says that it is missing. */
    confirm(act: () => void) {
      if (text.trim() === '') setError(reasonMissing);
      else {
        confirmed.current = text;
        act();
      }
    },
    /** Clears the reason that was confirmed. What has been typed since stays. */
    clear: () => setText((now) => (now === confirmed.current ? '' : now)),
  };
}
