import { useState } from 'react';

/** What a piece of work starts from; outlives a change of page. */
export function useSource(operation: string): [string | null, (requestId: string) => void] {
  const key = `firemeter.source.${operation}`;
  const [source, setSource] = useState(() => sessionStorage.getItem(key));
  return [
    source,
    (requestId) => {
      sessionStorage.setItem(key, requestId);
      setSource(requestId);
    },
  ];
}
