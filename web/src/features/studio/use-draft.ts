import { useState } from 'react';

/** A text being written: outlives a change of page and a reload of the tab. */
export function useDraft(name: string): [string, (text: string) => void] {
  const key = `firemeter.draft.${name}`;
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? '');
  return [
    text,
    (next) => {
      sessionStorage.setItem(key, next);
      setText(next);
    },
  ];
}
