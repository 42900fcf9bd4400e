import type { Operation } from '@firemeter/functions/contract';
import { useState } from 'react';

/** The chosen model, remembered; falls back to the default when it has left the catalog or been switched off. */
export function useModel(operationName: string, operation: Operation): [string, (model: string) => void] {
  const key = `firemeter.model.${operationName}`;
  const [chosen, setChosen] = useState(() => localStorage.getItem(key));
  const usable = chosen !== null && operation.models[chosen]?.enabled;
  const choose = (model: string) => {
    localStorage.setItem(key, model);
    setChosen(model);
  };
  return [usable ? chosen : operation.defaultModel, choose];
}
